package dev.portals.command.peers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** A WebSocket server (RFC 6455) that sends every frame back, and at the text “bye” closes with code 1000. */
final class EchoSocketServer implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CLOSE = 8;

    private final ServerSocket server;

    EchoSocketServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
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

    private static void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            upgrade(in, out);
            while (echo(in, out)) {
                out.flush();
            }
        } catch (IOException | GeneralSecurityException e) {
            // The client sees the connection end.
        }
    }

    private static void upgrade(DataInputStream in, DataOutputStream out) throws IOException, GeneralSecurityException {
        String key = "";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                key = line.substring(18).strip();
            }
        }
        byte[] accept = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static boolean echo(DataInputStream in, DataOutputStream out) throws IOException {
        int head = in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] mask = in.readNBytes(4);
        byte[] data = in.readNBytes(length);
        for (int i = 0; i < data.length; i++) {
            data[i] ^= mask[i & 3];
        }
        if (new String(data, StandardCharsets.UTF_8).equals("bye")) {
            frame(out, 0x80 | CLOSE, new byte[] {3, (byte) 0xE8});
            return false;
        }
        frame(out, head, data);
        return true;
    }

    private static void frame(DataOutputStream out, int head, byte[] data) throws IOException {
        out.writeByte(head);
        if (data.length < 126) {
            out.writeByte(data.length);
        } else if (data.length < 65_536) {
            out.writeByte(126);
            out.writeShort(data.length);
        } else {
            out.writeByte(127);
            out.writeLong(data.length);
        }
        out.write(data);
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
