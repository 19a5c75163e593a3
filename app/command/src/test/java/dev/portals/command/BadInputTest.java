package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.identity.Identity;
import dev.portals.transport.node.NodeHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What people type wrongly: one line that says what to do, and the exit code that scripts look at. */
class BadInputTest {
    @TempDir
    private Path directory;

    private record Outcome(int code, String out, String err) {
        Outcome fails(int expected, String... words) {
            assertThat(err).as("standard error").contains(words).startsWith("portals: ");
            assertThat(err.strip().lines()).as("lines of " + err).hasSize(1);
            assertThat(err).doesNotContain("Exception", "\tat ");
            assertThat(out).isEmpty();
            assertThat(code).isEqualTo(expected);
            return this;
        }

        Outcome succeeds() {
            assertThat(err).isEmpty();
            assertThat(code).isEqualTo(ExitCode.OK);
            return this;
        }
    }

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private String home() {
        return directory.resolve("home").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | --help",
                "nonsense                            | --help",
                "node --nonsense                     | --nonsense",
                "node --listen                       | --listen",
                "node --listen nowhere               | listen",
                "node --listen 127.0.0.1:99999       | listen",
                "node --outlet web                   | NAME=HOST:PORT",
                "node --outlet =x                    | NAME=HOST:PORT",
                "node --outlet a=1 --outlet a=2      | two outlets",
                "node --outlet a/b=1                 | name",
                "node --inlet 127.0.0.1:0            | MULTIADDR",
                "node --inlet 127.0.0.1:0=/ip4/x     | address",
                "node --inlet 127.0.0.1:0=somewhere  | address",
                "node --relay x                      | NAME=MULTIADDR",
                "node --allow (=                     | policy",
                "node --authority xyz                | change history",
                "node --authority 00                 | change history",
                "node --authorized I12               | authorized",
                "node --credential /nowhere/file     | /nowhere/file",
                "node --config /nowhere/file         | /nowhere/file",
                "node --project-identifier a#b       | name",
                "identity                            | create or show",
                "credential                          | issue",
                "credential issue                    | --for",
                "credential show nonsense            | hexadecimal",
                "credential show 00                  | hexadecimal",
                "credential verify 00                | --issuer",
                "credential verify 00 --issuer zz    | portals"
            })
    void aWrongCallIsExplainedInOneLine(String call, String word) {
        run(call.isEmpty() ? new String[0] : call.split(" ")).fails(ExitCode.USAGE, word);
    }

    @Test
    void aPortInUseIsSaidSo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run("node", "--listen", "127.0.0.1:" + taken.getLocalPort())
                    .fails(ExitCode.USAGE, "taken", "choose another");
            run("node", "--inlet", "127.0.0.1:" + taken.getLocalPort() + "=/ip4/127.0.0.1/tcp/1/secure/api/service/x")
                    .fails(ExitCode.USAGE, "taken", "choose another");
        }
    }

    @Test
    void anUnknownHostIsSaidSo() {
        run("node", "--listen", "no-such-host.invalid:0").fails(ExitCode.USAGE, "no-such-host.invalid", "unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen: [127.0.0.1:0, nowhere]   | line 1: listen",
                "# one#outlet: web                | line 2: outlet",
                "listen: 127.0.0.1:0#bogus: 1     | line 2: bogus",
                "outlet: {a: b}                   | line 1: outlet",
                "- a                              | line 1: config",
                "a: [                             | line",
                "relay-service: perhaps           | line 1: relay-service",
                "x: !!java.net.URL [a]            | line 1: config"
            })
    void aMistakeInAFileIsSaidWithItsLineAndField(String text, String words) throws IOException {
        Path file = Files.writeString(
                directory.resolve("node.yaml"), text.replace("#o", "\no").replace("#b", "\nb"));
        run("node", "--config", file.toString()).fails(ExitCode.USAGE, words);
    }

    @Test
    void aFileThatIsNoTextIsSaidSo() throws IOException {
        Path file = Files.write(directory.resolve("node.yaml"), new byte[] {0, 1, (byte) 0xff, (byte) 0xfe});
        run("node", "--config", file.toString()).fails(ExitCode.USAGE, "node.yaml");
    }

    @Test
    void aHomeWithoutAnIdentityIsNotEnrolled() throws IOException {
        run("identity", "show", "--home", home())
                .fails(ExitCode.NOT_ENROLLED, "portals identity create --home " + home());
        Files.createDirectory(Path.of(home()));
        run("identity", "show", "--home", home()).fails(ExitCode.NOT_ENROLLED, "portals identity create");
        run("credential", "issue", "--home", home(), "--for", "00").fails(ExitCode.NOT_ENROLLED, "identity create");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity create", "identity show", "node"})
    void aHomeThatIsAFileIsSaidSo(String command) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        List<String> call = new ArrayList<>(List.of(command.split(" ")));
        call.addAll(List.of("--home", file.toString()));
        run(call.toArray(String[]::new)).fails(ExitCode.USAGE, file.toString(), "not a directory");
    }

    @Test
    void aHomeInUseIsSaidSo() {
        try (NodeHome used = NodeHome.open(Path.of(home()))) {
            used.createIdentity();
            run("identity", "create", "--home", home()).fails(ExitCode.FAILED, home(), "in use");
            run("node", "--home", home(), "--listen", "127.0.0.1:0").fails(ExitCode.FAILED, home(), "in use");
        }
    }

    @Test
    void whoAHomeIsCanBeSeenWhileItIsInUse() {
        try (NodeHome used = NodeHome.open(Path.of(home()))) {
            Identity identity = used.createIdentity();

            String shown = run("identity", "show", "--home", home()).succeeds().out();
            String full = run("identity", "show", "--full", "--home", home())
                    .succeeds()
                    .out();

            assertThat(shown.strip()).isEqualTo(identity.identifier().toString());
            assertThat(full.strip()).isEqualTo(identity.history().toHex());
        }
    }

    @Test
    void whatIsMadeOnceIsNotMadeTwice() {
        run("identity", "create", "--home", home()).succeeds();
        run("identity", "create", "--home", home()).fails(ExitCode.FAILED, "already", "--home");
    }

    @Test
    void aSubjectThatIsNotKnownIsNotFound() {
        run("identity", "create", "--home", home()).succeeds();
        run("credential", "issue", "--home", home(), "--for", "I" + "0".repeat(64))
                .fails(ExitCode.NOT_FOUND, "--for");
        run("credential", "issue", "--home", home(), "--for", "I12").fails(ExitCode.USAGE, "--for");
        run("credential", "issue", "--home", home(), "--for", "00").fails(ExitCode.USAGE, "--for");
        run("credential", "issue", "--home", home(), "--for", "00", "--ttl", "-1")
                .fails(ExitCode.USAGE, "--ttl");
        run("credential", "issue", "--home", home(), "--for", "00", "--ttl", "soon")
                .fails(ExitCode.USAGE, "--ttl");
        run("credential", "issue", "--home", home(), "--for", "00", "--attribute", "x")
                .fails(ExitCode.USAGE, "--attribute");
    }

    @Test
    void aCredentialOfSomebodyElseIsDenied() {
        String other = directory.resolve("other").toString();
        run("identity", "create", "--home", home()).succeeds();
        run("identity", "create", "--home", other).succeeds();
        String history = run("identity", "show", "--full", "--home", home())
                .succeeds()
                .out()
                .strip();
        String stranger = run("identity", "show", "--full", "--home", other)
                .succeeds()
                .out()
                .strip();
        String credential = run("credential", "issue", "--home", home(), "--for", stranger, "--attribute", "a=b")
                .succeeds()
                .out()
                .strip();
        run("credential", "verify", credential, "--issuer", history).succeeds();
        run("credential", "verify", credential, "--issuer", stranger).fails(ExitCode.DENIED, "not valid");
    }

    @Test
    void jsonIsJson() throws IOException {
        ObjectMapper json = new ObjectMapper();
        String made = run("identity", "create", "--full", "--json", "--home", home())
                .succeeds()
                .out();
        String history = json.readTree(made).path("change_history").asText();
        String shown = run("identity", "show", "--full", "--json", "--home", home())
                .succeeds()
                .out();
        assertThat(json.readTree(shown)).isEqualTo(json.readTree(made));
        String issued = run("credential", "issue", "--home", home(), "--for", history, "--json")
                .succeeds()
                .out();
        String credential = json.readTree(issued).path("credential").asText();
        String verdict = run("credential", "verify", credential, "--issuer", history, "--json")
                .succeeds()
                .out();
        assertThat(json.readTree(verdict).path("verified").asBoolean()).isTrue();
        String unchecked =
                run("credential", "show", credential, "--json").succeeds().out();
        assertThat(json.readTree(unchecked).path("issuer").asText()).startsWith("I");
    }

    @Test
    void everyCommandExplainsItself() {
        List<CommandLine> commands = new ArrayList<>(List.of(Main.commandLine()));
        for (int i = 0; i < commands.size(); i++) {
            commands.addAll(commands.get(i).getSubcommands().values());
        }
        for (CommandLine each : commands) {
            List<String> call = new ArrayList<>(
                    List.of(each.getCommandSpec().qualifiedName().split(" ")));
            call.removeFirst();
            call.add("--help");
            Outcome outcome = run(call.toArray(String[]::new)).succeeds();
            assertThat(outcome.out()).contains("Usage: " + each.getCommandSpec().qualifiedName());
            each.getCommandSpec()
                    .options()
                    .forEach(option -> assertThat(option.description())
                            .as(each.getCommandName() + " " + option.longestName())
                            .isNotEmpty());
        }
    }

    @Test
    void aCompletionScriptIsPrinted() {
        assertThat(run("generate-completion").succeeds().out()).contains("complete -F", "--outlet", "credential");
    }
}
