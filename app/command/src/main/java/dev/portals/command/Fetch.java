package dev.portals.command;

import dev.portals.transport.tcp.HostnamePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks any TCP service as a browser would. */
final class Fetch {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final byte[] QUESTION =
            "GET / HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Fetch() {}

    /** The answer without its head, whose date changes; nothing if the service only listens. */
    static byte[] from(HostnamePort service) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(service.host(), service.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(QUESTION);
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[8192];
            for (int n = in.read(chunk); n >= 0 && answer.size() < MOST_BYTES; n = in.read(chunk)) {
                answer.write(chunk, 0, n);
            }
        } catch (SocketTimeoutException e) {
            // It speaks another language and waits; what it said until now is compared.
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.OFFLINE, "nothing could be fetched from " + service + ": " + e.getMessage());
        }
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int body = text.startsWith("HTTP/") ? text.indexOf("\r\n\r\n") : -1;
        byte[] bytes = answer.toByteArray();
        return body < 0 ? bytes : Arrays.copyOfRange(bytes, body + 4, bytes.length);
    }
}
