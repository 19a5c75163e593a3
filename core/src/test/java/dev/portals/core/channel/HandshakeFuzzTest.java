package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.NoiseXX.OwnKey;
import dev.portals.core.identity.ChannelKey;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import dev.portals.core.testing.Probe;
import dev.portals.vault.KeyHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole nodes under mutated handshakes, from strangers on the way and from a peer who has all the keys. */
class HandshakeFuzzTest {
    private static final int ROUNDS = 9_000;

    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final Address hop = link.left().sender();
    private final Random random = new Random(20_261_125);
    private final List<Message> held = new ArrayList<>();

    @AfterEach
    void nothingIsLeftBehind() {
        loop.advance(Duration.ofSeconds(200));
        assertThat(alice.vault.ephemeral).isEmpty();
        assertThat(bob.vault.ephemeral).isEmpty();
    }

    private @Nullable Message hold(@Nullable Message message) {
        if (message != null) {
            held.add(message);
        }
        return null;
    }

    private static byte[] bytes(Message message) {
        byte[] copy = new byte[message.payload().readableBytes()];
        message.payload().getBytes(message.payload().readerIndex(), copy);
        return copy;
    }

    private void assertWorks(SecureChannel channel) {
        alice.allow(channel.flow());
        alice.say(channel, "echo", "true");
        assertThat(alice.hears()).isEqualTo("true");
    }

