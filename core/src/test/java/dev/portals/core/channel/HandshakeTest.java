package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import dev.portals.vault.SigningAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can go wrong before a channel is up, and what must not (spec 02 sections 5.7, 5.8 and 5.16). */
class HandshakeTest {
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final Address hop = link.left().sender();
    private final int aliceSize = alice.node.router().size();

    @AfterEach
    void noEphemeralKeyIsLeftBehind() {
        loop.advance(Duration.ofSeconds(200));
        assertThat(alice.vault.ephemeral).isEmpty();
        assertThat(bob.vault.ephemeral).isEmpty();
    }

    private static Identifier stranger(Home home) {
        return home.identities.create(SigningAlgorithm.ED25519).identifier();
    }

    @Test
    void anInitiatorThatRefusesTheResponderFailsAtOnceAndSaysWhoAnswered() {
        bob.listen(entrance, bob.options());
        Identifier expected = stranger(alice);
        CompletableFuture<SecureChannel> ready =
                alice.connect(hop, alice.options().withTrust(TrustPolicy.exactly(expected)));
        ChannelException failure = Home.failure(ready);
        assertThat(failure.reason()).isEqualTo(Reason.PEER_NOT_TRUSTED);
        assertThat(failure.answered()).contains(bob.self);
        assertThat(failure).hasMessageContaining(expected.toString()).hasMessageContaining(bob.self.toString());
        assertThat(alice.node.router().size()).isEqualTo(aliceSize);
        assertThat(alice.channels.channels()).isEmpty();
    }

    @Test
    void aResponderThatRefusesTheInitiatorSaysNothingAndIsDropped() {
        ChannelListener listener = bob.listen(entrance, bob.options().withTrust(TrustPolicy.exactly(stranger(bob))));
        int before = bob.node.router().size();
        List<Message> toLeft = new ArrayList<>();
        link.tapToLeft(record(toLeft));
        SecureChannel channel = alice.channel(hop);
        assertThat(toLeft).hasSize(1);
        alice.say(channel, "echo", "anybody?");
        assertThat(toLeft).hasSize(1);
        assertThat(alice.heard).isEmpty();
        assertThat(bob.channels.channels()).isEmpty();
        assertThat(listener.halfOpen()).isZero();
        assertThat(bob.node.router().size()).isEqualTo(before);
    }

    private static @Nullable Message swallow(@Nullable Message message) {
        if (message != null) {
            message.release();
        }
        return null;
    }

    private static UnaryOperator<@Nullable Message> record(List<Message> seen) {
        return message -> {
            if (message != null) {
                seen.add(message);
            }
            return message;
        };
    }

    @Test
    void everyTrustPolicyDecidesAsItsNameSays() {
        Identifier a = stranger(alice);
        Identifier b = stranger(alice);
        TrustPolicy onlyA = TrustPolicy.exactly(a);
        TrustPolicy both = TrustPolicy.oneOf(Set.of(a, b));
        assertThat(TrustPolicy.everyone().trusts(a)).isTrue();
        assertThat(onlyA.trusts(a)).isTrue();
        assertThat(onlyA.trusts(b)).isFalse();
        assertThat(both.trusts(b)).isTrue();
        assertThat(both.and(onlyA).trusts(b)).isFalse();
        assertThat(both.and(onlyA).trusts(a)).isTrue();
        assertThat(onlyA.or(TrustPolicy.exactly(b)).trusts(b)).isTrue();
        assertThat(TrustPolicy.oneOf(Set.of()).trusts(a)).isFalse();
        assertThat(onlyA).hasToString(a.toString());
        assertThat(TrustPolicy.oneOf(Set.of())).hasToString("nobody");
        assertThat(TrustPolicy.everyone()).hasToString("anyone");
        assertThat(onlyA.or(TrustPolicy.everyone())).hasToString("(" + a + " or anyone)");
        assertThat(onlyA.and(TrustPolicy.everyone())).hasToString("(" + a + " and anyone)");
        assertThat(both.toString()).startsWith("one of ");
    }

