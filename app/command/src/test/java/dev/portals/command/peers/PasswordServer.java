package dev.portals.command.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tells a Postfix whether a password is right, in the language that it speaks with Dovecot; it knows one user. */
final class PasswordServer implements AutoCloseable {
    private final ServerSocket server;
    private final String right;

    PasswordServer(String user, String password) {
        this.right = "\0" + user + "\0" + password;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                Writer out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII)) {
            out.write("VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split("\t");
                if (words[0].equals("AUTH")) {
                    out.write(
                            isRight(line)
                                    ? "OK\t" + words[1] + "\tuser=" + PostfixServer.USER + "\n"
                                    : "FAIL\t" + words[1] + "\n");
                    out.flush();
                }
            }
        } catch (IOException e) {
            // Postfix has gone.
        }
    }

    /** Who one wants to act as may stand before user and password. */
    private boolean isRight(String line) {
        String answer = line.substring(line.lastIndexOf("\tresp=") + "\tresp=".length());
        return new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8).endsWith(right);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