    @Test
    void ninethousandForgedMessages2LeaveTheInitiatorWaitingForTheTrueOne() {
        bob.listen(entrance, bob.options());
        link.tapToLeft(this::hold);
        CompletableFuture<SecureChannel> ready = alice.connect(hop, alice.options());
        Message second = held.removeFirst();
        byte[] genuine = bytes(second);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] forged = NoiseXXTest.mutate(genuine, random, i % 3 == 0 ? 0 : 32);
            alice.ear.send(Message.of(second.onward(), Route.local("forger"), Buffers.copyOf(forged)));
            loop.run();
        }
        assertThat(ready).isNotDone();
        assertThat(alice.channels.channels()).isEmpty();
        link.tapToLeft(message -> message);
        alice.ear.send(second.withRoutes(second.onward(), second.returning().prepend(hop)));
        loop.run();
        assertWorks(Home.now(ready));
    }

    @Test
    void ninethousandForgedMessages3LeaveTheResponderWaitingForTheTrueOne() {
        ChannelListener listener = bob.listen(entrance, bob.options());
        link.tapToRight(message ->
                message != null && message.payload().readableBytes() > NoiseXX.MIN_MESSAGE_1 ? hold(message) : message);
        CompletableFuture<SecureChannel> ready = alice.connect(hop, alice.options());
        Message third = held.removeFirst();
        byte[] genuine = bytes(third);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] forged = NoiseXXTest.mutate(genuine, random, i % 3 == 0 ? 0 : 48);
            bob.ear.send(Message.of(third.onward(), Route.local("forger"), Buffers.copyOf(forged)));
            loop.run();
        }
        assertThat(bob.channels.channels()).isEmpty();
        assertThat(listener.halfOpen()).isEqualTo(1);
        link.tapToRight(message -> message);
        bob.ear.send(third.withRoutes(
                third.onward(), third.returning().prepend(link.right().sender())));
        loop.run();
        assertWorks(Home.now(ready));
    }

    @Test
    void twothousandStrangeFirstMessagesBeginNothingThatLasts() {
        ChannelListener listener = bob.listen(entrance, bob.options());
        int size = bob.node.router().size();
        for (int i = 0; i < 2_000; i++) {
            byte[] first = new byte[random.nextInt(4) == 0 ? random.nextInt(300) : 32];
            random.nextBytes(first);
            if (random.nextInt(8) == 0) {
                Arrays.fill(first, (byte) (random.nextBoolean() ? 0 : 0xff));
            }
            bob.ear.send(Message.of(Route.of(Address.local("api")), Route.local("ear"), Buffers.copyOf(first)));
            loop.run();
            bob.heard.clear();
        }
        assertThat(bob.channels.channels()).isEmpty();
        loop.advance(Duration.ofSeconds(31));
        assertThat(listener.halfOpen()).isZero();
        assertThat(bob.node.router().size()).isEqualTo(size);
        assertWorks(alice.channel(hop));
    }

    /** An initiator whose Noise is right and whose introduction is whatever the test wants. */
    private boolean introduce(Probe liar, byte[] introduction) {
        ChannelKey key = alice.identities.channelKey(alice.self);
        KeyHandle handle = alice.vault.generateEphemeralKey();
        int before = bob.channels.channels().size();
        try (NoiseXX noise = NoiseXX.initiator(
                alice.vault,
                new OwnKey(key.handle(), key.publicKey()),
                new OwnKey(handle, alice.vault.agreementKey(handle)))) {
            HexFormat hex = HexFormat.of();
            liar.send(Route.of(hop, Address.local("api")), hex.formatHex(noise.writeMessage1(new byte[0])));
            loop.run();
            Probe.Seen second = liar.take().getFirst();
            noise.readMessage2(hex.parseHex(second.payload()));
            liar.send(second.returning(), hex.formatHex(noise.writeMessage3(introduction)));
            loop.run();
        } finally {
            alice.vault.deleteAgreementKey(handle);
        }
        assertThat(liar.take()).isEmpty();
        return bob.channels.channels().size() > before;
    }

    private Probe liar() {
        Probe liar = Probe.at(alice.node, "liar");
        alice.node.flows().addConsumer(Address.local("liar"), link.left().flow());
        return liar;
    }

    private byte[] introduction() {
        return new IdentityPayload(
                        alice.identities.find(alice.self).orElseThrow().history(),
                        alice.identities.channelKey(alice.self).attestation(),
                        List.of())
                .encode();
    }

    @Test
    void aPeerWithAllTheKeysCanOnlyIntroduceItself() {
        bob.listen(entrance, bob.options());
        Probe liar = liar();
        byte[] honest = introduction();
        assertThat(introduce(liar, honest)).isTrue();
        for (int i = 0; i < 600; i++) {
            introduce(liar, NoiseXXTest.mutate(honest, random, 0));
        }
        assertThat(bob.channels.channels())
                .isNotEmpty()
                .allMatch(channel -> channel.peer().equals(alice.self));
        assertThat(bob.channels.channels().size()).isLessThan(300);
    }

    @Test
    void somebodyElsesIntroductionIsRefused() {
        bob.listen(entrance, bob.options());
        Probe liar = liar();
        Home carol = new Home(loop);
        byte[] stolen = new IdentityPayload(
                        carol.identities.find(carol.self).orElseThrow().history(),
                        carol.identities.channelKey(carol.self).attestation(),
                        List.of())
                .encode();
        assertThat(introduce(liar, stolen)).isFalse();
        byte[] mixed = new IdentityPayload(
                        carol.identities.find(carol.self).orElseThrow().history(),
                        alice.identities.channelKey(alice.self).attestation(),
                        List.of())
                .encode();
        assertThat(introduce(liar, mixed)).isFalse();
        byte[] bobs = new IdentityPayload(
                        bob.identities.find(bob.self).orElseThrow().history(),
                        bob.identities.channelKey(bob.self).attestation(),
                        List.of())
                .encode();
        assertThat(introduce(liar, bobs)).isFalse();
    }

    @Test
    void aCredentialKeyInPlaceOfAChannelKeyIsRefused() {
        bob.listen(entrance, bob.options());
        byte[] wrong = new IdentityPayload(
                        alice.identities.find(alice.self).orElseThrow().history(),
                        alice.identities.credentialKey(alice.self).attestation(),
                        List.of())
                .encode();
        assertThat(introduce(liar(), wrong)).isFalse();
    }

    @Test
    void anIntroductionOfNothingOrOfTooMuchIsRefusedAndTheNextIsWelcome() {
        bob.listen(entrance, bob.options());
        Probe liar = liar();
        for (String hex : List.of(
                "", "80", "83", "f6", "9f", "ff", "838080", "83808080", "9bffffffffffffffff", "5bffffffffffffffff")) {
            assertThat(introduce(liar, HexFormat.of().parseHex(hex))).as(hex).isFalse();
        }
        assertThat(introduce(liar, new byte[60_000])).isFalse();
        byte[] nested = new byte[60_000];
        Arrays.fill(nested, (byte) 0x81);
        assertThat(introduce(liar, nested)).isFalse();
        assertThat(introduce(liar, introduction())).isTrue();
    }

    @Test
    void bytesBehindTheIntroductionAreToleratedAsPeersDo() {
        bob.listen(entrance, bob.options());
        byte[] honest = introduction();
        assertThat(introduce(liar(), Arrays.copyOf(honest, honest.length + 7))).isTrue();
    }
}
