package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.core.codec.CborReader;
import dev.portals.core.controller.InvitationList;
import dev.portals.engine.Tickets;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.CrashReports;
import dev.portals.engine.control.ControlClient;
import dev.portals.vault.FileKeyStore;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.KeyStore;
import dev.portals.vault.SecretKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole story at the most talkative level, with real processes and some failures; then every secret that there was is
 * looked for wherever others could read it.
 */
@Tag("peer")
@Timeout(300)
class SecretsPeerTest {
    /** The program's own way of logging, not that of tests. */
    private static final Map<String, String> TALKATIVE =
            Map.of("PORTALS_LOG", "trace", "JDK_JAVA_OPTIONS", "-Dlogback.configurationFile=logback.xml");

    private static final String PAYLOAD = "canary-in-the-payload-5f0a9e";
    private static final String PASSWORD = "canary-in-an-address-77b1";

    /** What passes on the wire that only its two ends may know. */
    private static final Map<String, Pattern> WIRE = Map.of(
            "access token", Pattern.compile("(?i)authorization: bearer (\\S+)"),
            "device code", Pattern.compile("\"device_code\"\\s*:\\s*\"([^\"]+)\""),
            "user code", Pattern.compile("\"user_code\"\\s*:\\s*\"([^\"]+)\""),
            "cookie", Pattern.compile("(?i)set-cookie: [\\w-]+=([^;\\s]{16,})"),
            "csrf", Pattern.compile("name=\"csrf\" value=\"([^\"]{16,})\""));

    /** The page of a sign-in's link. */
    private static final Pattern LINK = Pattern.compile("https?://\\S+/sign-in/\\S*?([A-Za-z0-9_-]{20,})");

    private static final Pattern CODE = Pattern.compile("(?m)^\\s+(\\d{6})\\s*$");

    @TempDir
    private Path directory;

    /** Each by what it is and which. */
    private final Map<String, String> secrets = new TreeMap<>();
    /** Each by where it was read. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    @Test
    void noSecretIsWhereOthersCouldReadIt(TestReporter reporter) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path crashed;
        try (Cable http = new Cable(true);
                ServerSocket service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                OrchestratorProcess orchestrator = new OrchestratorProcess(
                        directory, TALKATIVE, "--set", "public-url=http://localhost:" + http.port())) {
            http.leadTo(orchestrator.httpPort());
            Thread.startVirtualThread(() -> serve(service));
            EngineProcess ada = new EngineProcess(directory.resolve("ada"), TALKATIVE);
            Path bobsHome = directory.resolve("bob");
            EngineProcess bob = EngineProcess.running(bobsHome);
            try {
                refusedSignIn(ada, orchestrator);
                ada.enroll(orchestrator, Faults.ADA);
                enroll(bobsHome, orchestrator);
                story(ada, bob, service);
                ticket(bobsHome);
                seeProcesses("in use");
                failures(ada, bob, orchestrator);
                seeProcesses("after failures");
                crashed = crash(bobsHome);
                bundle(bobsHome);
                nobodyIsLetIn(ada);
                for (String address : List.of(Faults.ADA, Faults.BOB)) {
                    orchestrator.outbox().texts(address).forEach(this::mail);
                }
                texts.put("Ada's output", ada.process().output());
                texts.put("the orchestrator's output", orchestrator.output());
            } finally {
                ada.close();
                quit(bobsHome);
            }
            wire(http.heard());
        }
        assertThat(crashed).exists();
        Patience.until(
                "Bob's application has ended",
                () -> ControlClient.connect(directory.resolve("bob")).isEmpty());
        keys(directory.resolve("ada"));
        keys(directory.resolve("bob"));
        byte[] master = Files.readAllBytes(directory.resolve("orchestrator/master.key"));
        bytes("the orchestrator's master key", Arrays.copyOfRange(master, master.length - 32, master.length));
        collect(directory.resolve("bob/logs"));
        secrets.put("payload", PAYLOAD);
        secrets.put("password", PASSWORD);

        assertThat(secrets.keySet())
                .as("kinds of secrets")
                .map(name -> name.replaceAll(" \\d+.*", ""))
                .contains(
                        "access token",
                        "device code",
                        "user code",
                        "cookie",
                        "csrf",
                        "mailed code",
                        "mailed link",
                        "ticket");
        assertThat(texts.get("the orchestrator's output")).hasSizeGreaterThan(10_000);
        assertThat(texts.get("Ada's output")).hasSizeGreaterThan(10_000);
        assertThat(texts).anySatisfy((where, text) -> assertThat(where).endsWith("daemon.log"));
        List<String> found = new ArrayList<>();
        texts.forEach((where, text) -> secrets.forEach((what, secret) -> {
            if (tells(text, secret)) {
                found.add(what + " (" + secret.substring(0, 4) + "…) in " + where + ": " + around(text, secret));
            }
        }));
        assertThat(found).isEmpty();
        for (String home : List.of("ada", "bob", "orchestrator")) {
            closed(directory.resolve(home));
        }
        reporter.publishEntry(
                "secrets",
                secrets.size() + " looked for in " + texts.size() + " texts of "
                        + texts.values().stream().mapToLong(String::length).sum() + " characters");
    }

    /** A short code may be part of a longer number by chance. */
    private static boolean tells(String text, String secret) {
        return secret.length() >= 12
                ? text.contains(secret)
                : Pattern.compile("(?<![0-9A-Za-z.:-])" + Pattern.quote(secret) + "(?![0-9A-Za-z])")
                        .matcher(text)
                        .find();
    }

