package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each process of a portal is killed under load and started again with what it had: its identity and its port. */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KilledProcessTest {
    /** The kernel tells those who were connected to the process that is gone. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    /** Nobody tells the inlet that the outlet behind the relay is gone: it pings. */
    private static final Duration NOTICED = Duration.ofSeconds(12);

    /** Nobody tells the outlet that the inlet behind the relay is gone: it asks three times. */
    private static final Duration ASKED = Duration.ofSeconds(60);

    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final Duration AGAIN_AFTER_RELAY = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private final int servicePort = Ockam.freePort();
    private Program service;
    private Trio trio;
    private Load load;
    private Socket held;

    @BeforeEach
    void start() throws Exception {
        service = TransferService.start(directory, servicePort);
        trio = new Trio(directory, servicePort);
        held = new Socket(InetAddress.getLoopbackAddress(), trio.port());
        TransferService.transfer(held, 1, 1);
        load = new Load(trio.port());
        load.success(System.nanoTime(), AGAIN);
    }

    @AfterEach
    void stop() throws IOException {
        if (load != null) {
            load.close();
        }
        if (held != null) {
            held.close();
        }
        if (trio != null) {
            trio.close();
        }
        if (service != null) {
            service.close();
        }
    }

    /** Completes when the client of the connection that is held open sees its end. */
    private CompletableFuture<Long> endOfHeld() {
        CompletableFuture<Long> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                InputStream in = held.getInputStream();
                while (in.read() >= 0) {
                    // It is quiet until it ends.
                }
                end.complete(System.nanoTime());
            } catch (IOException e) {
                end.complete(System.nanoTime());
            }
        });
        return end;
    }

    private static Duration since(long from, CompletableFuture<Long> end, Duration limit) throws Exception {
        return Duration.ofNanos(end.get(limit.toSeconds(), TimeUnit.SECONDS) - from);
    }

    private void report(TestReporter reporter, String killed, Duration ended, Duration again) {
        reporter.publishEntry(
                killed,
                "clients saw the end after " + ended.toMillis() + " ms; a new connection worked " + again.toMillis()
                        + " ms after it was back; " + load);
    }

    @Test
    void afterTheRelayWasKilledClientsSeeTheEndAndNewOnesWorkWithinFiveSeconds(TestReporter reporter) throws Exception {
        CompletableFuture<Long> end = endOfHeld();
        long killed = System.nanoTime();
        trio.relay().kill();
        Duration ended = since(killed, end, AT_ONCE);
        trio.inlet().event("inlet_down");
        trio.startRelay().event("ready");
        Duration again = load.success(System.nanoTime(), AGAIN_AFTER_RELAY);
        report(reporter, "relay", ended, again);
        assertThat(trio.inlet().isAlive()).isTrue();
        assertThat(trio.outlet().isAlive()).isTrue();
    }

    @Test
    void afterTheInletsNodeWasKilledItsPortWorksAgain(TestReporter reporter) throws Exception {
        CompletableFuture<Long> end = endOfHeld();
        long killed = System.nanoTime();
        trio.inlet().kill();
        Duration ended = since(killed, end, AT_ONCE);
        Portals inlet = trio.startInlet();
        inlet.event("ready");
        Duration again = load.success(System.nanoTime(), AGAIN);
        assertThat(inlet.inletPort()).isEqualTo(trio.port());
        report(reporter, "inlet's node", ended, again);
    }

    @Test
    void afterTheInletsNodeWasKilledTheServicesConnectionsEndToo(TestReporter reporter) throws Exception {
        long killed = System.nanoTime();
        trio.inlet().kill();
        service.await(ASKED, line -> line.equals("connections: 0"));
        reporter.publishEntry(
                "inlet's node for ever",
                "the service saw the end after "
                        + Duration.ofNanos(System.nanoTime() - killed).toMillis() + " ms; " + load);
        trio.outlet().await(AT_ONCE, line -> line.contains("\"code\":\"NO_ANSWER\""));
    }

    @Test
    void afterTheOutletsNodeWasKilledClientsSeeTheEndAndNewOnesWork(TestReporter reporter) throws Exception {
        CompletableFuture<Long> end = endOfHeld();
        long killed = System.nanoTime();
        trio.outlet().kill();
        trio.startOutlet().event("ready");
        long back = System.nanoTime();
        Duration ended = since(killed, end, NOTICED);
        Duration again = load.success(back, AGAIN);
        report(reporter, "outlet's node", ended, again);
    }

    @Test
    void afterTheOutletsNodeWasAwayForLongItIsFoundAgain(TestReporter reporter) throws Exception {
        CompletableFuture<Long> end = endOfHeld();
        long killed = System.nanoTime();
        trio.outlet().kill();
        Duration ended = since(killed, end, NOTICED);
        trio.inlet().event("inlet_down");
        trio.startOutlet().event("relay_up");
        Duration again = load.success(System.nanoTime(), AGAIN);
        report(reporter, "outlet's node for long", ended, again);
    }

    @Test
    void afterTheServiceWasKilledClientsSeeTheEndAndNewOnesWork(TestReporter reporter) throws Exception {
        CompletableFuture<Long> end = endOfHeld();
        long killed = System.nanoTime();
        service.kill();
        Duration ended = since(killed, end, AT_ONCE);
        service = TransferService.start(directory, servicePort);
        Duration again = load.success(System.nanoTime(), AGAIN);
        report(reporter, "service", ended, again);
        assertThat(trio.nodes()).allMatch(Portals::isAlive);
    }
}
