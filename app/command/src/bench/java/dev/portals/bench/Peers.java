package dev.portals.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Other programs that carry a connection to a service, encrypted or, as the limit of the place, not at all. */
final class Peers {
    private static final List<String> FOLDERS =
            List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin");

    private Peers() {}

    static boolean has(String program) {
        return find(program).isPresent();
    }

    private static Optional<String> find(String program) {
        return FOLDERS.stream()
                .map(folder -> folder + "/" + program)
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
    }

    private static String program(String name) {
        return find(name).orElse(name);
    }

    /** Three copies of a relay that only copies bytes, in the places of inlet, relay and outlet. */
    static Way plainRelays(Path relaySource, int service) throws Exception {
        Way way = new Way();
        way.port = chain(way, relaySource, service, "outlet", "relay", "inlet");
        return way;
    }

    /** ssh -L to an sshd of our own, directly or through a relay that copies bytes. */
    static Way ssh(Optional<Path> relaySource, int service) throws Exception {
        Way way = new Way();
        String dir = way.home.toString();
        for (String key : List.of("host", "user")) {
            way.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", dir + "/" + key);
        }
        int sshd = Way.freePort();
        if (ProcessHandle.current().info().user().orElse("").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Files.writeString(way.home.resolve("sshd_config"), """
            ListenAddress 127.0.0.1:%d
            HostKey %s/host
            AuthorizedKeysFile %s/user.pub
            PidFile none
            StrictModes no
            UsePAM no
            """.formatted(sshd, dir, dir));
        long begin = System.nanoTime();
        way.start("sshd", program("sshd"), "-D", "-e", "-f", dir + "/sshd_config");
        way.awaitPort("sshd", sshd, begin);
        int reached = relaySource.isPresent() ? chain(way, relaySource.get(), sshd, "relay") : sshd;
        way.port = Way.freePort();
        begin = System.nanoTime();
        way.start(
                "ssh",
                Stream.of(
                                "ssh -F none -N -i %s/user -p %d -c aes256-gcm@openssh.com".formatted(dir, reached),
                                "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null",
                                "-o BatchMode=yes -o ExitOnForwardFailure=yes",
                                "-L 127.0.0.1:%d:127.0.0.1:%d".formatted(way.port, service),
                                System.getProperty("user.name") + "@127.0.0.1")
                        .flatMap(words -> Stream.of(words.split(" ")))
                        .toArray(String[]::new));
        way.awaitPort("ssh", way.port, begin);
        return way;
    }

    /** stunnel with TLS 1.3 and a certificate at both ends, through a relay that copies bytes. */
    static Way stunnel(Path relaySource, int service) throws Exception {
        Way way = new Way();
        certificate(way);
        int server = Way.freePort();
        stunnel(way, "server", false, server, service);
        int reached = chain(way, relaySource, server, "relay");
        way.port = Way.freePort();
        stunnel(way, "client", true, way.port, reached);
        return way;
    }

    private static void stunnel(Way way, String name, boolean client, int from, int to) throws Exception {
        Path file = way.home.resolve(name + ".conf");
        Files.writeString(file, """
            foreground = yes
            pid =
            debug = 3
            [way]
            client = %s
            accept = 127.0.0.1:%d
            connect = 127.0.0.1:%d
            cert = %s
            CAfile = %s
            verifyPeer = yes
            sslVersionMin = TLSv1.3
            ciphersuites = TLS_AES_256_GCM_SHA384
            socket = l:TCP_NODELAY=1
            socket = r:TCP_NODELAY=1
            """.formatted(client ? "yes" : "no", from, to, pem(way), pem(way)));
        long begin = System.nanoTime();
        way.start(name, has("stunnel4") ? program("stunnel4") : program("stunnel"), file.toString());
        way.awaitPort(name, from, begin);
    }

    /** haproxy with TLS 1.3 and a certificate at both ends, through a relay that copies bytes. */
    static Way haproxy(Path relaySource, int service) throws Exception {
        Way way = new Way();
        certificate(way);
        int server = Way.freePort();
        String tls = "ssl crt %s ca-file %s verify required".formatted(pem(way), pem(way));
        haproxy(way, "server", server, tls + " ssl-min-ver TLSv1.3", service, "");
        int reached = chain(way, relaySource, server, "relay");
        way.port = Way.freePort();
        haproxy(way, "client", way.port, "", reached, tls + " ssl-min-ver TLSv1.3 verifyhost localhost");
        return way;
    }

    private static void haproxy(Way way, String name, int from, String fromOptions, int to, String toOptions)
            throws Exception {
        Path file = way.home.resolve(name + ".cfg");
        Files.writeString(file, """
            global
              nbthread 1
              ssl-default-bind-ciphersuites TLS_AES_256_GCM_SHA384
              ssl-default-server-ciphersuites TLS_AES_256_GCM_SHA384
            defaults
              mode tcp
              timeout connect 10s
              timeout client 1h
              timeout server 1h
            listen way
              bind 127.0.0.1:%d %s
              server next 127.0.0.1:%d %s
            """.formatted(from, fromOptions, to, toOptions));
        long begin = System.nanoTime();
        way.start(name, program("haproxy"), "-db", "-f", file.toString());
        way.awaitPort(name, from, begin);
    }

    private static Path pem(Way way) {
        return way.home.resolve("both.pem");
    }

    private static void certificate(Way way) throws Exception {
        Path key = way.home.resolve("key.pem");
        Path certificate = way.home.resolve("certificate.pem");
        way.run(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
                        + " -addext subjectAltName=DNS:localhost -keyout " + key + " -out " + certificate)
                .split(" "));
        Files.writeString(pem(way), Files.readString(key) + Files.readString(certificate));
    }

    /** Relays before a port, each before the last; the port of the first in the way. */
    private static int chain(Way way, Path source, int service, String... names) throws Exception {
        Path program = way.home.resolve("relay");
        way.run("cc", "-O2", "-pthread", "-o", program.toString(), source.toString());
        int next = service;
        for (String name : names) {
            int port = Way.freePort();
            long begin = System.nanoTime();
            way.start(name, program.toString(), Integer.toString(port), Integer.toString(next));
            way.awaitPort(name, port, begin);
            next = port;
        }
        return next;
    }
}
