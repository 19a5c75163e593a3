package dev.portals.command.peers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A service that proves that bytes came through: the client says how many it will send and how many it wants, sends them,
 * gets their SHA-256 and then the bytes it wanted, which it checks by the hash that both sides can compute.
 */
final class TransferService implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final ServerSocket server;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final IntConsumer opened;

    TransferService() {
        this(0, count -> {});
    }

    /** Tells how many connections are open whenever one more or fewer is. */
    private TransferService(int port, IntConsumer opened) {
        this.opened = opened;
        try {
            server = new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Starts it in a process of its own, which can be killed and prints {@code connections: N} for each change. */
    static Program start(Path directory, int port) {
        Program program = new Program(
                directory,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TransferService.class.getName(),
                        "" + port));
        program.await(Duration.ofSeconds(30), line -> line.equals("serving at " + port));
        return program;
    }

    /** The process: the port is its argument. */
    public static void main(String... arguments) throws InterruptedException {
        try (TransferService service = new TransferService(
                Integer.parseInt(arguments[0]), count -> System.out.println("connections: " + count))) {
            System.out.println("serving at " + service.port());
            new CountDownLatch(1).await();
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections have reached the service. */
    int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        opened.accept(open.incrementAndGet());
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                long up = in.readLong();
                long down = in.readLong();
                out.write(receive(in, up));
                out.flush();
                send(out, down, down);
            }
        } catch (IOException e) {
            // The client has gone, as it does at the end of every transfer.
        } finally {
            opened.accept(open.decrementAndGet());
        }
    }

    /** One connection to that port: sends and fetches so many bytes and checks both hashes. */
    static void transfer(int port, long up, long down) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(120_000);
            transfer(socket, up, down);
        }
    }

    /** The same over a connection that is there, any number of times. */
    static void transfer(Socket socket, long up, long down) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        out.writeLong(up);
        out.writeLong(down);
        byte[] sent = send(out, up, up);
        byte[] received = in.readNBytes(32);
        if (!Arrays.equals(sent, received)) {
            throw new AssertionError(
                    up + " bytes up: the hashes differ (" + received.length + " bytes of a hash came)");
        }
        if (!Arrays.equals(receive(in, down), hash(down, down))) {
            throw new AssertionError(down + " bytes down: the hashes differ");
        }
    }

    private static byte[] send(OutputStream out, long length, long seed) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        SplittableRandom random = new SplittableRandom(seed);
        random.nextBytes(chunk);
        for (long left = length; left > 0; left -= CHUNK) {
            int n = (int) Math.min(CHUNK, left);
            vary(chunk, left);
            out.write(chunk, 0, n);
            digest.update(chunk, 0, n);
        }
        out.flush();
        return digest.digest();
    }

    private static byte[] hash(long length, long seed) throws IOException {
        return send(OutputStream.nullOutputStream(), length, seed);
    }

    /** Makes every chunk a different one, so that a lost, doubled or swapped one shows. */
    private static void vary(byte[] chunk, long left) {
        for (int i = 0; i < 8; i++) {
            chunk[i] = (byte) (left >>> 8 * i);
        }
    }

    private static byte[] receive(InputStream in, long length) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        for (long left = length; left > 0; ) {
            int n = in.read(chunk, 0, (int) Math.min(CHUNK, left));
            if (n < 0) {
                throw new IOException("the connection ended with " + left + " of " + length + " bytes to come");
            }
            digest.update(chunk, 0, n);
            left -= n;
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
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
