package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.testing.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
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
        Socket socket = new Socket(inlet.address().getAddress(), inlet.address().getPort());
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
                () -> here.portals.statistics().current() == 0
                        && there.portals.statistics().current() == 0);
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
                assertThat(inlet.open().getFirst().sent()).isEqualTo(5);
                client.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(here.events.end().reason()).isEqualTo(PortalEnd.Reason.FINISHED);
            assertThat(here.events.end().received()).isEqualTo(5);
            assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 49152, 131072})
    void sixtyFourMegabytesArriveUnchangedBothWays(int payloadLimit) throws Exception {
        int total = payloadLimit == 1 ? 4096 : 64 << 20;
        try (Service service = Service.echo()) {
            there.outlet(there.outletOptions(service.port()).withLimits(payloadLimit, 10));
            Inlet inlet = here.inlet(InletOptions.on(Home.ANY_PORT)
                    .withRoute(Home.toOutlet(carrier))
                    .withLimits(payloadLimit, 10));
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

    /** What an end that knows no extension sees: behind the first byte of a Ping nothing is left. */
    private Route asOthersSee() {
        Address strip = Address.local("strip");
        Worker worker = new Worker() {
            private Context context;

            @Override
            public void started(Context mine) {
                context = mine;
            }

            @Override
            public void handle(Message message, Address source) {
                ByteBuf payload = message.payload();
                if (payload.getByte(payload.readerIndex()) == 0) {
                    payload.writerIndex(payload.readerIndex() + 1);
                }
                context.send(message.withOnward(message.onward().rest()));
            }
        };
        here.node.router().start(worker, carrier.loop(), Mailbox.open(strip));
        here.node.flows().addProducer(carrier.receiverAddress(), carrier.flow(), null, carrier.senderAddress(), strip);
        return Home.toOutlet(carrier).prepend(strip);
    }

    @Test
    void manyClientsAtOnceAreAllServed() throws Exception {
        try (Service service = Service.echo()) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(carrier);
            byte[] bytes = new byte[100_000];
            new Random(3).nextBytes(bytes);
            List<CompletableFuture<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(CompletableFuture.supplyAsync(
                        () -> {
                            try (Socket client = client(inlet)) {
                                client.getOutputStream().write(bytes);
                                client.shutdownOutput();
                                return client.getInputStream().readAllBytes();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        },
                        task -> Thread.ofVirtual().start(task)));
            }
            for (CompletableFuture<byte[]> each : all) {
                assertThat(Await.value(each)).isEqualTo(bytes);
            }
            assertNothingIsLeft();
            assertThat(here.events.opened).hasSize(200);
            assertThat(there.events.closed).hasSize(200);
        }
    }

    @Test
    void afterThousandsOfClientsNothingIsLeft() throws Exception {
        int clients = 10_000;
        try (Service service = Service.echo()) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(carrier);
            int hereBefore = here.node.router().size();
            int thereBefore = there.node.router().size();
            int warm = clients / 10;
            AtomicReference<Long> memory = new AtomicReference<>(0L);
            for (int i = 0; i < clients; i++) {
                try (Socket client = client(inlet)) {
                    write(client, "x");
                    assertThat(client.getInputStream().read()).isEqualTo('x');
                    if (i % 2 == 0) {
                        Ends.reset(client);
                    }
                }
                if (i == warm) {
                    memory.set(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
                }
            }
            assertNothingIsLeft();
            Await.until(
                    "every address is free",
                    () -> here.node.router().size() == hereBefore
                            && there.node.router().size() == thereBefore);
            assertThat(inlet.open()).isEmpty();
            assertThat(here.portals.statistics().closed()).isEqualTo(clients);
            assertThat(here.node.flows().flowsOf(carrier.receiverAddress())).isEmpty();
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
                    .isLessThanOrEqualTo(memory.get() + (16 << 20));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServiceThatDoesNotReadStopsItsClientInBoundedMemory(boolean extension) throws Exception {
        try (Service slow = new Service(socket -> {}, 64 << 10)) {
            there.outlet(slow.port());
            Inlet inlet = here.inlet(
                    extension
                            ? InletOptions.on(Home.ANY_PORT).withRoute(Home.toOutlet(carrier))
                            : InletOptions.on(Home.ANY_PORT).withRoute(asOthersSee()));
            try (Socket client = client(inlet)) {
                int total = 64 << 20;
                CompletableFuture<Void> writing = CompletableFuture.runAsync(
                        () -> {
                            try {
                                for (int i = 0; i < total; i += 1 << 16) {
                                    client.getOutputStream().write(new byte[1 << 16]);
                                }
                                client.shutdownOutput();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        },
                        task -> Thread.ofVirtual().start(task));
                Socket service = slow.next();
                if (extension) {
                    // The window is used up, and the carrier is as free as ever: another portal answers.
                    Await.until(
                            "the window is used up",
                            () -> there.portals.statistics().received() >= 1 << 20);
                    try (Service echo = Service.echo()) {
                        there.outlet(there.outletOptions(echo.port()).withWorker(Address.local("echo")));
                        Inlet other = here.inlet(InletOptions.on(Home.ANY_PORT)
                                .withRoute(Route.of(carrier.senderAddress(), Address.local("echo"))));
                        try (Socket quick = client(other)) {
                            for (int i = 0; i < 100; i++) {
                                write(quick, "hello");
                                assertThat(read(quick, 5)).isEqualTo("hello");
                            }
                        }
                    }
                } else {
                    Await.until(
                            "the carrier waits",
                            () -> there.portals.statistics().received() > 1 << 20);
                }
                assertThat(writing).isNotDone();
                // 1 MiB of window or buffer, what the kernel takes for the service, and one burst of the carrier.
                assertThat(there.portals.statistics().received()).isLessThan(16 << 20);
                long count = 0;
                byte[] chunk = new byte[1 << 16];
                InputStream in = service.getInputStream();
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    count += n;
                }
                Await.value(writing);
                assertThat(count).isEqualTo(total);
                service.close();
            }
            assertNothingIsLeft();
        }
    }

    @Test
    void anAnswerAfterTheEndOfTheRequestArrives() throws IOException {
        try (Service service = Service.manual()) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(carrier);
            try (Socket client = client(inlet)) {
                write(client, "request");
                client.shutdownOutput();
                Socket socket = service.next();
                assertThat(new String(socket.getInputStream().readAllBytes())).isEqualTo("request");
                write(socket, "answer");
                socket.close();
                assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("answer");
            }
            assertNothingIsLeft();
            assertThat(here.events.end().reason()).isEqualTo(PortalEnd.Reason.FINISHED);
            assertThat(there.events.end().reason()).isEqualTo(PortalEnd.Reason.FINISHED);
        }
    }

    @Test
    void aServiceThatSpeaksAndClosesFirstIsHeard() throws IOException {
        try (Service service = new Service(socket -> {
            socket.getOutputStream().write("bye".getBytes());
            socket.close();
        })) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(carrier);
            try (Socket client = client(inlet)) {
                assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("bye");
            }
            assertNothingIsLeft();
        }
    }

    @Test
    void aResetOnOneSideIsAResetOnTheOther() throws IOException {
        try (Service service = Service.manual()) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(carrier);
            Socket client = client(inlet);
            Socket socket = service.next();
            Await.until("open", () -> !here.events.opened.isEmpty());
            Ends.reset(client);
            assertThat(Ends.isReset(socket)).isTrue();
            assertThat(there.events.end().sentence()).isEqualTo("the client broke the connection off");
            try (Socket second = client(inlet)) {
                Socket serving = service.next();
                Await.until("open", () -> here.events.opened.size() == 2);
                Ends.reset(serving);
                assertThat(Ends.isReset(second)).isTrue();
            }
            assertNothingIsLeft();
        }
    }

    @Test
    void aServiceThatRefusesIsToldAtTheInlet() throws IOException {
        int port = Service.closedPort();
        there.outlet(port);
        Inlet inlet = here.inlet(carrier);
        try (Socket client = client(inlet)) {
            assertThat(Ends.isOver(client)).isTrue();
        }
        assertThat(here.events.refusal())
                .isEqualTo(new PortalEnd(
                        PortalEnd.Reason.REFUSED, "the service at 127.0.0.1:" + port + " refused the connection"));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothSidesClosingAtOnceLeavesNothing(boolean extension) throws IOException {
        try (Service service = Service.manual()) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(
                    InletOptions.on(Home.ANY_PORT).withRoute(extension ? Home.toOutlet(carrier) : asOthersSee()));
            for (int i = 0; i < 50; i++) {
                Socket client = client(inlet);
                service.next().close();
                client.close();
            }
            Await.until(
                    "all were served",
                    () -> here.portals.statistics().opened()
                                    + here.portals.statistics().refused()
                            == 50);
            assertNothingIsLeft();
        }
    }

    @Test
    void theEndOfTheCarrierIsTheEndOfBothSockets() throws IOException {
        try (Service service = Service.manual()) {
            there.outlet(service.port());
            Inlet inlet = here.inlet(carrier);
            try (Socket client = client(inlet)) {
                Socket socket = service.next();
                Await.until("open", () -> !here.events.opened.isEmpty());
                carrier.close();
                assertThat(Ends.isReset(client)).isTrue();
                assertThat(Ends.isReset(socket)).isTrue();
            }
            assertThat(here.events.end().reason()).isEqualTo(PortalEnd.Reason.CARRIER_LOST);
            assertThat(there.events.end().reason()).isEqualTo(PortalEnd.Reason.CARRIER_LOST);
            assertNothingIsLeft();
            try (Socket late = client(inlet)) {
                assertThat(Ends.isOver(late)).isTrue();
            }
            inlet.resume(Home.toOutlet(here.connect(there)));
            try (Socket again = client(inlet)) {
                Socket socket = service.next();
                write(again, "hello");
                assertThat(read(socket, 5)).isEqualTo("hello");
            }
        }
    }
}
