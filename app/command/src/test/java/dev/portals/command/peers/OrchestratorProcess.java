package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An orchestrator as a process of its own, and the computers of the people who use it. All end with it. */
final class OrchestratorProcess implements AutoCloseable {
    private final Path directory;
    private final List<String> more;
    private final Outbox outbox;
    private final Map<String, String> variables;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Runnable> computers = new ArrayList<>();
    private JsonNode ready;
    private Portals process;

    /** With these arguments besides the usual ones. */
    OrchestratorProcess(Path directory, String... more) {
        this(directory, Map.of(), more);
    }

    /** With these variables in its environment besides. */
    OrchestratorProcess(Path directory, Map<String, String> variables, String... more) {
        this.directory = directory;
        this.variables = variables;
        this.more = List.of(more);
        this.outbox = new Outbox(directory.resolve("orchestrator").resolve("outbox"));
        start("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0");
        ready.path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
    }

    /** One that trusts a server's certificate as if an authority had signed it, with settings of its own. */
    static OrchestratorProcess trusting(Path certificate, Path directory, Map<String, String> settings) {
        Path store = directory.resolve("trusted.p12");
        Tool.run(
                directory,
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importcert",
                "-noprompt",
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        return new OrchestratorProcess(
                directory,
                Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=changeit"),
                settings.entrySet().stream()
                        .flatMap(each -> Stream.of("--set", each.getKey() + "=" + each.getValue()))
                        .toArray(String[]::new));
    }

    private void start(String http, String controller, String gateway) {
        List<String> arguments = new ArrayList<>(List.of(
                "orchestrator",
                "--json",
                "--home",
                directory.resolve("orchestrator").toString(),
                "--http",
                http,
                "--controller",
                controller,
                "--gateway",
                gateway));
        arguments.addAll(more);
        process = Portals.start(directory, variables, arguments.toArray(String[]::new));
        ready = process.event("ready");
    }

    /** Ends it as an operator does, and waits for the end. */
    void stop() {
        process.terminate();
        process.exit(Duration.ofSeconds(30));
    }

    /** kill -9. */
    void kill() {
        process.kill();
    }

    int httpPort() {
        return port("http");
    }

    /** Starts it once more, where it was before. */
    void startAgain() {
        start(
                ready.path("http").asText(),
                ready.path("controller").asText(),
                ready.path("gateway").asText());
    }

    /** What it has printed so far. */
    String output() {
        return process.output();
    }

    String url() {
        return ready.path("url").asText();
    }

    /** Where anything that speaks to projects connects. */
    int gatewayPort() {
        return port("gateway");
    }

    int controllerPort() {
        return port("controller");
    }

    private int port(String listener) {
        String address = ready.path(listener).asText();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    Outbox outbox() {
        return outbox;
    }

    /** The identifier of the controller. */
    String controller() {
        return ready.path("controller_identifier").asText();
    }

    /** A computer with the real command, whose variables point here. */
    Ockam ockam(String name) {
        Path bin = directory.resolve("bin");
        try {
            Path opener = bin.resolve("xdg-open");
            if (!Files.exists(opener)) {
                Files.createDirectories(bin);
                Files.writeString(
                        opener,
                        "#!/bin/sh\n"
                                + "printf '%s' \"$1\" > \"$PORTALS_PAGE.part\" && mv \"$PORTALS_PAGE.part\""
                                + " \"$PORTALS_PAGE\"\n");
                if (!opener.toFile().setExecutable(true)) {
                    throw new AssertionError("not executable: " + opener);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("PATH", bin + ":" + System.getenv("PATH"));
        variables.put("PORTALS_PAGE", directory.resolve(name + ".page").toString());
        Ockam ockam = new Ockam(directory.resolve(name), variables);
        computers.add(ockam::close);
        return ockam;
    }

    /** A computer with the real command of somebody who has just enrolled. */
    Ockam enrolled(String name, String email) {
        Ockam ockam = ockam(name);
        try (Program enroll = ockam.start("enroll", "--authorization-code-flow");
                Person person = person()) {
            String page = page(name);
            person.signIn(url() + "/sign-in", email);
            person.get(page);
            int code = enroll.exit(Duration.ofSeconds(60));
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": ockam enroll\n" + enroll.output());
            }
        }
        return ockam;
    }

    /** The page that the command on that computer has opened in the browser. */
    String page(String name) {
        Path page = directory.resolve(name + ".page");
        Patience.until("a page is opened on " + name, () -> Files.exists(page));
        try {
            String address = Files.readString(page);
            Files.delete(page);
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody with a browser and a mailbox. */
    Person person() {
        return new Person(url(), outbox);
    }

    /** A computer with our program of somebody who has just enrolled. */
    PortalsHome app(String name, String email) {
        PortalsHome home = new PortalsHome(directory, directory.resolve(name));
        computers.add(home::close);
        try (Program enroll = home.start("enroll", url());
                Person person = person()) {
            String event = enroll.await(Duration.ofSeconds(60), line -> line.contains("\"page\""));
            person.signIn(url() + "/sign-in", email);
            person.get(Portals.json(event).path("page").asText());
            int code = enroll.exit(Duration.ofSeconds(60));
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": portals enroll\n" + enroll.output());
            }
        }
        return home;
    }

    @Override
    public void close() {
        computers.reversed().forEach(Runnable::run);
        process.close();
    }
}
