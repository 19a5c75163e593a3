package dev.portals.transport.tcp;

import dev.portals.transport.testing.Await;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The other end of a connection as plain bytes. */
final class RawPeer implements AutoCloseable {
    /** The worked example of spec 01 section 3.3: {@code hello} to {@code echo}. */
    static final String TO_ECHO = "8481820044" + "6563686f"
            + "81820058203031323334353637383961626364656630313233343536373839616263646566" + "460568656c6c6f627b7d";
    /** Its answer. */
    static final String FROM_ECHO =
            "84818200582030313233343536373839616263646566303132333435363738396162636465668182004465"
                    + "63686f460568656c6c6f627b7d";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawPeer(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout((int) Await.LIMIT.toMillis());
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, without a version byte. */
    static RawPeer connect(TcpListener listener) {
        try {
            return new RawPeer(new Socket(
                    InetAddress.getLoopbackAddress(), listener.socketAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and exchanges version bytes. */
    static RawPeer greet(TcpListener listener) {
        RawPeer peer = connect(listener);
        peer.send("01");
        if (peer.read(1)[0] != 1) {
            throw new AssertionError("no version byte");
        }
        return peer;
    }

    void send(String hex) {
        send(HexFormat.of().parseHex(hex));
    }

    void send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one message with its length. */
    void frame(String hex) {
        frame(HexFormat.of().parseHex(hex));
    }

    void frame(byte[] message) {
        send(framed(message));
    }

    static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    byte[] read(int length) {
        try {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message, without its length. */
    byte[] frame() {
        return read(ByteBuffer.wrap(read(4)).getInt());
    }

    String hexFrame() {
        return HexFormat.of().formatHex(frame());
    }

    /** Whether the other side ends the connection without another byte. */
    boolean isCutOff() {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
