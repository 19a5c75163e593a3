package dev.portals.orchestrator.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.store.Database;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailSenderTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private Path directory;

    private Database database;
    private MailQueue queue;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("m.db"));
        queue = new MailQueue(() -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEventIsMailedOnce() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            assertThat(enqueue("e")).isTrue();
            assertThat(enqueue("e")).isFalse();
            assertThat(sender.sendNext()).isTrue();
            assertThat(enqueue("e")).isFalse();
            assertThat(sender.sendNext()).isFalse();
            assertThat(server.messages).hasSize(1);
            assertThat(state("e")).isEqualTo("sent");
        }
    }

    @Test
    void whatIsRolledBackIsNotMailed() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            try {
                database.change(handle -> {
                    queue.enqueue(handle, mail("e"));
                    throw new IllegalStateException("no");
                });
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("no");
            }
            assertThat(sender.sendNext()).isFalse();
        }
    }

    @Test
    void twoSendersSendEachMailOnce() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender one = sender(server, Duration.ofSeconds(60));
                MailSender two = sender(server, Duration.ofSeconds(60));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                enqueue("e" + i);
            }
            List<Future<?>> works = new ArrayList<>();
            for (MailSender sender : List.of(one, two, one, two)) {
                works.add(threads.submit(() -> {
                    while (sender.sendNext()) {
                        // On to the next.
                    }
                    return true;
                }));
            }
            for (Future<?> work : works) {
                work.get(60, TimeUnit.SECONDS);
            }
            assertThat(server.messages).hasSize(30);
            assertThat(server.messages.stream().distinct()).hasSize(30);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user, bounced",
        "MAIL, 550 not you, failed",
        "DATA, 554 no, failed",
        "END, 554 spam, failed"
    })
    void whatIsRefusedForGoodIsNotTriedAgain(String command, String answer, String state) throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            server.answers.put(command, answer);
            enqueue("e");
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo(state);
            assertThat(error("e")).contains(answer.substring(0, 3));
            now = now.plus(Duration.ofDays(1));
            assertThat(sender.sendNext()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 busy",
        "GREETING, drop",
        "EHLO, drop",
        "MAIL, 451 later",
        "RCPT, 450 later",
        "RCPT, drop",
        "DATA, 452 full",
        "END, 451 later",
        "END, drop"
    })
    void whatIsRefusedForNowIsTriedAgain(String command, String answer) throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            server.answers.put(command, answer);
            enqueue("e");
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("queued");
            assertThat(sender.sendNext()).isFalse();
            server.answers.clear();
            now = now.plusSeconds(72);
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("sent");
            assertThat(server.messages).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"550 no such user, bounced", "250 ok, sent", "450 later, queued"})
    void anInvitationSaysWhatBecameOfItsMail(String answer, String state) throws Exception {
        invitation("i");
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            server.answers.put("RCPT", answer);
            database.change(
                    handle -> queue.enqueue(handle, new Mail("e", "bob@example.org", "Hello", "text", "<p>text", "i")));
            assertThat(mailState("i")).isEqualTo("queued");
            assertThat(sender.sendNext()).isTrue();
            assertThat(mailState("i")).isEqualTo(state);
        }
    }

    @Test
    void aBouncedMailIsTriedAgainWhenTheAdministratorSaysSo() throws Exception {
        invitation("i");
        Outbox outbox = new Outbox(database);
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            server.answers.put("RCPT", "550 no such user");
            database.change(
                    handle -> queue.enqueue(handle, new Mail("e", "bob@example.org", "Hello", "text", "<p>text", "i")));
            assertThat(sender.sendNext()).isTrue();
            server.answers.clear();
            String id = outbox.list("", null, 1, 0).getFirst().id();
            assertThat(outbox.retry(id, now)).isTrue();
            assertThat(mailState("i")).isEqualTo("queued");
            assertThat(sender.sendNext()).isTrue();
            assertThat(mailState("i")).isEqualTo("sent");
            assertThat(outbox.retry(id, now))
                    .as("what was sent isn't sent again")
                    .isFalse();
        }
    }

    @Test
    void aServerThatTakesItsTimeIsWaitedFor() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            server.delay = Duration.ofMillis(100);
            enqueue("e");
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("sent");
        }
    }

    @Test
    void aServerThatFallsSilentBeforeItGreetsIsTriedAgain() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofMillis(300))) {
            server.answers.put("GREETING", FakeMailServer.SILENCE);
            enqueue("e");
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("queued");
            server.answers.clear();
            now = now.plusSeconds(72);
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("sent");
        }
    }

    @Test
    void aSilentServerHoldsNothingUpForLong() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofMillis(300))) {
            server.answers.put("MAIL", FakeMailServer.SILENCE);
            enqueue("e");
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("queued");
            assertThat(error("e")).isEqualTo("the mail server is too slow");
        }
    }

    @Test
    void mailIsTriedEverMoreSeldomForTwoDays() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            server.answers.put("MAIL", "451 later");
            enqueue("e");
            Instant begun = now;
            int attempts = 0;
            while (state("e").equals("queued")) {
                now = Instant.ofEpochSecond(next("e"));
                assertThat(sender.sendNext()).isTrue();
                attempts++;
            }
            assertThat(state("e")).isEqualTo("failed");
            assertThat(attempts).isBetween(15, 25);
            assertThat(Duration.between(begun, now))
                    .isBetween(Duration.ofDays(2), Duration.ofDays(2).plusHours(5));
        }
    }

    @Test
    void aSenderThatDiedMidwayIsReplaced() throws Exception {
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            enqueue("e");
            database.change(handle -> handle.createUpdate("UPDATE mails SET leased_until = :until")
                    .bind("until", now.getEpochSecond() + 300)
                    .execute());
            assertThat(sender.sendNext()).isFalse();
            now = now.plusSeconds(300);
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("sent");
        }
    }

    @Test
    void nothingIsSaidBeforeTlsAndOnlyToTheServerThatWasMeant() throws Exception {
        KeyStore keys = keys("localhost");
        try (FakeMailServer server = new FakeMailServer(context(keys))) {
            enqueue("e");
            try (MailSender sender = sender(smtp(server, keys))) {
                assertThat(sender.sendNext()).isTrue();
            }
            assertThat(state("e")).isEqualTo("sent");
            assertThat(server.commands).startsWith("EHLO example.org", "STARTTLS", "EHLO example.org");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"another name", "unknown authority", "no TLS"})
    void aServerThatCannotShowWhoItIsGetsNothing(String why) throws Exception {
        KeyStore keys = keys(why.equals("another name") ? "elsewhere.example" : "localhost");
        KeyStore trusted = why.equals("unknown authority") ? keys("localhost") : keys;
        try (FakeMailServer server = new FakeMailServer(why.equals("no TLS") ? null : context(keys));
                MailSender sender = sender(smtp(server, trusted))) {
            enqueue("e");
            assertThat(sender.sendNext()).isTrue();
            assertThat(state("e")).isEqualTo("queued");
            assertThat(server.messages).isEmpty();
            assertThat(server.commands).noneMatch(command -> command.startsWith("MAIL"));
        }
    }

    @Test
    void aMailProgramReadsBothForms() throws Exception {
        GreenMail mailbox = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        try {
            MailSettings.Smtp settings = new MailSettings.Smtp(
                    "localhost",
                    mailbox.getSmtp().getPort(),
                    MailSettings.Security.NONE,
                    null,
                    null,
                    "Portals <portals@example.org>");
            Mail mail = new MailTexts(PublicAddress.of("https://portals.example.org"))
                    .signInCode("7", "ada@example.org", "123 456", "/sign-in?x=1&y=2", Duration.ofMinutes(10));
            database.change(handle -> queue.enqueue(handle, mail));
            try (MailSender sender = sender(new SmtpTransport(settings, null))) {
                assertThat(sender.sendNext()).isTrue();
            }
            var message = mailbox.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Your sign-in code for Portals");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getMessageID()).endsWith("@example.org>");
            assertThat(message.getContentType()).startsWith("multipart/alternative");
            assertThat(GreenMailUtil.getBody(message)).contains("123 456");
            String kept = database.read(handle -> handle.createQuery("SELECT text || html FROM mails")
                    .mapTo(String.class)
                    .one());
            assertThat(kept).isEmpty();
        } finally {
            mailbox.stop();
        }
    }

    @Test
    void withoutAServerMailIsInFilesThatOnlyTheOwnerReads() throws Exception {
        Path outbox = directory.resolve("outbox");
        enqueue("e");
        try (MailSender sender = sender(new FileTransport(new MailSettings.Files(outbox)))) {
            assertThat(sender.sendNext()).isTrue();
        }
        try (var files = Files.list(outbox)) {
            Path file = files.toList().getFirst();
            assertThat(file.toString()).endsWith(".eml");
            assertThat(Files.readString(file)).contains("To: bob@example.org", "multipart/alternative");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theAdministratorSeesWhatBecameOfMailButNoCodes() throws Exception {
        enqueue("plain");
        enqueue(Mail.secretEvent("code"));
        try (FakeMailServer server = new FakeMailServer(null);
                MailSender sender = sender(server, Duration.ofSeconds(60))) {
            server.answers.put("RCPT", "550 no such user");
            assertThat(sender.sendNext()).isTrue();
        }
        Outbox outbox = new Outbox(database);
        List<Outbox.Entry> entries = outbox.list("", null, 10, 0);
        assertThat(entries).extracting(Outbox.Entry::state).containsExactly(MailState.QUEUED, MailState.BOUNCED);
        assertThat(outbox.list("", MailState.BOUNCED, 10, 0)).hasSize(1);
        assertThat(outbox.list("BOB@", null, 10, 1)).hasSize(1);
        assertThat(outbox.show(entries.getFirst().id()).orElseThrow().text()).doesNotContain("text of");
        assertThat(outbox.show(entries.getLast().id()).orElseThrow().text()).isEqualTo("text of plain");
        assertThat(outbox.show("none")).isEmpty();
        assertThat(outbox.retry(entries.getLast().id(), now)).isTrue();
        assertThat(state("plain")).isEqualTo("queued");
    }

    private void invitation(String id) {
        database.change(handle -> {
            handle.execute("INSERT INTO users (id, sub, email, email_key, verified, name, nickname, picture,"
                    + " administrator, blocked, plan, created_at, updated_at)"
                    + " VALUES (1, 's', 'ada@x.org', 'ada@x.org', TRUE, '', '', '', FALSE, FALSE, 'basic', 0, 0)");
            handle.execute(
                    "INSERT INTO invitations (id, sender_id, recipient_email, recipient_key, scope, role, target_id,"
                            + " state, created_at, expires_at, mailed_at, mail_state) VALUES (?, 1, 'bob@example.org',"
                            + " 'bob@example.org', 0, 0, 't', 'pending', 0, 0, 0, 'queued')",
                    id);
        });
    }

    private String mailState(String invitation) {
        return database.read(handle -> handle.createQuery("SELECT mail_state FROM invitations WHERE id = :id")
                .bind("id", invitation)
                .mapTo(String.class)
                .one());
    }

    private MailSender sender(FakeMailServer server, Duration longest) {
        return new MailSender(
                database,
                () -> now,
                new Random(1),
                new SmtpTransport(server.settings(MailSettings.Security.NONE), null),
                longest);
    }

    private MailSender sender(Transport transport) {
        return new MailSender(database, () -> now, new Random(1), transport, Duration.ofSeconds(60));
    }

    private static Transport smtp(FakeMailServer server, KeyStore trusted) throws Exception {
        return new SmtpTransport(
                server.settings(MailSettings.Security.STARTTLS),
                context(trusted).getSocketFactory());
    }

    private KeyStore keys(String name) throws Exception {
        Path file = Files.createTempFile(directory, "keys", ".p12");
        Files.delete(file);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD);
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", keys.getCertificate("mykey"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private boolean enqueue(String event) {
        return database.write(handle -> queue.enqueue(handle, mail(event)));
    }

    private static Mail mail(String event) {
        return new Mail(event, "bob@example.org", "Hello", "text of " + event, "<p>text of " + event, null);
    }

    private String state(String event) {
        return value("state", event);
    }

    private String error(String event) {
        return value("error", event);
    }

    private long next(String event) {
        return Long.parseLong(value("next_at", event));
    }

    private String value(String column, String event) {
        return database.read(handle -> handle.createQuery("SELECT " + column + " FROM mails WHERE event = :event")
                .bind("event", event)
                .mapTo(String.class)
                .one());
    }
}
