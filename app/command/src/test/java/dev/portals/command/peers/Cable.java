package dev.portals.command.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A piece of network in front of a server: it can be pulled out, silently or with a bang, and put back. */
final class Cable implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final StringBuffer heard = new StringBuffer();
    private final boolean tapped;
    private int to;
    private State state = State.WHOLE;

    private enum State {
        WHOLE,
        /** Nothing comes through, and nobody is told. */
        SILENT,
        /** Whoever connects is sent away. */
        BROKEN
    }

    /** One on a free port, which leads nowhere yet. */
    Cable() {
        this(false);
    }

    /** One that may keep what comes through. */
    Cable(boolean tapped) {
        this.tapped = tapped;
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** What has come through, each byte as a character. */
    String heard() {
        return heard.toString();
    }

    int port() {
        return listening.getLocalPort();
    }

    synchronized void leadTo(int port) {
        to = port;
    }

    /** What is sent is lost from now on. */
    synchronized void silence() {
        state = State.SILENT;
    }

    /** Every connection is reset, and there are no new ones. */
    synchronized void breakOff() {
        state = State.BROKEN;
        open.forEach(Cable::reset);
        open.clear();
    }

    /** Everything works again; what was silenced has lost bytes and ends. */
    synchronized void repair() {
        open.forEach(Cable::reset);
        open.clear();
        state = State.WHOLE;
        notifyAll();
    }

    private synchronized boolean awaitVoice() throws InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
        return state == State.WHOLE;
    }

    private synchronized int destination() {
        return to;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (!awaitVoice()) {
                reset(client);
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), destination())) {
                open.add(server);
                Thread back = Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
                back.join();
                open.remove(server);
            }
        } catch (IOException e) {
            // Its client is told by the end of the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = from.getInputStream().read(chunk);
                    read >= 0;
                    read = from.getInputStream().read(chunk)) {
                if (!awaitVoice()) {
                    break;
                }
                if (tapped) {
                    heard.append(new String(chunk, 0, read, StandardCharsets.ISO_8859_1));
                }
                to.getOutputStream().write(chunk, 0, read);
            }
        } catch (IOException e) {
            // The other direction ends too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset(from);
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        breakOff();
    }
}
