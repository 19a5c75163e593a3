package dev.portals.command.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A stranger at the other end of a TCP connection, who may send any bytes. */
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE = 10_000;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private long probes;

    RawPeer(int port) throws IOException {
        this(port, 256 * 1024);
    }

    /** One whose system takes in so many bytes that are not read. */
    RawPeer(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        out = socket.getOutputStream();
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 64 * 1024));
    }

    /** Sends these bytes. */
    RawPeer send(byte[]... pieces) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        out.write(all.toByteArray());
        return this;
    }

    /** Sends our version, as everybody must first. */
    RawPeer greet() throws IOException {
        return send(new byte[] {1});
    }

    /** No more bytes from us. */
    RawPeer finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next frame's message; null at the end. */
    byte @Nullable [] receive() throws IOException {
        try {
            int length = in.readInt();
            byte[] message = in.readNBytes(length);
            return message.length < length ? null : message;
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    /** The node's version byte. */
    int version() throws IOException {
        return in.read();
    }

    /** Whether the node ends the connection, whatever it sends before that. */
    boolean isClosed() throws IOException {
        byte[] rest = new byte[8192];
        try {
            while (in.read(rest) >= 0) {
                // What was on its way.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /**
     * Whether the connection still carries an echo; with that, all that was sent before has been looked at. Everything
     * that comes before the answer is skipped. The version byte must have been read.
     */
    boolean answers() throws IOException {
        byte[] mark = ByteBuffer.allocate(16)
                .putLong(0x70726f62652d2d2dL)
                .putLong(++probes)
                .array();
        try {
            send(frame(message(new String[] {"echo"}, new String[] {"prober"}, mark)));
        } catch (SocketException e) {
            return false;
        }
        while (true) {
            byte[] message = receive();
            if (message == null) {
                return false;
            }
            if (Arrays.equals(message, message(new String[] {"prober"}, new String[] {"echo"}, mark))) {
                return true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Length and message. */
    static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /** A transport message between local workers (spec 01 section 3.3). */
    static byte[] message(String[] onward, String[] returning, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x84);
        route(bytes, onward);
        route(bytes, returning);
        head(bytes, 0x40, payload.length);
        bytes.writeBytes(payload);
        bytes.writeBytes(hex("627b7d"));
        return bytes.toByteArray();
    }

    private static void route(ByteArrayOutputStream bytes, String[] names) {
        head(bytes, 0x80, names.length);
        for (String name : names) {
            byte[] value = name.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(new byte[] {(byte) 0x82, 0});
            head(bytes, 0x40, value.length);
            bytes.writeBytes(value);
        }
    }

    private static void head(ByteArrayOutputStream bytes, int type, int size) {
        if (size < 24) {
            bytes.write(type | size);
        } else if (size < 256) {
            bytes.writeBytes(new byte[] {(byte) (type | 24), (byte) size});
        } else if (size < 65536) {
            bytes.writeBytes(new byte[] {(byte) (type | 25), (byte) (size >> 8), (byte) size});
        } else {
            bytes.write(type | 26);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(size).array());
        }
    }
}
