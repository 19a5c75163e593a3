package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sshd with keys of its own, used by ssh, scp and rsync through a portal. */
@Tag("peer")
class SshTest {
    private static final int LARGE = 40_000_000;

    @TempDir
    private static Path directory;

    private static Program server;
    private static Trio trio;
    private static String options;

    @BeforeAll
    static void start() throws IOException {
        int port = Ockam.freePort();
        Tool.shell(directory, "ssh-keygen -q -t ed25519 -N '' -f host_key; ssh-keygen -q -t ed25519 -N '' -f user_key");
        Files.writeString(
                directory.resolve("sshd_config"),
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1",
                        "Port " + port,
                        "HostKey " + directory.resolve("host_key"),
                        "AuthorizedKeysFile " + directory.resolve("user_key.pub"),
                        "PidFile none",
                        "PasswordAuthentication no",
                        "PermitRootLogin prohibit-password",
                        "StrictModes no",
                        "UsePAM no",
                        "Subsystem sftp internal-sftp",
                        ""));
        if (System.getProperty("user.name").equals("root")) {
            // Debian's sshd wants its empty folder, which otherwise the system's service makes.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        server = new Program(
                directory, Map.of(), List.of("/usr/sbin/sshd", "-D", "-e", "-f", directory + "/sshd_config"));
        server.await(Duration.ofSeconds(20), line -> line.contains("Server listening on 127.0.0.1"));
        trio = new Trio(directory, port);
        // The inlet's address must show the key of our server and no other.
        Files.writeString(
                directory.resolve("known_hosts"),
                "[127.0.0.1]:" + trio.port() + " " + Files.readString(directory.resolve("host_key.pub")));
        options = " -F none -i user_key -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes"
                + " -o UserKnownHostsFile=known_hosts ";
        byte[] large = new byte[LARGE];
        new Random(4).nextBytes(large);
        Files.write(directory.resolve("large"), large);
    }

    @AfterAll
    static void stop() {
        if (trio != null) {
            trio.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static String ssh(String command) {
        return Tool.shell(directory, "ssh -p " + trio.port() + options + "127.0.0.1 " + command);
    }

    @Test
    void sshRunsACommandAndTellsItsExitCode() {
        assertThat(ssh("'echo over there; exit 7' || echo $?")).isEqualTo("over there\n7");
    }

    @Test
    void aLargeInputOfSshArrivesWholeAndItsEndToo() {
        assertThat(ssh("sha256sum < large").split(" ")[0])
                .isEqualTo(Tool.run(directory, "sha256sum", "large").split(" ")[0]);
    }

    @Test
    void scpCopiesThereAndBackUnchanged() {
        String scp = "scp -q -P " + trio.port() + options;
        Tool.shell(
                directory,
                scp + "large 127.0.0.1:" + directory + "/there; " + scp + "127.0.0.1:" + directory + "/there back");
        assertThat(directory.resolve("back")).hasSameBinaryContentAs(directory.resolve("large"));
    }

    @Test
    void rsyncCopiesATreeAndThenOnlyWhatChanged() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(40_000)];
            random.nextBytes(bytes);
            Files.write(Files.createDirectories(tree.resolve("" + i % 10)).resolve("" + i), bytes);
        }
        String rsync = "rsync -a --delete --stats -e 'ssh -p " + trio.port() + options + "' tree/ 127.0.0.1:"
                + directory + "/copy/";
        assertThat(Tool.shell(directory, rsync)).contains("Number of regular files transferred: 300");
        Files.write(tree.resolve("3").resolve("3"), new byte[12_345]);
        Files.delete(tree.resolve("4").resolve("4"));
        assertThat(Tool.shell(directory, rsync)).contains("Number of regular files transferred: 1\n");
        assertThat(Tool.shell(directory, "diff -r tree copy && echo same")).isEqualTo("same");
    }
}
