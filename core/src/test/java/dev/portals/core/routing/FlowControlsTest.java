package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowControlsTest {
    private static final FlowControlId P = new FlowControlId("p");
    private static final FlowControlId Q = new FlowControlId("q");
    private static final FlowControlId S = new FlowControlId("s");
    private static final Address RECEIVER = Address.local("receiver");
    private static final Address SENDER = Address.local("sender");
    private static final Address LISTENER = Address.local("listener");
    private static final Address X = Address.local("x");
    private static final Address Y = Address.local("y");

    private final FlowControls flows = new FlowControls();

    private boolean reaches(FlowControlId flow, @Nullable FlowControlId spawner, Address... onward) {
        return flows.outgoing(flow, spawner)
                .allows(RECEIVER, Message.of(Route.of(onward), Route.EMPTY, Unpooled.EMPTY_BUFFER));
    }

    @Test
    void aProducerReachesTheConsumersOfItsOwnFlowOnly() {
        flows.addConsumer(X, P);
        assertThat(reaches(P, null, X)).isTrue();
        assertThat(reaches(P, null, Y)).isFalse();
        assertThat(reaches(Q, null, X)).isFalse();
    }

    @Test
    void aProducerReachesTheConsumersOfItsSpawner() {
        flows.addConsumer(X, S);
        assertThat(reaches(P, S, X)).isTrue();
        assertThat(reaches(Q, S, X)).isTrue();
        assertThat(reaches(P, null, X)).isFalse();
    }

    @Test
    void aConsumerOfOneConnectionIsNotReachedByItsSiblings() {
        flows.addConsumer(X, P);
        assertThat(reaches(Q, S, X)).isFalse();
    }

    @Test
    void onlyTheNextHopIsLookedAtAndAsAWholeAddress() {
        flows.addConsumer(X, P);
        assertThat(reaches(P, null, X, Y)).isTrue();
        assertThat(reaches(P, null, Y, X)).isFalse();
        assertThat(reaches(P, null, Address.tcp("x"))).isFalse();
        assertThat(reaches(P, null, Address.local("X"))).isFalse();
    }

    @Test
    void aRuleMadeEarlierSeesAConsumerThatComesLaterAndOneThatGoes() {
        AccessControl rule = flows.outgoing(P, null);
        Message message = Message.of(Route.of(X), Route.EMPTY, Unpooled.EMPTY_BUFFER);
        assertThat(rule.allows(RECEIVER, message)).isFalse();
        flows.addConsumer(X, P);
        assertThat(rule.allows(RECEIVER, message)).isTrue();
        flows.forget(X);
        assertThat(rule.allows(RECEIVER, message)).isFalse();
    }

    @Test
    void aSenderStandsForItsReceiverButIsNoProducerItself() {
        flows.addProducer(RECEIVER, P, S, SENDER);
        assertThat(flows.producer(RECEIVER)).contains(new FlowControls.Producer(P, S));
        assertThat(flows.producer(SENDER)).isEmpty();
        assertThat(flows.producerFor(SENDER)).contains(new FlowControls.Producer(P, S));
        assertThat(flows.producerFor(RECEIVER)).contains(new FlowControls.Producer(P, S));
        assertThat(flows.producerFor(X)).isEmpty();
    }

    @Test
    void whoSendsOverAConnectionMayReceiveWhatComesBackOverIt() {
        flows.addProducer(RECEIVER, P, null, SENDER);
        flows.addConsumerFor(X, Route.of(SENDER, Y));
        flows.addConsumerFor(Y, Route.of(Y, SENDER));
        flows.addConsumerFor(Y, Route.EMPTY);
        assertThat(flows.isConsumer(X, P)).isTrue();
        assertThat(flows.flowsOf(Y)).isEmpty();
    }

    @Test
    void everyFlowOfAConsumerIsKnown() {
        flows.addConsumer(X, P);
        flows.addConsumer(X, Q);
        flows.addConsumer(X, Q);
        assertThat(flows.flowsOf(X)).containsExactlyInAnyOrder(P, Q);
        assertThat(flows.flowsOf(Y)).isEmpty();
    }

    @Test
    void aSpawnerHasAFlow() {
        flows.addSpawner(LISTENER, S);
        assertThat(flows.spawner(LISTENER)).contains(S);
        assertThat(flows.spawner(RECEIVER)).isEmpty();
        flows.forget(LISTENER);
        assertThat(flows.spawner(LISTENER)).isEmpty();
    }

    @Test
    void theConsumersOfAListenerAreForgottenWithItsLastConnectionAndNotBefore() {
        flows.addSpawner(LISTENER, S);
        flows.addConsumer(X, S);
        flows.addProducer(RECEIVER, P, S);
        flows.addProducer(Y, Q, S);
        flows.forget(LISTENER);
        assertThat(flows.isConsumer(X, S)).isTrue();
        flows.forget(RECEIVER);
        assertThat(flows.isConsumer(X, S)).isTrue();
        flows.forget(Y);
        assertThat(flows.isConsumer(X, S)).isFalse();
        assertThat(flows.size()).isZero();
    }

    @Test
    void theConsumersOfAListenerStayWhenItsConnectionsEndBeforeIt() {
        flows.addSpawner(LISTENER, S);
        flows.addConsumer(X, S);
        flows.addProducer(RECEIVER, P, S);
        flows.forget(RECEIVER);
        assertThat(flows.isConsumer(X, S)).isTrue();
        flows.forget(LISTENER);
        assertThat(flows.isConsumer(X, S)).isFalse();
    }

    @Test
    void theConsumersOfAConnectionAreForgottenWithIt() {
        flows.addProducer(RECEIVER, P, null, SENDER);
        flows.addConsumer(X, P);
        flows.addConsumer(X, Q);
        flows.forget(RECEIVER);
        assertThat(flows.flowsOf(X)).containsExactly(Q);
        assertThat(flows.producerFor(SENDER)).isEmpty();
    }

    @Test
    void aSharedFlowLastsAsLongAsOneOfItsProducers() {
        flows.addProducer(RECEIVER, P, null);
        flows.addProducer(Y, P, null);
        flows.addConsumer(X, P);
        flows.forget(RECEIVER);
        assertThat(flows.isConsumer(X, P)).isTrue();
        flows.forget(Y);
        assertThat(flows.isConsumer(X, P)).isFalse();
    }

    @Test
    void twoListenersMayShareAFlow() {
        flows.addSpawner(LISTENER, S);
        flows.addSpawner(Y, S);
        flows.addConsumer(X, S);
        flows.forget(LISTENER);
        assertThat(flows.isConsumer(X, S)).isTrue();
        flows.forget(Y);
        assertThat(flows.isConsumer(X, S)).isFalse();
    }

    @Test
    void aSenderThatEndsAloneNoLongerStandsForItsReceiver() {
        flows.addProducer(RECEIVER, P, null, SENDER);
        flows.forget(SENDER);
        assertThat(flows.producerFor(SENDER)).isEmpty();
        assertThat(flows.producerFor(RECEIVER)).isPresent();
    }

    @Test
    void anAddressIsForgottenInEveryRoleItHad() {
        flows.addProducer(X, P, S, SENDER);
        flows.addSpawner(X, Q);
        flows.addConsumer(X, P);
        flows.addConsumer(X, S);
        flows.forget(X);
        assertThat(flows.size()).isZero();
        flows.forget(X);
        assertThat(flows.size()).isZero();
    }

    @Test
    void whatEveryAddressOfAWorkerWasIsForgottenWhenItStops() {
        ManualLoop loop = new ManualLoop(0);
        Node node = TestNode.on(loop);
        Context worker = node.router()
                .start((message, source) -> message.release(), loop, Mailbox.open(X), Mailbox.open(RECEIVER));
        worker.addMailbox(Mailbox.open(Y));
        node.flows().addConsumer(X, P);
        node.flows().addProducer(RECEIVER, Q, null, SENDER);
        node.flows().addSpawner(Y, S);
        worker.stop();
        assertThat(node.flows().size()).isZero();
        assertThat(node.router().size()).isZero();
    }

    @Test
    void whateverComesAndGoesNothingIsLeftWhenAllAreGone() {
        Random random = new Random(5);
        Address[] all = {X, Y, RECEIVER, SENDER, LISTENER};
        FlowControlId[] ids = {P, Q, S};
        for (int round = 0; round < 300; round++) {
            for (int step = 0; step < 30; step++) {
                Address address = all[random.nextInt(all.length)];
                Address other = all[random.nextInt(all.length)];
                FlowControlId id = ids[random.nextInt(3)];
                switch (random.nextInt(4)) {
                    case 0 -> flows.addConsumer(address, id);
                    case 1 ->
                        flows.addProducer(address, id, random.nextBoolean() ? null : ids[random.nextInt(3)], other);
                    case 2 -> flows.addSpawner(address, id);
                    default -> flows.forget(address);
                }
                for (FlowControlId each : ids) {
                    assertThat(flows.flowsOf(address).contains(each)).isEqualTo(flows.isConsumer(address, each));
                }
            }
            for (Address address : all) {
                flows.forget(address);
            }
            assertThat(flows.size()).isZero();
        }
    }
}
