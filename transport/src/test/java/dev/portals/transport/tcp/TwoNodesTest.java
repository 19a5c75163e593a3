package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.transport.testing.Await;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoNodesTest {
    private final TestPeer server = new TestPeer(2);
    private final TestPeer client = new TestPeer(1);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48 * 1024, 1024 * 1024, 15 * 1024 * 1024})
    void aMessageComesBackUnchanged(int size) {
        TcpListener listener = server.listen();
        server.echo("echo", listener.spawner());
        TcpConnection connection = client.connect(listener);
        byte[] payload = new byte[size];
        new Random(size).nextBytes(payload);

        Route route = Route.of(connection.senderAddress(), Address.local("echo"));
        Message answer = Await.value(client.node.router().ask(route, Buffers.copyOf(payload), Await.LIMIT));

        assertThat(answer.returning()).isEqualTo(Route.of(connection.senderAddress(), Address.local("echo")));
        assertThat(answer.peer()).isNull();
        assertThat(answer.origin()).isNotNull();
        assertThat(Buffers.toBytes(answer.payload())).isEqualTo(payload);
    }

    @Test
    void manyMessagesArriveInOrder() {
        TcpListener listener = server.listen();
        TestPeer.Sink sink = server.sink("sink");
        server.node.flows().addConsumer(Address.local("sink"), listener.spawner());
        TcpConnection connection = client.connect(listener);
        var sender = client.sender();
        Route route = Route.of(connection.senderAddress(), Address.local("sink"));
        for (int i = 0; i < 5000; i++) {
            sender.send(route, Buffers.copyOf(new byte[] {(byte) (i >> 8), (byte) i}));
        }
        Await.until("all arrived", () -> sink.received.size() == 5000);
        int expected = 0;
        for (TestPeer.Received each : sink.all()) {
            assertThat((each.payload()[0] & 0xff) << 8 | each.payload()[1] & 0xff)
                    .isEqualTo(expected++);
        }
        assertThat(server.transport.metrics().messagesIn()).isEqualTo(5000);
        assertThat(client.transport.metrics().messagesOut()).isEqualTo(5000);
    }
}
