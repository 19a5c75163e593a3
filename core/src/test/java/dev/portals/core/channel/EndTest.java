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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Close in both directions, exactly once, and what is left of a channel's keys (spec 02 sections 5.12 and 5.13). */
class EndTest {
    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final Address hop = link.left().sender();
    private final List<byte[]> toRight = new ArrayList<>();
    private final List<byte[]> toLeft = new ArrayList<>();
    private final Channel ours;
    private final Channel theirs;

    EndTest() {
        bob.listen(entrance, bob.options());
        ours = (Channel) alice.channel(hop);
        theirs = (Channel) bob.channels.channels().getFirst();
        link.tapToRight(message -> seen(toRight, message));
        link.tapToLeft(message -> seen(toLeft, message));
    }

    private static byte[] bytes(Message message) {
        byte[] copy = new byte[message.payload().readableBytes()];
        message.payload().getBytes(message.payload().readerIndex(), copy);
        return copy;
    }

    private static @Nullable Message seen(List<byte[]> messages, @Nullable Message message) {
        if (message != null) {
            messages.add(bytes(message));
        }
        return message;
    }

    private static @Nullable Message swallow(@Nullable Message message) {
        if (message != null) {
            message.release();
        }
        return null;
    }

    /** Sends bytes to Bob's decryptor as if they came over the connection. */
    private void toBob(byte[] payload) {
        bob.ear.send(Message.of(ours.route().rest(), Route.of(link.right().sender()), Buffers.copyOf(payload)));
        loop.run();
    }

