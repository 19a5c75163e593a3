package dev.portals.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Linux says about some processes, each with those it started. */
final class Processes {
    private static final double TICKS = 100;

    private final Map<String, ProcessHandle> roots = new LinkedHashMap<>();

    void add(String name, ProcessHandle root) {
        roots.put(name, root);
    }

    List<String> names() {
        return List.copyOf(roots.keySet());
    }

    /** Seconds of CPU since they began, by process, and of the whole machine. */
    record Cpu(List<Double> each, double machine) {
        List<Double> minus(Cpu before) {
            List<Double> result = new ArrayList<>();
            for (int i = 0; i < each.size(); i++) {
                result.add(each.get(i) - before.each.get(i));
            }
            return result;
        }
    }

    /** The last of the processes is this one, the load. */
    Cpu cpu() throws IOException {
        List<Double> each = new ArrayList<>();
        for (ProcessHandle root : roots.values()) {
            each.add(family(root).mapToDouble(p -> ticks(p.pid())).sum() / TICKS);
        }
        each.add(ticks(ProcessHandle.current().pid()) / TICKS);
        String[] machine = Files.readString(Path.of("/proc/stat"))
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" +");
        double busy = 0;
        for (int field : new int[] {1, 2, 3, 6, 7}) {
            busy += Double.parseDouble(machine[field]);
        }
        return new Cpu(each, busy / TICKS);
    }

    /** What a process holds, summed up with those it started. */
    record Held(double rssMb, long files, long threads) {}

    Map<String, Held> held() {
        Map<String, Held> result = new LinkedHashMap<>();
        roots.forEach((name, root) -> {
            List<Long> pids = family(root).map(ProcessHandle::pid).toList();
            result.put(
                    name,
                    new Held(
                            pids.stream().mapToLong(p -> status(p, "VmRSS:")).sum() / 1024.0,
                            pids.stream().mapToLong(p -> entries(p, "fd")).sum(),
                            pids.stream().mapToLong(p -> status(p, "Threads:")).sum()));
        });
        return result;
    }

    private static Stream<ProcessHandle> family(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static double ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long status(long pid, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(l -> l.startsWith(key))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long entries(long pid, String folder) {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return all.count();
        } catch (IOException gone) {
            return 0;
        }
    }
}
