package dev.portals.desktop.open;

import dev.portals.desktop.list.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Tries to connect, for a second. */
final class SocketProbe implements OpenController.Probe {
    private static final int PATIENCE_MILLIS = 1000;
    private static final Executor THREADS =
            work -> Thread.ofVirtual().name("probe").start(work);

    @Override
    public CompletableFuture<Boolean> answers(Address address) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE_MILLIS);
                        return true;
                    } catch (IOException | IllegalArgumentException e) {
                        return false;
                    }
                },
                THREADS);
    }
}
