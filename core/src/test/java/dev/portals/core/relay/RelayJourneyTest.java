package dev.portals.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.service.Echo;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Three nodes: who registers, the relay node, and who uses the relay, with the flow controls of real connections. */
class RelayJourneyTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node owner = TestNode.on(loop);
    private final Node middle = TestNode.on(loop);
    private final Node user = TestNode.on(loop);
    private final FlowControlId listener = FlowControlId.random(middle.random());
    private final RelayService service =
            new RelayService(middle, RelayService.Options.of(RelayAuthorization.EVERYBODY, Set.of(listener)));
    private final MemoryLink ownerLink = MemoryLink.connect(owner, middle, listener);
    private final MemoryLink userLink = MemoryLink.connect(user, middle, listener);

    RelayJourneyTest() {
        Echo.start(owner, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        owner.flows().addConsumer(Echo.ADDRESS, ownerLink.left().flow());
    }

    private RelayRegistration register(MemoryLink link) {
        var registration = new RelayClient(owner).register(Route.of(link.left().sender()), "x");
        loop.run();
        assertThat(registration).isCompleted();
        return registration.join();
    }

    private Probe.Seen askThroughRelay() {
        Probe app = Probe.at(user, user.randomAddress());
        user.flows().addConsumer(app.context().address(), userLink.left().flow());
        app.send(Route.of(userLink.left().sender(), Address.local("forward_to_x"), Echo.ADDRESS), "ff001b");
        loop.run();
        var seen = app.take();
        assertThat(seen).hasSize(1);
        return seen.getFirst();
    }

    @Test
    void aMessageThroughARelayIsAnsweredWithoutTheRelay() {
        RelayRegistration registration = register(ownerLink);
        assertThat(registration.route()).isEqualTo(Route.of(ownerLink.left().sender(), Address.local("forward_to_x")));
        Probe.Seen answer = askThroughRelay();
        assertThat(answer.payload()).isEqualTo("ff001b");
        assertThat(answer.returning().hops())
                .containsExactly(userLink.left().sender(), ownerLink.right().sender(), Echo.ADDRESS);
    }

    @Test
    void anotherConnectionMayNotUseTheWayThatARelayOpened() {
        register(ownerLink);
        askThroughRelay();
        Node stranger = TestNode.on(loop);
        MemoryLink strangerLink = MemoryLink.connect(stranger, middle, listener);
        Probe app = Probe.at(stranger, "app");
        stranger.flows().addConsumer(Address.local("app"), strangerLink.left().flow());
        app.send(Route.of(strangerLink.left().sender(), ownerLink.right().sender(), Echo.ADDRESS), "01");
        loop.run();
        assertThat(app.take()).isEmpty();
    }

    @Test
    void theRelayGoesWithItsConnectionAndComesBackWithTheNext() {
        RelayRegistration registration = register(ownerLink);
        ownerLink.cut();
        loop.run();
        assertThat(registration.closed()).isCompleted();
        assertThat(service.relays()).isEmpty();
        MemoryLink again = MemoryLink.connect(owner, middle, listener);
        owner.flows().addConsumer(Echo.ADDRESS, again.left().flow());
        register(again);
        assertThat(askThroughRelay().payload()).isEqualTo("ff001b");
    }

    @Test
    void aSecondConnectionTakesTheNameOverWhileTheFirstStillHangs() {
        register(ownerLink);
        MemoryLink again = MemoryLink.connect(owner, middle, listener);
        owner.flows().addConsumer(Echo.ADDRESS, again.left().flow());
        register(again);
        ownerLink.tapToLeft(message -> null);
        assertThat(askThroughRelay().payload()).isEqualTo("ff001b");
        ownerLink.cut();
        loop.run();
        assertThat(askThroughRelay().payload()).isEqualTo("ff001b");
    }

    @Test
    void aRefusedRegistrationIsHeardOfByItsTimeLimit() {
        service.close();
        var registration =
                new RelayClient(owner).register(Route.of(ownerLink.left().sender()), "x", Duration.ofSeconds(3));
        loop.advance(Duration.ofSeconds(3));
        assertThat(registration).isCompletedExceptionally();
    }
}
