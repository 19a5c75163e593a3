package dev.portals.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.relay.RelayAuthorization;
import dev.portals.core.relay.RelayClient;
import dev.portals.core.relay.RelayService;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.service.Echo;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import dev.portals.core.testing.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A relay that is kept alive over connections that break, fall silent, and can't be made for a while. */
class RelaySessionTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node owner = TestNode.on(loop);
    private Node middle = TestNode.on(loop);
    private FlowControlId listener = FlowControlId.random(owner.random());
    private RelayService service = serve();
    private @Nullable MemoryLink link;
    private boolean reachable = true;

    private final Session session =
            new Session("relay", owner, this::connect, SessionOptions.DEFAULT, new Random(1), SessionListener.NONE);

    private RelayService serve() {
        middle.flows().addSpawner(Address.local("listener"), listener);
        Echo.start(middle, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        middle.flows().addConsumer(Echo.ADDRESS, listener);
        return new RelayService(middle, RelayService.Options.of(RelayAuthorization.EVERYBODY, Set.of(listener)));
    }

    private CompletableFuture<Connection> connect() {
        if (!reachable) {
            return CompletableFuture.failedFuture(new IllegalStateException("connection refused"));
        }
        MemoryLink made = MemoryLink.connect(owner, middle, listener);
        link = made;
        Route route = Route.of(made.left().sender());
        CompletableFuture<Void> gone = new CompletableFuture<>();
        owner.router().whenStopped(made.left().sender(), () -> gone.complete(null));
        return new RelayClient(owner)
                .register(route, "x")
                .thenApply(registration -> Connection.of(route, List.of(new Connection.Layer() {
                    @Override
                    public CompletableFuture<Void> closed() {
                        return gone;
                    }

                    @Override
                    public void close() {
                        registration.close();
                        made.cut();
                    }
                })));
    }

    private MemoryLink link() {
        MemoryLink now = link;
        if (now == null) {
            throw new AssertionError("never connected");
        }
        return now;
    }

    private void start() {
        session.start();
        loop.advance(Duration.ofSeconds(30));
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(service.relays()).hasSize(1);
    }

    @Test
    void aBrokenConnectionIsReplacedAndTheRelayIsBackAtOnce() {
        start();
        link().cut();
        loop.run();
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(service.relays()).hasSize(1);
        assertThat(session.losses()).isEqualTo(1);
    }

    @Test
    void aSilentConnectionIsReplacedWithinTenSeconds() {
        start();
        link().tapToRight(message -> {
            message.release();
            return null;
        });
        loop.advance(Duration.ofSeconds(10));
        assertThat(session.losses()).isEqualTo(1);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(service.relays()).hasSize(1);
        loop.advance(Duration.ofSeconds(60));
        assertThat(session.losses()).isEqualTo(1);
    }

    @Test
    void aRelayNodeThatRestartsHasItsRelayBackWithinFiveSeconds() {
        start();
        reachable = false;
        link().cut();
        loop.advance(Duration.ofMinutes(10));
        assertThat(session.status()).isEqualTo(SessionStatus.WAITING);
        middle = TestNode.on(loop);
        listener = FlowControlId.random(owner.random());
        service = serve();
        reachable = true;
        loop.advance(Duration.ofSeconds(5));
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(service.relays()).hasSize(1);
    }

    @Test
    void nothingOfOldConnectionsIsKept() {
        start();
        int workers = owner.router().size();
        int relayWorkers = middle.router().size();
        for (int i = 0; i < 20; i++) {
            link().cut();
            loop.advance(Duration.ofSeconds(10));
            assertThat(session.status()).isEqualTo(SessionStatus.UP);
        }
        assertThat(session.losses()).isEqualTo(20);
        assertThat(owner.router().size()).isEqualTo(workers);
        assertThat(middle.router().size()).isEqualTo(relayWorkers);
        session.close();
        loop.run();
        assertThat(owner.router().size()).isZero();
        assertThat(service.relays()).isEmpty();
    }
}