    private static void assertWiped(Channel channel) {
        byte[] sealed = new byte[64];
        assertThatThrownBy(() -> channel.sealing.seal(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> channel.opening.open(sealed, 0, sealed.length))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bothEndsClosingAtOnceSendOneCloseEach() {
        AtomicInteger ends = new AtomicInteger();
        ours.closed().thenRun(ends::incrementAndGet);
        theirs.closed().thenRun(ends::incrementAndGet);
        ours.close();
        theirs.close();
        loop.run();
        ours.close();
        theirs.close();
        loop.run();
        assertThat(toRight).hasSize(1);
        assertThat(toLeft).hasSize(1);
        assertThat(ends).hasValue(2);
        assertWiped(ours);
        assertWiped(theirs);
    }

    @Test
    void whoWasClosedByThePeerNeverSendsACloseAnyMore() {
        theirs.close();
        loop.run();
        assertThat(ours.closed()).isCompleted();
        ours.close();
        alice.node.router().stop(ours.encryptor());
        link.cut();
        loop.run();
        assertThat(toRight).isEmpty();
        assertThat(toLeft).hasSize(1);
    }

    @Test
    void closingByHandAndByAddressTogetherStillTellsOnce() {
        alice.node.router().stop(ours.encryptor());
        ours.close();
        alice.node.router().stop(ours.route().first());
        loop.run();
        assertThat(toRight).hasSizeLessThanOrEqualTo(1);
        assertThat(ours.closed()).isCompleted();
        assertWiped(ours);
    }

    @Test
    void aCloseIsTheSpecifiedPlaintextUnderTheNextNonce() {
        alice.say(ours, "ear", "nonce 0");
        link.tapToRight(message -> {
            seen(toRight, message);
            return swallow(message);
        });
        ours.close();
        loop.run();
        assertThat(toRight.getLast()).hasSize(5 + 24).startsWith(0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(HexFormat.of().formatHex(ApiTest.sealed(bob, theirs.decryptorApi(), toRight.getLast())))
                .isEqualTo("8282028040");
        assertThat(theirs.closed()).isNotDone();
    }

    @Test
    void aCloseThatIsLostLeavesThePeerUntilItsConnectionEnds() {
        link.tapToRight(EndTest::swallow);
        ours.close();
        loop.run();
        assertThat(ours.closed()).isCompleted();
        assertThat(theirs.closed()).isNotDone();
        bob.say(theirs, "ear", "to nobody");
        assertThat(alice.heard).isEmpty();
        link.cut();
        loop.run();
        assertThat(theirs.closed()).isCompleted();
        assertWiped(theirs);
    }

    @Test
    void aCloseAfterTheWayIsGoneIsNoFailure() {
        alice.node.router().stop(hop);
        ours.close();
        loop.run();
        assertThat(ours.closed()).isCompleted();
        assertWiped(ours);
    }

    @Test
    void aCloseThatNobodySealedIsIgnored() {
        toBob(HexFormat.of().parseHex("8282028040"));
        toBob(HexFormat.of().parseHex("0000000000000000" + "8282028040" + "00".repeat(16)));
        assertThat(theirs.closed()).isNotDone();
        alice.say(ours, "echo", "still here");
        assertThat(alice.hears()).isEqualTo("still here");
    }

    @Test
    void ourOwnCloseThrownBackAtUsDoesNotCloseUs() {
        link.tapToRight(message -> {
            seen(toRight, message);
            return swallow(message);
        });
        theirs.close();
        loop.run();
        byte[] close = toLeft.getLast();
        Home carol = new Home(loop);
        MemoryLink other = MemoryLink.connect(carol.node, bob.node, entrance);
        Channel third = (Channel) carol.channel(other.left().sender());
        bob.ear.send(Message.of(third.route().rest(), Route.EMPTY, Buffers.copyOf(close)));
        loop.run();
        assertThat(third.closed()).isNotDone();
        carol.say(third, "echo", "mine is another");
        assertThat(carol.hears()).isEqualTo("mine is another");
    }

    @Test
    void aCloseOfAnEarlierChannelDoesNotCloseALaterOne() {
        ours.close();
        loop.run();
        byte[] close = toRight.getLast();
        Channel next = (Channel) alice.channel(hop);
        bob.ear.send(Message.of(next.route().rest(), Route.EMPTY, Buffers.copyOf(close)));
        loop.run();
        assertThat(next.closed()).isNotDone();
        alice.say(next, "echo", "next");
        assertThat(alice.hears()).isEqualTo("next");
    }

    @Test
    void whatStandsBehindACloseIsNeverDelivered() {
        List<Message> held = new ArrayList<>();
        link.tapToRight(message -> {
            if (message != null) {
                held.add(message);
            }
            return null;
        });
        alice.say(ours, "ear", "overtaken");
        ours.close();
        loop.run();
        bob.ear.send(held.getLast());
        loop.run();
        assertThat(theirs.closed()).isCompleted();
        bob.ear.send(held.getFirst());
        loop.run();
        assertThat(bob.heard).isEmpty();
        assertWiped(theirs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8282028040", "8282029fff40", "9f820280430102 03ff", "82821902 80 40", "828202800040"})
    void onlyAWellFormedCloseEndsTheChannel(String plain) {
        byte[] sealed =
                ApiTest.sealed(alice, ours.encryptorApi(), HexFormat.of().parseHex(plain.replace(" ", "")));
        boolean good = plain.startsWith("8282028040") || plain.contains("9f");
        toBob(sealed);
        assertThat(theirs.closed().isDone()).isEqualTo(good);
        assertThat(toLeft).isEmpty();
    }

    @Test
    void theKeysOfEveryIntervalAreWiped() {
        for (int i = 0; i < 100; i++) {
            alice.say(ours, "echo", "m" + i);
        }
        assertThat(alice.heard).hasSize(100);
        ours.close();
        loop.run();
        for (Channel channel : List.of(ours, theirs)) {
            assertThatThrownBy(() -> channel.sealing.seal(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
            for (int nonce : new int[] {101, 127, 128, 131}) {
                byte[] message = new byte[64];
                message[7] = (byte) nonce;
                assertThatThrownBy(() -> channel.opening.open(message, 0, message.length))
                        .as("nonce " + nonce)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("destroyed");
            }
        }
    }

    @Test
    void theKeysAreWipedHoweverAChannelEnds() {
        link.cut();
        loop.run();
        assertWiped(ours);
        assertWiped(theirs);
    }

    @Test
    void anEndedChannelTakesNoRequestsOfTheApi() {
        Address api = ours.encryptorApi();
        Address other = ours.decryptorApi();
        ours.close();
        loop.run();
        for (Address address : List.of(api, other, ours.encryptor())) {
            assertThat(alice.node.router().exists(address)).isFalse();
        }
        assertThat(alice.channels.find(ours.encryptor())).isEmpty();
        assertThat(bob.channels.find(theirs.encryptor())).isEmpty();
    }

    @Test
    void aChannelIsFoundByItsEncryptorWhileItIsUp() {
        assertThat(alice.channels.find(ours.encryptor())).contains(ours);
        assertThat(bob.channels.find(theirs.encryptor())).contains(theirs);
        assertThat(bob.channels.find(ours.encryptor())).isEmpty();
        assertThat(ours.toString()).contains(alice.self.toString(), bob.self.toString());
    }

    @Test
    void aListenerOfTheEndThatFailsDoesNotKeepTheChannelAlive() {
        ours.closed().thenRun(() -> {
            throw new IllegalStateException("a careless listener");
        });
        ours.close();
        loop.run();
        assertThat(ours.closed()).isCompleted();
        assertThat(theirs.closed()).isCompleted();
        assertWiped(ours);
        assertThat(alice.channels.channels()).isEmpty();
    }

    @Test
    void shuffledWithinTheWindowEverythingArrivesAndIsNotDeliveredTwice() {
        List<Message> held = new ArrayList<>();
        link.tapToRight(message -> {
            if (message != null) {
                held.add(message);
            }
            return null;
        });
        for (int round = 0; round < 8; round++) {
            for (int i = 0; i < 25; i++) {
                alice.say(ours, "ear", "m" + (25 * round + i));
            }
            List<byte[]> copies = held.stream().map(EndTest::bytes).toList();
            Collections.shuffle(held, new Random(round));
            held.forEach(message -> bob.ear.send(
                    message.withRoutes(message.onward(), Route.of(link.right().sender()))));
            held.clear();
            loop.run();
            copies.forEach(this::toBob);
        }
        assertThat(bob.heard).hasSize(200);
        assertThat(bob.heard.stream().map(Home.Heard::text).distinct()).hasSize(200);
    }
}
