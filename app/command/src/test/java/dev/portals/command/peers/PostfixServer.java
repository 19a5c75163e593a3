package dev.portals.command.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Postfix with folders of its own: it takes mail only by STARTTLS and with a password, puts what is for its few people
 * into their Maildirs, and says of anybody else at once that there is no such mailbox. Needs root, as Postfix does.
 */
final class PostfixServer implements AutoCloseable {
    static final String USER = "portals";
    static final String PASSWORD = "a password only the two know";

    private static final Path ROOT = Path.of("/");
    private static final String DOMAIN = "example.org";

    private final Path home;
    private final PasswordServer passwords = new PasswordServer(USER, PASSWORD);
    private final int port = Ockam.freePort();
    private final Program server;

    PostfixServer(String... people) {
        try {
            home = Files.createTempDirectory("portals-postfix");
            for (String folder : List.of("etc", "queue", "data", "mail")) {
                Files.createDirectory(home.resolve(folder));
            }
            Tool.shell(home, "chmod 755 . && chown postfix data && chown nobody mail");
            Tool.shell(
                    home,
                    "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                            + " -addext subjectAltName=DNS:localhost -keyout key.pem -out certificate.pem");
            Files.writeString(home.resolve("etc/main.cf"), settings(people));
            Files.writeString(home.resolve("etc/master.cf"), services());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = new Program(ROOT, Map.of("LC_ALL", "C.UTF-8"), List.of("postfix", "-c", home + "/etc", "start-fg"));
        server.await(Duration.ofSeconds(30), line -> line.contains("daemon started"));
    }

    private String settings(String... people) {
        String mailboxes = Stream.of(people)
                .map(person -> person + "@" + DOMAIN + "=" + person + "/")
                .collect(Collectors.joining(", "));
        return """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            maillog_file = /dev/stdout
            myhostname = localhost
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            alias_maps =
            smtputf8_enable = no
            smtpd_tls_security_level = encrypt
            smtpd_tls_cert_file = %1$s/certificate.pem
            smtpd_tls_key_file = %1$s/key.pem
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = inet:127.0.0.1:%4$d
            smtpd_relay_restrictions = permit_sasl_authenticated, reject
            virtual_mailbox_domains = %2$s
            virtual_mailbox_maps = inline:{ %3$s }
            virtual_mailbox_base = %1$s/mail
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            """.formatted(home, DOMAIN, mailboxes, passwords.port());
    }

    private String services() {
        return """
            127.0.0.1:%d inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            virtual unix - n n - - virtual
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """.formatted(port);
    }

    /** What an orchestrator must be told, except that its JVM must trust the {@linkplain #certificate()}. */
    Map<String, String> orchestratorSettings() {
        return Map.of(
                "smtp.server",
                "localhost:" + port,
                "smtp.security",
                "starttls",
                "smtp.user",
                USER,
                "smtp.password",
                PASSWORD,
                "smtp.from",
                "Portals <portals@" + DOMAIN + ">");
    }

    /** By which it is known. */
    Path certificate() {
        return home.resolve("certificate.pem");
    }

    /** What was delivered to somebody. */
    Outbox mailbox(String person) {
        return Outbox.maildir(home.resolve("mail").resolve(person));
    }

    String log() {
        return server.output();
    }

    @Override
    public void close() {
        Tool.shell(ROOT, "postfix -c " + home + "/etc stop");
        server.close();
        server.exit(Duration.ofSeconds(30));
        passwords.close();
        Tool.shell(ROOT, "rm -rf '" + home + "'");
    }
}
