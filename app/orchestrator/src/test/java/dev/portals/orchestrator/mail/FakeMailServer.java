package dev.portals.orchestrator.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that answers what a test wants. */
final class FakeMailServer implements AutoCloseable {
    /** An answer that ends the connection, and one that never comes. */
    static final String DROP = "drop";

    static final String SILENCE = "silence";

    final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    /** What is answered to a command instead of ok. */
    final Map<String, String> answers = new ConcurrentHashMap<>();

    /** How long each answer takes. */
    volatile Duration delay = Duration.ZERO;

    private final ServerSocket listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable SSLContext tls;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

    FakeMailServer(@Nullable SSLContext tls) {
        this.tls = tls;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> {
            while (true) {
                try {
                    Socket socket = listener.accept();
                    sockets.add(socket);
                    threads.execute(() -> talk(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    MailSettings.Smtp settings(MailSettings.Security security) {
        return new MailSettings.Smtp("localhost", port(), security, null, null, "Portals <portals@example.org>");
    }

    private void talk(Socket socket) {
        try (socket) {
            converse(socket, true);
        } catch (IOException e) {
            // The client went away.
        }
    }

    private void converse(Socket socket, boolean plain) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        if (plain && !say(socket, "GREETING", "220 fake")) {
            return;
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String command = line.split("[ :]")[0];
            boolean on = switch (command) {
                case "EHLO" -> say(socket, command, plain && tls != null ? "250-fake\r\n250 STARTTLS" : "250 fake");
                case "STARTTLS" -> {
                    say(socket, command, "220 go");
                    SSLSocket secure =
                            (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
                    secure.setUseClientMode(false);
                    converse(secure, false);
                    yield false;
                }
                case "DATA" -> data(socket, in);
                default -> say(socket, command, "250 ok");
            };
            if (!on) {
                socket.close();
                return;
            }
        }
    }

    private boolean data(Socket socket, BufferedReader in) throws IOException {
        if (!say(socket, "DATA", "354 go")) {
            return false;
        }
        if (answers.containsKey("DATA")) {
            return true;
        }
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        if (!answers.containsKey("END")) {
            messages.add(message.toString());
        }
        return say(socket, "END", "250 taken");
    }

    private boolean say(Socket socket, String command, String otherwise) throws IOException {
        String answer = answers.getOrDefault(command, otherwise);
        switch (answer) {
            case DROP -> {
                return false;
            }
            case SILENCE -> {
                return true;
            }
            default -> {
                pause();
                socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
                return true;
            }
        }
    }

    private void pause() throws IOException {
        try {
            if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("closed");
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : List.copyOf(sockets)) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
        threads.close();
    }
}
