package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.transport.tcp.TcpConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes of ours over plain TCP. */
class TwoHomesTest {
    private final Home there = new Home(2);
    private final Home here = new Home(2);
    private final TcpConnection carrier = here.connect(there);

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private static Socket client(Inlet inlet) throws IOException {
        Socket socket = new Socket(
                inlet.socketAddress().getAddress(), inlet.socketAddress().getPort());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes());
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length));
    }

    private void assertNothingIsLeft() {
        Await.until(
                "no portal is left",
                () -> here.portals.metrics().current() == 0
                        && there.portals.metrics().current() == 0);
    }

    @Test
    void bytesGoThereAndBack() throws IOException {
        try (Service service = Service.echo()) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(carrier);
            try (Socket client = client(inlet)) {
                write(client, "hello");
                assertThat(read(client, 5)).isEqualTo("hello");
                assertThat(inlet.open()).hasSize(1);
                assertThat(inlet.open().getFirst().fromSocket()).isEqualTo(5);
                client.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(here.events.end().end()).isEqualTo(PortalEnd.FINISHED);
            assertThat(here.events.end().portal().toSocket()).isEqualTo(5);
            assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 49152, 131072})
    void sixtyFourMegabytesArriveUnchangedBothWays(int payloadLimit) throws Exception {
        int total = payloadLimit == 1 ? 4096 : 64 << 20;
        try (Service service = Service.echo()) {
            there.outlet(there.outletOptions(service.port()).withLimits(payloadLimit, 10));
            Inlet inlet = here.inlet(
                    InletOptions.of(Home.ANY_PORT, Home.toOutlet(carrier)).withLimits(payloadLimit, 10));
            try (Socket client = client(inlet)) {
                MessageDigest sent = MessageDigest.getInstance("SHA-256");
                CompletableFuture<Void> writing = CompletableFuture.runAsync(
                        () -> {
                            try {
                                Random random = new Random(1);
                                byte[] chunk = new byte[100_000];
                                OutputStream out = client.getOutputStream();
                                for (int left = total; left > 0; left -= chunk.length) {
                                    random.nextBytes(chunk);
                                    int length = Math.min(left, chunk.length);
                                    sent.update(chunk, 0, length);
                                    out.write(chunk, 0, length);
                                }
                                client.shutdownOutput();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        },
                        task -> Thread.ofVirtual().start(task));
                MessageDigest received = MessageDigest.getInstance("SHA-256");
                byte[] chunk = new byte[1 << 16];
                long count = 0;
                InputStream in = client.getInputStream();
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    received.update(chunk, 0, n);
                    count += n;
                }
                Await.value(writing);
                assertThat(count).isEqualTo(total);
                assertThat(received.digest()).isEqualTo(sent.digest());
            }
            assertNothingIsLeft();
        }
    }
}
