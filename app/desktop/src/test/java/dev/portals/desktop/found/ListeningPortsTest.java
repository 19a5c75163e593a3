package dev.portals.desktop.found;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningPortsTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    private Path proc;

    @Test
    void whatListensWhereLocalhostLeadsIsFoundWithItsProgram() throws Exception {
        net(
                "tcp",
                line("0100007F:0BB8", "0A", 11) // 127.0.0.1:3000
                        + line("00000000:0016", "0A", 12) // any:22
                        + line("0501A8C0:1F90", "0A", 13) // 192.168.1.5:8080: not here
                        + line("0100007F:1538", "01", 14)); // a connection
        net(
                "tcp6",
                line("00000000000000000000000001000000:1435", "0A", 15) // [::1]:5173
                        + line("0000000000000000FFFF00000100007F:22B8", "0A", 16)); // 127.0.0.1:8888, mapped
        process("100", "node", 11, 15);
        process("200", "jupyter-lab", 16);
        assertThat(find(List.of()))
                .containsExactly(
                        new Found(22, ""),
                        new Found(3000, "node"),
                        new Found(5173, "node"),
                        new Found(8888, "jupyter-lab"));
    }

    @Test
    void whatThisProgramListensOnIsNotFound() throws Exception {
        net("tcp", line("0100007F:0BB8", "0A", 11) + line("0100007F:0BB9", "0A", 12));
        process(Long.toString(ProcessHandle.current().pid()), "java", 11);
        assertThat(find(List.of())).containsExactly(new Found(3001, ""));
    }

    @Test
    void nonsenseIsNoService() throws Exception {
        net("tcp", "0: 0100007F 0A\n\n" + line("0100007F", "0A", 1) + line(":0BB8", "0A", 2));
        assertThat(find(List.of())).isEmpty();
    }

    @Test
    void whereTheSystemTellsNothingTheUsualPortsAreTried() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            int free;
            try (ServerSocket other = new ServerSocket(0)) {
                free = other.getLocalPort();
            }
            assertThat(find(List.of(service.getLocalPort(), free)))
                    .containsExactly(new Found(service.getLocalPort(), ""));
        }
    }

    private List<Found> find(List<Integer> usual) throws Exception {
        return new ListeningPorts(proc, usual).find().get(30, TimeUnit.SECONDS);
    }

    private void net(String name, String lines) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net").resolve(name), HEAD + lines);
    }

    private static String line(String local, String state, int inode) {
        return "   0: " + local + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000  1000        0 "
                + inode + " 1 0000000000000000 100 0 0 10 0\n";
    }

    private void process(String pid, String name, int... sockets) throws IOException {
        Path open = Files.createDirectories(proc.resolve(pid).resolve("fd"));
        Files.writeString(proc.resolve(pid).resolve("comm"), name + "\n");
        for (int i = 0; i < sockets.length; i++) {
            Files.createSymbolicLink(open.resolve(Integer.toString(i)), Path.of("socket:[" + sockets[i] + "]"));
        }
    }
}
