package dev.portals.engine.application;

import dev.portals.engine.state.Portal.Probe;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.TransportException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Looks whether a service accepts connections: makes one and closes it. Waits: not for event loops. */
record ServiceProbe(InstantSource clock) {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Looks once; {@code before} says since when it has been so. */
    Probe look(HostnamePort service, Probe before) {
        Instant begun = clock.instant();
        @Nullable String error = null;
        String host = service.host().replaceAll("^\\[|]$", "");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, service.port()), Math.toIntExact(TIMEOUT.toMillis()));
        } catch (IOException e) {
            error = TransportException.of(e, service.toString()).getMessage();
        }
        Instant now = clock.instant();
        boolean same = before.since() != null && (before.error() == null) == (error == null);
        return new Probe(same ? before.since() : now, error, error == null ? Duration.between(begun, now) : null);
    }
}
