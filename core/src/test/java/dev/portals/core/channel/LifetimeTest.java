package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The life of a channel that is up: its ways, its end, and what hostile bytes do to it (spec 02 sections 5.10 to 5.13). */
class LifetimeTest {
    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final Address hop = link.left().sender();
    private final ChannelListener listener = bob.listen(entrance, bob.options());
    private final int aliceSize = alice.node.router().size();
    private final int bobSize = bob.node.router().size();
    private final List<Message> toRight = new ArrayList<>();
    private final List<Message> toLeft = new ArrayList<>();
    private final SecureChannel ours = alice.channel(hop);
    private final SecureChannel theirs = bob.channels.channels().getFirst();

    LifetimeTest() {
        link.tapToRight(message -> seen(toRight, message));
        link.tapToLeft(message -> seen(toLeft, message));
    }

    private static @Nullable Message seen(List<Message> messages, @Nullable Message message) {
        if (message != null) {
            messages.add(message);
        }
        return message;
    }

    private void assertAllGone() {
        assertThat(ours.closed()).isCompleted();
        assertThat(theirs.closed()).isCompleted();
        assertThat(alice.node.router().size()).isEqualTo(aliceSize);
        assertThat(bob.node.router().size()).isEqualTo(bobSize);
        assertThat(alice.channels.channels()).isEmpty();
        assertThat(bob.channels.channels()).isEmpty();
    }

    @Test
    void closingTellsThePeerOnceAndThePeerDoesNotAnswer() {
        ours.close();
        ours.close();
        loop.run();
        assertThat(toRight).hasSize(1);
        assertThat(toRight.getFirst().returning()).isEqualTo(Route.of(ours.encryptor()));
        assertThat(toLeft).isEmpty();
        assertAllGone();
    }

    @Test
    void theResponderCanCloseToo() {
        theirs.close();
        loop.run();
        assertThat(toLeft).hasSize(1);
        assertThat(toRight).isEmpty();
        assertAllGone();
    }

    @Test
    void stoppingTheEncryptorByItsAddressClosesTheChannelAndTellsThePeer() {
        alice.node.router().stop(ours.encryptor());
        loop.run();
        assertThat(toRight).hasSize(1);
        assertAllGone();
    }

    @Test
    void aClosedChannelSendsNothing() {
        ours.close();
        loop.run();
        alice.say(ours, "echo", "late");
        assertThat(toRight).hasSize(1);
        assertThat(bob.heard).isEmpty();
    }

    @Test
    void theEndOfTheConnectionBelowEndsTheChannelAtBothEndsWithoutAMessage() {
        link.cut();
        loop.run();
        assertThat(ours.closed()).isCompleted();
        assertThat(theirs.closed()).isCompleted();
        assertThat(toRight).isEmpty();
        assertThat(toLeft).isEmpty();
        assertThat(alice.channels.channels()).isEmpty();
    }

    @Test
    void theEndOfAnOuterChannelEndsTheInnerOne() {
        bob.node.flows().addConsumer(Address.local("api"), listener.flow());
        SecureChannel inner =
                Home.now(alice.connect(Route.of(ours.encryptor(), Address.local("api")), alice.options()));
        assertThat(bob.channels.channels()).hasSize(2);
        ours.close();
        loop.run();
        assertThat(inner.closed()).isCompleted();
        assertAllGone();
    }

    @Test
    void nothingIsKeptForAChannelThatHasEnded() {
        for (int i = 0; i < 50; i++) {
            alice.channel(hop).close();
            loop.run();
        }
        ours.close();
        loop.run();
        assertAllGone();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(alice.node.flows().producerFor(ours.encryptor())).isEmpty();
        assertThat(bob.node.flows().producerFor(theirs.encryptor())).isEmpty();
    }

    @Test
    void theResponderFollowsTheInitiatorToAnotherConnectionFromNonceOneOn() {
        MemoryLink other = MemoryLink.connect(alice.node, bob.node, entrance);
        Route before = theirs.route();
        ours.moveTo(Route.of(other.left().sender()));
        alice.say(ours, "echo", "nonce 0");
        assertThat(theirs.route()).isEqualTo(before);
        assertThat(alice.hears()).isEqualTo("nonce 0");
        alice.say(ours, "echo", "nonce 1");
        assertThat(theirs.route()).isEqualTo(Route.of(other.right().sender(), before.last()));
        assertThat(alice.hears()).isEqualTo("nonce 1");
        assertThat(toRight).isEmpty();
        assertThat(toLeft).hasSize(1);

        link.cut();
        loop.run();
        alice.say(ours, "echo", "the old way is not missed");
        assertThat(alice.hears()).isEqualTo("the old way is not missed");
        other.cut();
        loop.run();
        assertThat(ours.closed()).isCompleted();
        assertThat(theirs.closed()).isCompleted();
    }