    @Test
    void withoutAnAnswerConnectingEndsAfterItsTime() {
        CompletableFuture<SecureChannel> ready =
                alice.connect(hop, alice.options().withTimeout(SHORT));
        loop.advance(Duration.ofSeconds(4));
        assertThat(ready).isNotDone();
        loop.advance(Duration.ofSeconds(1));
        assertThat(Home.failure(ready).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(alice.node.router().size()).isEqualTo(aliceSize);
    }

    @Test
    void aRouteThatBeginsNowhereFailsAtOnce() {
        assertThat(Home.failure(alice.connect(Route.local("nobody", "api"), alice.options()))
                        .reason())
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(Home.failure(alice.connect(Route.EMPTY, alice.options())).reason())
                .isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aConnectionThatGoesAwayDuringTheHandshakeFailsIt() {
        bob.listen(entrance, bob.options());
        link.tapToLeft(message -> {
            alice.node.router().stop(hop);
            return message;
        });
        CompletableFuture<SecureChannel> ready = alice.connect(hop, alice.options());
        assertThat(Home.failure(ready).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aConnectionThatEndsWhileTheAnswerIsAwaitedFailsTheHandshakeAtBothEndsAtOnce() {
        ChannelListener listener = bob.listen(entrance, bob.options());
        link.tapToLeft(HandshakeTest::swallow);
        CompletableFuture<SecureChannel> ready = alice.connect(hop, alice.options());
        assertThat(listener.halfOpen()).isEqualTo(1);
        link.cut();
        loop.run();
        assertThat(Home.failure(ready).reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(listener.halfOpen()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void givingUpEndsTheHandshake() {
        CompletableFuture<SecureChannel> ready = alice.connect(hop, alice.options());
        ready.cancel(true);
        loop.run();
        assertThat(alice.node.router().size()).isEqualTo(aliceSize);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aChannelThatComesUpAfterTheCallerGaveUpIsClosed() {
        bob.listen(entrance, bob.options());
        CompletableFuture<SecureChannel> ready =
                alice.channels.connect(Route.of(hop, Address.local("api")), alice.options());
        ready.cancel(true);
        loop.run();
        assertThat(alice.channels.channels()).isEmpty();
        assertThat(alice.node.router().size()).isEqualTo(aliceSize);
    }

    @Test
    void anUnknownIdentityOfOursFailsBeforeAnythingIsSent() {
        List<Message> toRight = new ArrayList<>();
        link.tapToRight(record(toRight));
        CompletableFuture<SecureChannel> ready = alice.connect(hop, ChannelOptions.of(bob.self));
        assertThat(Home.failure(ready).reason()).isEqualTo(Reason.CREDENTIAL);
        assertThat(toRight).isEmpty();
    }

    @Test
    void aVaultThatFailsIsOurFailureAndNotThePeers() {
        bob.listen(entrance, bob.options());
        alice.vault.broken = true;
        assertThat(Home.failure(alice.connect(hop, alice.options())).reason()).isEqualTo(Reason.HANDSHAKE);
    }

    @Test
    void aForgedMessage2IsIgnoredAndTheTrueOneStillWins() {
        bob.listen(entrance, bob.options());
        Random random = new Random(5);
        link.tapToLeft(message -> {
            if (message != null) {
                for (int i = 0; i < 20; i++) {
                    byte[] forged = new byte[200];
                    random.nextBytes(forged);
                    inject(message.onward(), forged);
                }
            }
            return message;
        });
        SecureChannel channel = alice.channel(hop);
        alice.say(channel, "echo", "true");
        assertThat(alice.hears()).isEqualTo("true");
    }

    /** A message to Alice as if it came over the connection. */
    private void inject(Route onward, byte[] payload) {
        alice.ear.send(Message.of(onward, Route.of(hop, Address.local("forger")), Buffers.copyOf(payload)));
    }

    @Test
    void aDataMessageThatOvertakesMessage3IsDroppedAndTheChannelComesUp() {
        bob.listen(entrance, bob.options());
        List<Message> held = new ArrayList<>();
        link.tapToRight(message -> {
            if (message != null && message.payload().readableBytes() > 64 && held.isEmpty()) {
                held.add(message);
                return null;
            }
            return message;
        });
        SecureChannel channel = alice.channel(hop);
        alice.say(channel, "echo", "too early");
        assertThat(alice.heard).isEmpty();
        bob.ear.send(held.getFirst());
        loop.run();
        alice.say(channel, "echo", "in time");
        assertThat(alice.hears()).isEqualTo("in time");
    }

    @Test
    void whatFollowsMessage3ImmediatelyWaitsUntilItHasBeenRead() {
        bob.listen(entrance, bob.options());
        CompletableFuture<SecureChannel> ready =
                alice.channels.connect(Route.of(hop, Address.local("api")), alice.options());
        ready.thenAccept(channel -> {
            alice.allow(channel.flow());
            for (int i = 0; i < 100; i++) {
                alice.ear.send(Route.of(channel.encryptor(), Address.local("echo")), Buffers.copyOf(new byte[] {'a'}));
            }
        });
        loop.run();
        assertThat(alice.heard).hasSize(100);
    }

    @Test
    void whatWaitsForMessage3IsBounded() {
        bob.listen(entrance, bob.options());
        CompletableFuture<SecureChannel> ready =
                alice.channels.connect(Route.of(hop, Address.local("api")), alice.options());
        ready.thenAccept(channel -> {
            alice.allow(channel.flow());
            for (int i = 0; i < 20; i++) {
                alice.ear.send(Route.of(channel.encryptor(), Address.local("echo")), Buffers.copyOf(new byte[1 << 20]));
            }
        });
        loop.run();
        assertThat(alice.heard).hasSizeBetween(1, 4);
    }

    @Test
    void begunHandshakesAreCollectedAfterTheirTime() {
        ChannelListener listener = bob.listen(entrance, bob.options().withHalfOpen(SHORT, 100));
        int before = bob.node.router().size();
        link.tapToLeft(HandshakeTest::swallow);
        alice.connect(hop, alice.options());
        assertThat(listener.halfOpen()).isEqualTo(1);
        assertThat(bob.vault.ephemeral).hasSize(1);
        loop.advance(SHORT);
        assertThat(listener.halfOpen()).isZero();
        assertThat(bob.vault.ephemeral).isEmpty();
        assertThat(bob.node.router().size()).isEqualTo(before);
    }

    @Test
    void ofTooManyBegunHandshakesTheOldestGoes() {
        ChannelListener listener = bob.listen(entrance, bob.options().withHalfOpen(Duration.ofSeconds(30), 3));
        List<Message> answers = new ArrayList<>();
        link.tapToLeft(message -> {
            answers.add(message);
            return swallow(message);
        });
        for (int i = 0; i < 5; i++) {
            alice.connect(hop, alice.options());
        }
        assertThat(listener.halfOpen()).isEqualTo(3);
        assertThat(bob.vault.ephemeral).hasSize(3);
        assertThat(bob.node.router().exists(answers.getFirst().returning().first()))
                .isFalse();
        assertThat(bob.node.router().exists(answers.getLast().returning().first()))
                .isTrue();
    }

    @Test
    void messagesOfImpossibleLengthDoNotEvenBeginAHandshake() {
        ChannelListener listener = bob.listen(entrance, bob.options());
        for (int length : new int[] {0, 31, 65536, 100_000}) {
            alice.ear.send(Route.of(hop, Address.local("api")), Buffers.copyOf(new byte[length]));
        }
        loop.run();
        assertThat(listener.halfOpen()).isZero();
        assertThat(bob.vault.ephemeral).isEmpty();
    }

    @Test
    void aMessage1WithAKeyOfLowOrderEndsInNothing() {
        ChannelListener listener = bob.listen(entrance, bob.options());
        List<Message> toLeft = new ArrayList<>();
        link.tapToLeft(record(toLeft));
        alice.ear.send(Route.of(hop, Address.local("api")), Buffers.copyOf(new byte[32]));
        loop.run();
        assertThat(toLeft).isEmpty();
        assertThat(listener.halfOpen()).isZero();
    }

    @Test
    void closingAListenerKeepsItsChannelsAndGivesUpWhatHasBegun() {
        ChannelListener listener = bob.listen(entrance, bob.options());
        SecureChannel channel = alice.channel(hop);
        link.tapToLeft(HandshakeTest::swallow);
        alice.connect(hop, alice.options());
        link.tapToLeft(message -> message);
        listener.close();
        loop.run();
        assertThat(listener.halfOpen()).isZero();
        bob.allow(bob.channels.channels().getFirst().flow());
        alice.say(channel, "echo", "still there");
        assertThat(alice.hears()).isEqualTo("still there");
        assertThat(bob.node.router().exists(Address.local("api"))).isFalse();
    }

    @Test
    void mutatedHandshakeMessagesNeverBringAChannelUpNorEscape() {
        bob.listen(entrance, bob.options().withHalfOpen(SHORT, 1000));
        Random random = new Random(99);
        UnaryOperator<@Nullable Message> mutating = message -> {
            if (message == null || message.payload().readableBytes() <= 32) {
                return message;
            }
            byte[] bytes = Buffers.toBytes(message.payload());
            byte[] mutated = NoiseXXTest.mutate(bytes, random, 32);
            return new Message(message.onward(), message.returning(), Buffers.copyOf(mutated), null, null);
        };
        link.tapToLeft(mutating);
        for (int i = 0; i < 100; i++) {
            assertThat(alice.connect(hop, alice.options().withTimeout(SHORT))).isNotCompleted();
        }
        loop.advance(SHORT);
        assertThat(alice.channels.channels()).isEmpty();
        link.tapToLeft(UnaryOperator.identity());
        link.tapToRight(mutating);
        for (int i = 0; i < 100; i++) {
            alice.connect(hop, alice.options().withTimeout(SHORT));
        }
        loop.advance(SHORT);
        assertThat(bob.channels.channels()).isEmpty();
        assertThat(bob.vault.ephemeral).isEmpty();
    }
}
