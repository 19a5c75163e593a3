package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Portals with a real ockam node in one place, and ours in the others. */
@Tag("peer")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PortalPeerTest {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;
    private static final int CLIENTS = 200;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"OUTLET, false", "INLET, false", "RELAY, false", "OUTLET, true", "INLET, true", "RELAY, true"})
    void bytesComeThroughUnchangedInBothDirections(OneWay.OckamAs place, boolean outer) throws IOException {
        try (OneWay way = new OneWay(directory, place, outer);
                Socket kept = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
            TransferService.transfer(kept, 1, 1);
            TransferService.transfer(kept, 64 * KIB, 64 * KIB);
            TransferService.transfer(kept, 1, 100 * MIB);
            TransferService.transfer(kept, 100 * MIB, 1);
            TransferService.transfer(way.port(), 64 * KIB, 1);
            assertThat(way.service().accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGibibyteComesThroughInEachDirection(OneWay.OckamAs place) throws IOException {
        try (OneWay way = new OneWay(directory, place, false)) {
            TransferService.transfer(way.port(), GIB, 1);
            TransferService.transfer(way.port(), 1, GIB);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoHundredAreServedAtOnce(OneWay.OckamAs place) throws Exception {
        try (OneWay way = new OneWay(directory, place, false);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch allConnected = new CountDownLatch(CLIENTS);
            List<Future<Void>> results = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                Callable<Void> task = () -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
                        socket.setSoTimeout(60_000);
                        TransferService.transfer(socket, 1, 1);
                        allConnected.countDown();
                        assertThat(allConnected.await(60, TimeUnit.SECONDS))
                                .as("all %d are connected", CLIENTS)
                                .isTrue();
                        TransferService.transfer(socket, 1000 + client, 50_000 + client);
                        return null;
                    }
                };
                results.add(clients.submit(task));
            }
            for (Future<Void> result : results) {
                result.get();
            }
            assertThat(way.service().accepted()).isEqualTo(CLIENTS);
        }
    }
}
