package dev.portals.transport.portal;

import dev.portals.transport.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A service of plain blocking sockets; each connection has a virtual thread. */
final class Service implements AutoCloseable {
    /** What it does with one connection. */
    @FunctionalInterface
    interface Talk {
        void with(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final List<Socket> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    Service(Talk talk) {
        this(talk, 0);
    }

    Service(Talk talk, int receiveBuffer) {
        try {
            server = new ServerSocket();
            if (receiveBuffer > 0) {
                server.setReceiveBufferSize(receiveBuffer);
            }
            server.bind(Home.ANY_PORT, 500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    socket.setTcpNoDelay(true);
                    all.add(socket);
                    accepted.add(socket);
                    Thread.ofVirtual().start(() -> {
                        try {
                            talk.with(socket);
                        } catch (IOException e) {
                            // The test looks at the other end.
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    /** Sends everything back, then the end. */
    static Service echo() {
        return new Service(socket -> {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.close();
        });
    }

    /** Only accepts; the test does the rest. */
    static Service manual() {
        return new Service(socket -> {});
    }

    /** A port that nobody listens at. */
    static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int count() {
        return all.size();
    }

    /** The next connection. */
    Socket next() {
        try {
            Socket socket = accepted.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (socket == null) {
                throw new AssertionError("nobody connected to the service");
            }
            socket.setSoTimeout((int) Await.LIMIT.toMillis());
            return socket;
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : all) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