    private static String around(String text, String secret) {
        int at = text.indexOf(secret);
        return text.substring(Math.max(0, at - 100), at).replaceAll("[^ -~]", " ");
    }

    // ---- the story

    private static void serve(ServerSocket service) {
        try {
            while (true) {
                Socket client = service.accept();
                Thread.startVirtualThread(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException e) {
                        // The client is gone.
                    }
                });
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** Signs Bob in by a command, which starts his application in the background; what it prints is for him alone. */
    private void enroll(Path home, OrchestratorProcess orchestrator) {
        try (Portals enroll = Portals.start(
                        directory,
                        TALKATIVE,
                        "enroll",
                        orchestrator.url(),
                        "--device-code",
                        "--json",
                        "--home",
                        home.toString());
                Person person = orchestrator.person()) {
            String event = enroll.await(Duration.ofSeconds(60), line -> line.contains("\"page\""));
            seeProcesses("while Bob signs in");
            person.signIn(orchestrator.url() + "/device", Faults.BOB);
            person.allow(Portals.json(event).path("code").asText());
            assertThat(enroll.exit(Duration.ofSeconds(60))).as(enroll.output()).isZero();
        }
    }

    private static void story(EngineProcess ada, EngineProcess bob, ServerSocket service) throws IOException {
        ada.ask("open", "name", "web", "address", "127.0.0.1:" + service.getLocalPort());
        ObjectNode invite = ControlClient.request("invite").put("portal", "web");
        invite.putArray("emails").add(Faults.BOB);
        ada.ask(invite);
        Patience.until("Bob is invited", () -> !bob.state().path("invitations").isEmpty());
        JsonNode accepted = bob.ask(
                "accept",
                "id",
                bob.state().path("invitations").path(0).path("id").asText());
        Patience.until(
                "Bob reaches it",
                () -> bob.state()
                        .path("reachable")
                        .path(0)
                        .path("state")
                        .asText()
                        .equals("up"));
        String address = accepted.path("address").asText();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    Integer.parseInt(address.substring(address.lastIndexOf(':') + 1))));
            byte[] payload = PAYLOAD.getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(payload);
            assertThat(socket.getInputStream().readNBytes(payload.length)).isEqualTo(payload);
        }
    }

    private void quit(Path home) {
        try (Portals quit = Portals.start(directory, "quit", "--home", home.toString())) {
            quit.exit(Duration.ofSeconds(30));
        }
    }

    private void refusedSignIn(EngineProcess ada, OrchestratorProcess orchestrator) {
        ObjectNode request = ControlClient.request("enroll")
                .put("address", orchestrator.url())
                .put("method", "code");
        try (ControlClient client = ControlClient.connect(ada.home()).orElseThrow();
                Person person = orchestrator.person()) {
            client.ask(request, event -> {
                person.signIn(orchestrator.url() + "/device", "eve@example.org");
                person.deny(event.path("code").asText());
            });
            throw new AssertionError("Eve is in");
        } catch (ActionException e) {
            texts.put("why the sign-in failed", e.getMessage());
        }
    }

    private void failures(EngineProcess ada, EngineProcess bob, OrchestratorProcess orchestrator) {
        String ticket = secrets.get("ticket 1");
        fails(ada, "enroll", "address", "http://eve:" + PASSWORD + "@localhost:1", "method", "code");
        fails(ada, "accept", "id", "00000000-0000-0000-0000-000000000000");
        fails(ada, "import_card", "card", "not a card");
        fails(ada, "invite", "portal", "no such portal");
        fails(bob, "accept", "id", "ockam://invitations/accept/../../x");
        Path file = directory.resolve("broken-ticket");
        try {
            Files.writeString(file, ticket.substring(0, ticket.length() - 6) + "!!");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Portals join = Portals.start(
                directory,
                TALKATIVE,
                "join",
                file.toString(),
                "--home",
                directory.resolve("eve").toString())) {
            assertThat(join.exit(Duration.ofSeconds(60))).isNotZero();
            texts.put("the output of join", join.output());
        }
        orchestrator.kill();
        Patience.until(
                "Bob notices",
                () -> !bob.state().path("link").path("state").asText().equals("connected"));
        fails(ada, "open", "name", "x", "address", "nowhere");
        texts.put("the first orchestrator's output", orchestrator.output());
        orchestrator.startAgain();
        Patience.until(
                "Bob is back",
                () -> bob.state().path("link").path("state").asText().equals("connected"));
        ada.ask("revoke", "portal", "web", "email", Faults.BOB);
    }

    private void fails(EngineProcess engine, String action, String... members) {
        try {
            engine.ask(action, members);
            throw new AssertionError(action + " succeeded");
        } catch (ActionException e) {
            String message = e.getMessage();
            assertThat(message).hasSizeLessThan(2_000);
            texts.put("why " + action + " failed", message);
        }
    }

    /** What is written when an error ends the program, here with everything in its message that must not get into a bundle. */
    private static Path crash(Path home) {
        new CrashReports(home).record(new StackOverflowError(), Thread.currentThread(), Instant.now());
        return home.resolve("crashes");
    }

    private void bundle(Path home) throws IOException {
        Path file = directory.resolve("bundle.zip");
        try (Portals diagnose = Portals.start(
                directory, TALKATIVE, "diagnose", "--json", "--bundle", file.toString(), "--home", home.toString())) {
            assertThat(diagnose.exit(Duration.ofSeconds(60)))
                    .as(diagnose.output())
                    .isIn(0, 1);
            texts.put("the output of diagnose", diagnose.output());
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                texts.put("the bundle's " + entry.getName(), text);
                assertThat(text).as(entry.getName()).doesNotContain(Faults.ADA, Faults.BOB);
                entries++;
            }
        }
        assertThat(entries).isGreaterThanOrEqualTo(4);
    }

    /** Command line and environment of every process there is. */
    private void seeProcesses(String when) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(each -> each.getFileName().toString().matches("\\d+"))
                    .toList()) {
                for (String part : List.of("cmdline", "environ")) {
                    try {
                        all.append(Files.readString(process.resolve(part), StandardCharsets.ISO_8859_1))
                                .append('\n');
                    } catch (IOException e) {
                        // It has ended, or is another user's.
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(all).contains("dev.portals.command.Main");
        texts.put("all processes " + when, all.toString());
    }

    // ---- what was secret

    private void add(String kind, String secret) {
        if (!secrets.containsValue(secret)) {
            long number = secrets.keySet().stream()
                            .filter(name -> name.startsWith(kind + " "))
                            .count()
                    + 1;
            secrets.put(kind + " " + number, secret);
        }
    }

    private void bytes(String kind, byte[] secret) {
        add(kind + " 1 hex", HexFormat.of().formatHex(secret).substring(0, 40));
        add(kind + " 1 HEX", HexFormat.of().withUpperCase().formatHex(secret).substring(0, 40));
        add(kind + " 1 base64", Base64.getEncoder().encodeToString(secret).substring(0, 36));
        add(kind + " 1 list", Arrays.toString(secret).substring(0, 60));
    }

    private void wire(String heard) {
        WIRE.forEach((kind, pattern) -> pattern.matcher(heard).results().forEach(found -> add(kind, found.group(1))));
    }

    private void mail(String text) {
        CODE.matcher(text).results().forEach(found -> add("mailed code", found.group(1)));
        LINK.matcher(text).results().forEach(found -> add("mailed link", found.group(1)));
    }

    private void ticket(Path home) throws IOException {
        JsonNode saved = Portals.json(Files.readString(home.resolve("application.json")));
        InvitationList list = InvitationList.decode(
                new CborReader(HexFormat.of().parseHex(saved.path("invitations").asText())));
        String ticket = list.accepted().getFirst().access().ticket();
        add("ticket", ticket);
        bytes("one-time code", Tickets.parse(ticket).code().bytes());
    }

    private void keys(Path home) throws IOException {
        Path vault = home.resolve("vault");
        bytes("master key", Arrays.copyOfRange(Files.readAllBytes(vault.resolve("master.key")), 4, 36));
        try (Stream<Path> files = Files.list(vault)) {
            KeyStore store = FileKeyStore.open(vault);
            try {
                for (Path file : files.filter(each -> each.toString().endsWith(".secret"))
                        .toList()) {
                    String name = file.getFileName().toString();
                    String handle = name.substring(name.lastIndexOf('-') + 1, name.length() - ".secret".length());
                    for (SecretKind kind : SecretKind.values()) {
                        store.find(kind, new KeyHandle(HexFormat.of().parseHex(handle)))
                                .ifPresent(found -> {
                                    try (found) {
                                        bytes("private key", found.reveal());
                                    }
                                });
                    }
                }
            } finally {
                store.close();
            }
        }
    }

    // ---- who else could read it

    private void collect(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void closed(Path home) throws IOException {
        Set<PosixFilePermission> others = PosixFilePermissions.fromString("---rwxrwx");
        try (Stream<Path> files = Files.walk(home)) {
            List<String> open = files.filter(file -> {
                        try {
                            return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
                                    .anyMatch(others::contains);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .map(Path::toString)
                    .toList();
            assertThat(open).as("what others may look at in " + home).isEmpty();
        }
    }

    /** Neither through the home nor, were that open, at the socket itself. */
    private void nobodyIsLetIn(EngineProcess ada) throws IOException {
        Path socket = ada.home().resolve("control.sock");
        assertThat(knock(socket)).contains("PermissionError");
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(ada.home());
        Files.setPosixFilePermissions(ada.home(), PosixFilePermissions.fromString("rwx--x--x"));
        try {
            assertThat(knock(socket)).contains("PermissionError");
        } finally {
            Files.setPosixFilePermissions(ada.home(), before);
        }
    }

    private String knock(Path socket) {
        List<String> command = new ArrayList<>();
        if (!System.getProperty("user.name").equals("root")) {
            command.add("sudo");
        }
        command.addAll(List.of(
                "setpriv",
                "--reuid=nobody",
                "--regid=nogroup",
                "--clear-groups",
                "/usr/bin/python3",
                "-c",
                "import socket, sys\nsocket.socket(socket.AF_UNIX).connect(sys.argv[1])\nprint('let in')",
                socket.toString()));
        try (Program client = new Program(Path.of("/"), Map.of(), command)) {
            client.exit(Duration.ofSeconds(20));
            return client.output();
        }
    }
}