    @Test
    void anOldMessageOverAnotherConnectionDoesNotMoveTheResponder() {
        List<Message> held = new ArrayList<>();
        link.tapToRight(message -> {
            if (message != null) {
                held.add(message);
            }
            return null;
        });
        alice.say(ours, "echo", "held");
        alice.say(ours, "echo", "held too");
        link.tapToRight(message -> message);
        alice.say(ours, "echo", "in front");
        Route before = theirs.route();
        Message late = held.get(1);
        bob.ear.send(new Message(late.onward(), Route.local("elsewhere"), late.payload(), null, null));
        held.getFirst().release();
        loop.run();
        assertThat(theirs.route()).isEqualTo(before);
    }

    @Test
    void aResponderIsNotMovedByItsOwner() {
        assertThatThrownBy(() -> theirs.moveTo(Route.of(hop))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withGraceAChannelOutlivesItsConnectionAndMovesToAnother() {
        Home dave = new Home(loop);
        FlowControlId door = FlowControlId.random(dave.node.random());
        dave.node.flows().addSpawner(Address.local("entrance"), door);
        MemoryLink first = MemoryLink.connect(alice.node, dave.node, door);
        dave.listen(door, dave.options().withRouteLossGrace(Duration.ofSeconds(30)));
        SecureChannel channel = Home.now(
                alice.connect(first.left().sender(), alice.options().withRouteLossGrace(Duration.ofSeconds(30))));
        alice.allow(channel.flow());
        alice.say(channel, "echo", "one");
        alice.say(channel, "echo", "two");
        first.cut();
        for (int i = 0; i < 100; i++) {
            alice.say(channel, "echo", "into the void");
        }
        assertThat(loop.pendingTimers()).isEqualTo(2);
        loop.advance(Duration.ofSeconds(10));
        assertThat(channel.closed()).isNotDone();
        MemoryLink second = MemoryLink.connect(alice.node, dave.node, door);
        channel.moveTo(Route.of(second.left().sender()));
        alice.heard.clear();
        alice.say(channel, "echo", "three");
        assertThat(alice.hears()).isEqualTo("three");
        loop.advance(Duration.ofSeconds(60));
        assertThat(channel.closed()).isNotDone();
        second.cut();
        loop.advance(Duration.ofSeconds(30));
        assertThat(channel.closed()).isCompleted();
        assertThat(dave.channels.channels()).isEmpty();
    }

    @Test
    void replaysAndForgeriesAreDroppedAndTheChannelGoesOn() {
        Random random = new Random(17);
        List<byte[]> sent = new ArrayList<>();
        link.tapToRight(message -> {
            if (message != null) {
                byte[] copy = new byte[message.payload().readableBytes()];
                message.payload().getBytes(message.payload().readerIndex(), copy);
                sent.add(copy);
            }
            return message;
        });
        Route toDecryptor = ours.route().rest();
        for (int i = 0; i < 1000; i++) {
            alice.say(ours, "ear", "true " + i);
            byte[] last = sent.getLast();
            for (int n = 0; n < 20; n++) {
                byte[] bytes = n == 0 ? last : NoiseXXTest.mutate(last, random, 0);
                bob.ear.send(Message.of(toDecryptor, Route.local("forger"), Buffers.copyOf(bytes)));
            }
            loop.run();
        }
        assertThat(bob.heard).hasSize(1000);
        assertThat(theirs.route().first()).isNotEqualTo(Address.local("forger"));
        alice.say(ours, "echo", "fine");
        assertThat(alice.hears()).isEqualTo("fine");
    }

    @Test
    void aPlaintextThatIsNoMessageIsDroppedAndTheChannelGoesOn() {
        Random random = new Random(18);
        for (int i = 0; i < 500; i++) {
            byte[] garbage = new byte[random.nextInt(100)];
            random.nextBytes(garbage);
            byte[] sealed = ApiTest.sealed(alice, ours.encryptorApi(), garbage);
            alice.ear.send(Message.of(ours.route(), Route.EMPTY, Buffers.copyOf(sealed)));
            loop.run();
        }
        assertThat(theirs.closed()).isNotDone();
        alice.say(ours, "echo", "fine");
        assertThat(alice.hears()).isEqualTo("fine");
    }

    @Test
    void messagesWithoutARouteBehindTheEncryptorAreHarmless() {
        alice.ear.send(Route.of(ours.encryptor()), Buffers.copyOf(new byte[] {1}));
        loop.run();
        alice.say(ours, "echo", "fine");
        assertThat(alice.hears()).isEqualTo("fine");
    }

    @Test
    void theOutflowOfAChannelIsTheSocketBelow() {
        assertThat(alice.node.router().outflow(Route.of(ours.encryptor(), Address.local("echo"))))
                .isSameAs(alice.node.router().outflow(Route.of(hop)))
                .isNotNull();
    }

    @Test
    void theEncryptorIsATerminalOfThePeer() {
        assertThat(alice.node.router().peerOf(Route.of(ours.encryptor(), Address.local("echo"))))
                .isEqualTo(bob.self);
    }
}
