package dev.portals.core.channel;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Prints the microseconds of CPU that one side of a handshake takes: between strangers, and between those who have met. */
final class HandshakeCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 3000;
    private static final int MEASURED = 1500;

    private HandshakeCost() {}

    public static void main(String[] arguments) {
        double[] strangers = new double[MEASURED];
        double[] acquaintances = new double[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            Meeting meeting = new Meeting();
            double first = microseconds(meeting);
            double second = microseconds(meeting);
            if (i >= 0) {
                strangers[i] = first;
                acquaintances[i] = second;
            }
        }
        System.out.println(median(strangers) + " " + median(acquaintances));
    }

    private static double microseconds(Meeting meeting) {
        long begin = THREADS.getCurrentThreadCpuTime();
        meeting.handshake();
        return (THREADS.getCurrentThreadCpuTime() - begin) / 2e3;
    }

    private static double median(double[] all) {
        Arrays.sort(all);
        return all[all.length / 2];
    }
}
