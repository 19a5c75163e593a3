package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.portals.core.project.OneTimeCode;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.NodeSettings;
import dev.portals.engine.PortalNode;
import dev.portals.vault.FileKeyStore;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.KeyStore;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SecretKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** No key, code or byte of a service is ever printed or logged, at whatever level. */
class NoSecretIsToldTest {
    private static final String PAYLOAD = "canary-in-the-payload-7c1e";

    private final Logger root = (Logger) LoggerFactory.getLogger("dev.portals");
    private final StringBuffer told = new StringBuffer();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            told.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                told.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        listener.setContext(root.getLoggerContext());
        listener.start();
        root.setLevel(Level.TRACE);
        root.setAdditive(false);
        root.addAppender(listener);
    }

    @AfterEach
    void stop() {
        root.detachAppender(listener);
        root.setAdditive(true);
        root.setLevel(null);
    }

    private int run(String... arguments) {
        StringWriter out = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        told.append(out);
        return code;
    }

    @Test
    void keysAndPayloadsOfAWholePortalStaySecret() throws Exception {
        Path ada = directory.resolve("ada");
        Path bob = directory.resolve("bob");
        assertThat(run("identity", "create", "--home", ada.toString())).isZero();
        assertThat(run("identity", "create", "--json", "--full", "--home", bob.toString()))
                .isZero();
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                PortalNode serving = PortalNode.start(
                        new NodeSettings.Builder()
                                .set("home", ada.toString())
                                .set("listen", "127.0.0.1:0")
                                .set("outlet", "web=127.0.0.1:" + service.getLocalPort())
                                .build(),
                        this::tell)) {
            CountDownLatch up = new CountDownLatch(1);
            int port = serving.listening().getFirst().getPort();
            try (PortalNode using = PortalNode.start(
                    new NodeSettings.Builder()
                            .set("home", bob.toString())
                            .set("inlet", "127.0.0.1:0=/ip4/127.0.0.1/tcp/" + port + "/secure/api/service/web")
                            .build(),
                    event -> {
                        tell(event);
                        if (event instanceof NodeEvent.Up) {
                            up.countDown();
                        }
                    })) {
                assertThat(up.await(20, TimeUnit.SECONDS)).isTrue();
                try (Socket client = new Socket(
                        InetAddress.getLoopbackAddress(),
                        using.inlets().getFirst().getPort())) {
                    client.getOutputStream().write(PAYLOAD.getBytes(StandardCharsets.US_ASCII));
                    try (Socket served = service.accept()) {
                        assertThat(served.getInputStream().readNBytes(PAYLOAD.length()))
                                .isEqualTo(PAYLOAD.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
        }
        assertThat(told).contains("ready").doesNotContain(PAYLOAD);
        List<byte[]> secrets = new ArrayList<>(secrets(ada));
        secrets.addAll(secrets(bob));
        assertThat(secrets).as("both homes' master, signing and channel keys").hasSizeGreaterThanOrEqualTo(6);
        secrets.forEach(this::assertSecret);
    }

    @Test
    void aCodeIsNotRepeatedInWhatIsSaidOfABrokenTicket() {
        byte[] code = new byte[OneTimeCode.LENGTH];
        Arrays.fill(code, (byte) 0xc5);
        String hex = HexFormat.of().formatHex(code);
        for (String ticket : List.of(
                hex, "{\"one_time_code\":\"" + hex + "\"}", Base64.getEncoder().encodeToString(code))) {
            assertThat(run("join", ticket, "--home", directory.resolve("new").toString()))
                    .isNotZero();
        }
        assertThat(OneTimeCode.of(code).toString()).doesNotContain(hex);
        assertSecret(code);
    }

    private void tell(NodeEvent event) {
        told.append(event.name())
                .append(event.fields())
                .append(event.sentence())
                .append('\n');
    }

    private void assertSecret(byte[] secret) {
        String hex = HexFormat.of().formatHex(secret);
        assertThat(told.toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain(hex.substring(0, 24));
        assertThat(told)
                .doesNotContain(Base64.getEncoder().encodeToString(secret).substring(0, 20))
                .doesNotContain(Arrays.toString(secret).substring(0, 40));
    }

    /** The master key and every secret that it seals. */
    private static List<byte[]> secrets(Path home) throws IOException {
        Path vault = home.resolve("vault");
        List<byte[]> secrets = new ArrayList<>();
        secrets.add(Arrays.copyOfRange(Files.readAllBytes(vault.resolve("master.key")), 4, 36));
        try (var files = Files.list(vault)) {
            KeyStore store = FileKeyStore.open(vault);
            try {
                for (Path file : files.filter(each -> each.toString().endsWith(".secret"))
                        .toList()) {
                    secrets.add(secret(store, file.getFileName().toString()));
                }
            } finally {
                store.close();
            }
        }
        return secrets;
    }

    private static byte[] secret(KeyStore store, String file) {
        String handle = file.substring(file.lastIndexOf('-') + 1, file.length() - ".secret".length());
        for (SecretKind kind : SecretKind.values()) {
            var found = store.find(kind, new KeyHandle(HexFormat.of().parseHex(handle)));
            if (found.isPresent()) {
                try (SecretBytes secret = found.get()) {
                    return secret.reveal().clone();
                }
            }
        }
        throw new AssertionError(file);
    }
}
