package dev.portals.orchestrator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real ockam 0.150 signs in at the account service (spec 04 sections 2.2 to 2.4); there is no controller, so it gets as far as
 * looking for it.
 */
@Tag("peer")
@Timeout(120)
class OckamSignInPeerTest {
    @TempDir
    private Path directory;

    private Site site;
    private Browser browser;
    private Process ockam;

    @BeforeEach
    void open() throws IOException {
        site = new Site(directory, InstantSource.system());
        browser = site.browser();
        Path opener = Files.writeString(
                directory.resolve("xdg-open"),
                "#!/bin/sh\nprintf '%s' \"$1\" > '" + directory + "/page.part' && mv '" + directory + "/page.part' '"
                        + directory + "/page'\n");
        assertThat(opener.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void close() {
        ockam.destroyForcibly().onExit().join();
        browser.close();
        site.close();
    }

    @Test
    void itSignsInByACodeTypedElsewhere() throws IOException {
        start("enroll");
        String page = Files.readString(
                await(() -> Optional.of(directory.resolve("page")).filter(Files::exists)));
        assertThat(page).isEqualTo(site.base + "/device");
        String code = await(() -> site.database.read(handle -> handle.createQuery("SELECT user_code FROM device_codes")
                .mapTo(String.class)
                .findOne()));

        site.signIn(browser, "ada@example.org");
        browser.get("/device");
        browser.post("/device", Map.of("user_code", code));
        browser.post("/device/decide", Map.of("user_code", code, "decision", "allow"));

        await(this::gotFurther);
    }

    @Test
    void itSignsInByTheBrowserBeforeTheAddressIsConfirmed() throws IOException {
        start("enroll", "--authorization-code-flow");
        URI page = URI.create(Files.readString(
                await(() -> Optional.of(directory.resolve("page")).filter(Files::exists))));
        String asked = page.getRawPath() + '?' + page.getRawQuery();
        browser.follow(browser.get(asked));
        HttpResponse<String> back = browser.post("/sign-in", Map.of("email", "ada@example.org", "to", asked));
        HttpResponse<String> callback = site.browser().get(Browser.location(back));
        assertThat(Browser.location(callback)).isEqualTo(site.base + "/device/success");
        assertThat(browser.follow(browser.get("/device/success")).body()).contains("Check your inbox");

        browser.post("/sign-in/code", Map.of("code", site.mail.remove().code()));
        await(this::gotFurther);
    }

    /** It says whom it knows now, and goes on to the controller. */
    private Optional<Boolean> gotFurther() {
        String said = said("out") + said("err");
        if (!ockam.isAlive() && !said.contains("ada@example.org")) {
            throw new AssertionError(said);
        }
        return said.contains("ada@example.org") ? Optional.of(true) : Optional.empty();
    }

    private String said(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    private <T> T await(Supplier<Optional<T>> condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(end)) {
            Optional<T> value = condition.get();
            if (value.isPresent()) {
                return value.get();
            }
            try {
                ockam.waitFor(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("nothing came of it: " + said("out") + said("err"));
    }

    private void start(String... arguments) throws IOException {
        String command = System.getProperty(
                "portals.ockam", System.getProperty("user.home") + "/.cache/portals-peers/ockam-0.150.0/bin/ockam");
        String[] line = new String[arguments.length + 1];
        line[0] = command;
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment()
                .putAll(Map.of(
                        "OCKAM_HOME", directory.resolve("home").toString(),
                        "OCKAM_AUTHENTICATOR_ENDPOINT", site.base.toString(),
                        "OCKAM_AUTH0_CLIENT_ID", "portals",
                        "OCKAM_CONTROLLER_ADDR", "/ip4/127.0.0.1/tcp/1/service/api",
                        "OCKAM_TELEMETRY_EXPORT", "false",
                        "OCKAM_OPENTELEMETRY_EXPORT", "false",
                        "OCKAM_DISABLE_UPGRADE_CHECK", "true",
                        "NO_COLOR", "true",
                        "NO_INPUT", "true",
                        "PATH", directory + ":" + System.getenv("PATH")));
        ockam = builder.start();
    }
}
