package dev.portals.desktop.found;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Asks Linux which ports are listened on, and by whom as far as this person may know. Elsewhere it tries the usual ports. Those of this
 * program are left out.
 */
public final class ListeningPorts implements Finder {
    private static final int PATIENCE_MILLIS = 200;
    private static final int MOST_LINES = 10_000;
    private static final String LISTENING = "0A";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String MAPPED_4 = "0000000000000000FFFF0000";
    private static final List<Integer> USUAL =
            List.of(22, 80, 443, 3000, 3306, 3389, 4200, 5000, 5173, 5432, 5900, 6379, 8000, 8080, 8888, 9000, 27_017);
    private static final Executor THREADS =
            work -> Thread.ofVirtual().name("ports").start(work);

    private final Path proc;
    private final List<Integer> usual;

    /** Of this computer. */
    public ListeningPorts() {
        this(Path.of("/proc"), USUAL);
    }

    ListeningPorts(Path proc, List<Integer> usual) {
        this.proc = proc;
        this.usual = usual;
    }

    @Override
    public CompletableFuture<List<Found>> find() {
        return CompletableFuture.supplyAsync(this::look, THREADS);
    }

    private List<Found> look() {
        Map<String, Integer> sockets = new HashMap<>();
        boolean told = listening("net/tcp", sockets) | listening("net/tcp6", sockets);
        if (!told) {
            return usual.stream()
                    .filter(ListeningPorts::answers)
                    .map(port -> new Found(port, ""))
                    .toList();
        }
        Map<Integer, String> programs = new TreeMap<>();
        sockets.values().forEach(port -> programs.put(port, ""));
        String own = Long.toString(ProcessHandle.current().pid());
        for (Path process : processes()) {
            String name = process.getFileName().toString().equals(own) ? null : name(process);
            for (String socket : sockets(process)) {
                Integer port = sockets.get(socket);
                if (port != null && name == null) {
                    programs.remove(port);
                } else if (port != null) {
                    programs.replace(port, "", name);
                }
            }
        }
        return programs.entrySet().stream()
                .map(each -> new Found(each.getKey(), each.getValue()))
                .toList();
    }

    /** Adds ports by their sockets' numbers; false if there is no such list. */
    private boolean listening(String list, Map<String, Integer> sockets) {
        try (var lines = Files.lines(proc.resolve(list))) {
            lines.skip(1).limit(MOST_LINES).forEach(line -> {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[3].equals(LISTENING)) {
                    int colon = fields[1].indexOf(':');
                    if (colon > 0 && isHere(fields[1].substring(0, colon))) {
                        sockets.put(fields[9], Integer.parseInt(fields[1].substring(colon + 1), 16));
                    }
                }
            });
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Whether “localhost” leads to that address; Linux writes its bytes the other way round. */
    private static boolean isHere(String address) {
        String last = address.startsWith(MAPPED_4) ? address.substring(MAPPED_4.length()) : address;
        return last.chars().allMatch(each -> each == '0')
                || last.length() == 8 && last.endsWith("7F")
                || last.equals(LOOPBACK_6);
    }

    private List<Path> processes() {
        List<Path> processes = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            all.forEach(processes::add);
        } catch (IOException | RuntimeException e) {
            // Then their names aren't known.
        }
        return processes;
    }

    private static List<String> sockets(Path process) {
        List<String> sockets = new ArrayList<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : open) {
                String target = Files.readSymbolicLink(each).toString();
                if (target.startsWith("socket:[")) {
                    sockets.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException | RuntimeException e) {
            // Another person's, or one that has just ended.
        }
        return sockets;
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
