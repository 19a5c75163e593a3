package dev.portals.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** The service at the far end and its clients: blocking sockets, a thread each, direct buffers of 256 KiB. */
final class Load implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final byte DISCARD = 'D';
    private static final byte SOURCE = 'S';
    private static final byte ECHO = 'E';

    private final ServerSocketChannel service;
    private final AtomicInteger serving = new AtomicInteger();
    private final LongAdder arrived = new LongAdder();
    private volatile boolean sending;
    /** Connections that are held open meanwhile. */
    private int staying;

    Load() throws IOException {
        service = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        daemon(() -> {
            while (true) {
                SocketChannel client = service.accept();
                serving.incrementAndGet();
                daemon(() -> serve(client));
            }
        });
    }

    int port() throws IOException {
        return ((InetSocketAddress) service.getLocalAddress()).getPort();
    }

    /** The first byte says what the client wants. */
    private void serve(SocketChannel client) throws IOException {
        try (client) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer first = ByteBuffer.allocateDirect(1);
            if (client.read(first) == 1) {
                switch (first.get(0)) {
                    case DISCARD -> take(client);
                    case SOURCE -> give(client, () -> sending);
                    default -> {
                        while (client.read(first.clear()) > 0) {
                            client.write(first.flip());
                        }
                    }
                }
            }
        } finally {
            serving.decrementAndGet();
        }
    }

    private void take(SocketChannel from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (int n; (n = from.read(buffer.clear())) >= 0; ) {
            arrived.add(n);
        }
    }

    private static void give(SocketChannel to, BooleanSupplier goOn) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (goOn.getAsBoolean()) {
            buffer.clear();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        }
    }

    /**
     * One second at the receiving end: what arrived, and the seconds of CPU that each process and the others took. Where
     * nothing arrived there is no CPU per GB: it is NaN.
     */
    record Window(double gbps, double cpuPerGb, List<Double> cpu, double foreign) {}

    /** So many streams at full speed for a second of run-in and so many windows. */
    List<Window> throughput(int port, int streams, boolean upwards, int windows, Processes processes) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        sending = true;
        for (int i = 0; i < streams; i++) {
            SocketChannel client = open(port, upwards ? DISCARD : SOURCE);
            daemon(() -> {
                if (upwards) {
                    give(client, () -> !stop.get());
                } else {
                    take(client);
                }
                client.close();
            });
        }
        List<Window> result = new ArrayList<>();
        Thread.sleep(1000);
        long bytes = arrived.sum();
        long at = System.nanoTime();
        Processes.Cpu cpu = processes.cpu();
        for (int i = 0; i < windows; i++) {
            Thread.sleep(1000);
            long moreBytes = arrived.sum();
            long later = System.nanoTime();
            Processes.Cpu moreCpu = processes.cpu();
            double gb = (moreBytes - bytes) / 1e9;
            double perGb = gb > 0 ? 1 / gb : Double.NaN;
            double seconds = (later - at) / 1e9;
            List<Double> each = moreCpu.minus(cpu);
            double ours = each.stream().mapToDouble(Double::doubleValue).sum();
            result.add(new Window(
                    gb * 8 / seconds,
                    ours * perGb,
                    each.stream().map(c -> c * perGb).toList(),
                    Math.max(0, moreCpu.machine() - cpu.machine() - ours) / seconds));
            bytes = moreBytes;
            at = later;
            cpu = moreCpu;
        }
        stop.set(true);
        sending = false;
        settle();
        return result;
    }

    /** Round trips of one byte, sorted, in µs. */
    double[] roundTrips(int port, int count) throws IOException, InterruptedException {
        return roundTrips(port, count, () -> {});
    }

    private double[] roundTrips(int port, int count, Runnable afterwards) throws IOException, InterruptedException {
        double[] times = new double[count];
        try (SocketChannel client = open(port, ECHO)) {
            ByteBuffer one = ByteBuffer.allocateDirect(1);
            for (int i = -count / 5; i < count; i++) {
                long begin = System.nanoTime();
                client.write(one.clear());
                if (client.read(one.clear()) != 1) {
                    throw new IOException("the echo ended");
                }
                if (i >= 0) {
                    times[i] = (System.nanoTime() - begin) / 1e3;
                }
            }
        }
        afterwards.run();
        settle();
        Arrays.sort(times);
        return times;
    }

    /** The same while another stream sends to the service as fast as it can. */
    double[] roundTripsUnderLoad(int port, int count) throws IOException, InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        SocketChannel bulk = open(port, DISCARD);
        daemon(() -> {
            give(bulk, () -> !stop.get());
            bulk.close();
        });
        Thread.sleep(300);
        try {
            return roundTrips(port, count, () -> stop.set(true));
        } finally {
            stop.set(true);
        }
    }

    /** Gbit/s that arrive in the first second of one stream, its opening included. */
    double firstSecond(int port) throws IOException, InterruptedException {
        long bytes = arrived.sum();
        long begin = System.nanoTime();
        AtomicBoolean stop = new AtomicBoolean();
        SocketChannel client = open(port, DISCARD);
        daemon(() -> {
            give(client, () -> !stop.get());
            client.close();
        });
        Thread.sleep(1000);
        double gbps = (arrived.sum() - bytes) * 8.0 / (System.nanoTime() - begin);
        stop.set(true);
        settle();
        return gbps;
    }

    /** Does something while so many connections are open and idle, a byte having gone through each. */
    void hold(int port, int count, Runnable meanwhile) throws IOException, InterruptedException {
        List<SocketChannel> held = new ArrayList<>();
        try {
            ByteBuffer two = ByteBuffer.allocateDirect(2);
            for (int i = 0; i < count; i++) {
                SocketChannel client = connect(port);
                held.add(client);
                client.write(two.clear().put(0, ECHO));
                if (client.read(two.clear().limit(1)) != 1) {
                    throw new IOException("a connection ended, after " + i);
                }
            }
            staying = count;
            meanwhile.run();
        } finally {
            staying = 0;
            for (SocketChannel client : held) {
                client.close();
            }
            settle();
        }
    }

    /** Streams opened one after the other, a byte there and back on each, until the time is over or their number reached; per second. */
    double opens(int port, double seconds, int atMost) throws IOException, InterruptedException {
        ByteBuffer two = ByteBuffer.allocateDirect(2);
        long begin = System.nanoTime();
        int done = 0;
        while (done < atMost && System.nanoTime() - begin < seconds * 1e9) {
            try (SocketChannel client = connect(port)) {
                client.write(two.clear().put(0, ECHO));
                if (client.read(two.clear().limit(1)) != 1) {
                    throw new IOException("a stream ended before its byte came back, after " + done);
                }
            }
            done++;
        }
        double rate = done * 1e9 / (System.nanoTime() - begin);
        settle();
        return rate;
    }

    /** Waits until the service has seen its connections end, but those that are held: one left open is a fault. */
    private void settle() throws InterruptedException, IOException {
        for (int i = 0; serving.get() > staying; i++) {
            if (i > 1000) {
                throw new IOException(serving.get() - staying + " connections stay open at the service");
            }
            Thread.sleep(10);
        }
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel client = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private static SocketChannel open(int port, byte wanted) throws IOException {
        SocketChannel client = connect(port);
        client.write(ByteBuffer.allocateDirect(1).put(0, wanted));
        return client;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Ends of streams are how everything here ends, so they are no news. */
    private static void daemon(Task task) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                task.run();
            } catch (IOException expected) {
                return;
            }
        });
    }
}
