package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages through a channel between two nodes (spec 02 sections 5.12 and 5.13). */
class EchoTest {
    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final ChannelListener listener = bob.listen(entrance, bob.options());

    @Test
    void bothEndsKnowWhoTheOtherIs() {
        SecureChannel channel = alice.channel(link.left().sender());
        assertThat(channel.peer()).isEqualTo(bob.self);
        assertThat(channel.isInitiator()).isTrue();
        assertThat(bob.channels.channels()).singleElement().satisfies(theirs -> {
            assertThat(theirs.peer()).isEqualTo(alice.self);
            assertThat(theirs.self()).isEqualTo(bob.self);
            assertThat(theirs.isInitiator()).isFalse();
        });
        assertThat(alice.channels.find(channel.encryptor())).contains(channel);
        assertThat(listener.halfOpen()).isZero();
    }

    @Test
    void messagesAreEchoedInOrderOverManyKeys() {
        SecureChannel channel = alice.channel(link.left().sender());
        for (int i = 0; i < 200; i++) {
            alice.say(channel, "echo", "message " + i);
            assertThat(alice.hears()).isEqualTo("message " + i);
        }
    }

    @Test
    void decryptedMessagesCarryThePeerAndTheWayBackOverTheEncryptor() {
        SecureChannel channel = alice.channel(link.left().sender());
        alice.say(channel, "ear", "hello");
        Home.Heard heard = bob.heard.remove();
        SecureChannel theirs = bob.channels.channels().getFirst();
        assertThat(heard.text()).isEqualTo("hello");
        assertThat(heard.message().peer()).isEqualTo(alice.self);
        assertThat(heard.message().onward()).isEqualTo(Route.local("ear"));
        assertThat(heard.message().returning()).isEqualTo(Route.of(theirs.encryptor(), Address.local("ear")));
    }

    @Test
    void ciphertextGoesToThePeersDecryptorWithAnEmptyReturnRoute() {
        List<Message> crossed = new ArrayList<>();
        SecureChannel channel = alice.channel(link.left().sender());
        link.tapToRight(message -> {
            crossed.add(message);
            return message;
        });
        alice.say(channel, "echo", "hello");
        assertThat(crossed).hasSize(1);
        assertThat(crossed.getFirst().returning()).isEqualTo(Route.EMPTY);
        assertThat(channel.route().first()).isEqualTo(link.left().sender());
        assertThat(crossed.getFirst().onward()).isEqualTo(channel.route().rest());
    }

    @Test
    void handshakeMessagesTravelAsTheSpecificationSays() {
        List<Message> toRight = new ArrayList<>();
        List<Message> toLeft = new ArrayList<>();
        link.tapToRight(message -> {
            toRight.add(message);
            return message;
        });
        link.tapToLeft(message -> {
            toLeft.add(message);
            return message;
        });
        alice.channel(link.left().sender());
        assertThat(toRight).hasSize(2);
        assertThat(toLeft).hasSize(1);
        Message message1 = toRight.getFirst();
        Message message2 = toLeft.getFirst();
        Message message3 = toRight.getLast();
        assertThat(message1.onward()).isEqualTo(Route.local("api"));
        assertThat(message1.returning().size()).isEqualTo(1);
        assertThat(message2.onward()).isEqualTo(message1.returning());
        assertThat(message2.returning().size()).isEqualTo(1);
        assertThat(message3.onward()).isEqualTo(message2.returning());
        assertThat(message3.returning()).isEqualTo(message1.returning());
    }

    @Test
    void onlyConsumersOfTheChannelsFlowAreReachedThroughIt() {
        SecureChannel channel = alice.channel(link.left().sender());
        bob.node
                .router()
                .start(
                        (message, source) -> bob.heard.add(new Home.Heard("secret", message, source)),
                        loop,
                        dev.portals.core.routing.Mailbox.open(Address.local("private")));
        alice.say(channel, "private", "let me in");
        assertThat(bob.heard).isEmpty();
        alice.say(channel, "echo", "still up");
        assertThat(alice.hears()).isEqualTo("still up");
    }

    @Test
    void severalChannelsShareAConnection() {
        SecureChannel first = alice.channel(link.left().sender());
        SecureChannel second = alice.channel(link.left().sender());
        assertThat(first.encryptor()).isNotEqualTo(second.encryptor());
        alice.say(second, "echo", "two");
        alice.say(first, "echo", "one");
        assertThat(alice.hears()).isEqualTo("two");
        assertThat(alice.hears()).isEqualTo("one");
        assertThat(bob.channels.channels()).hasSize(2);
    }

    @Test
    void aTunnelInATunnelCarriesTheInnermostPeer() {
        Home carol = new Home(loop);
        SecureChannel outer = alice.channel(link.left().sender());
        FlowControlId inside = FlowControlId.random(carol.node.random());
        MemoryLink further = MemoryLink.connect(bob.node, carol.node, inside);
        carol.listen(inside, carol.options());
        bob.node.flows().addConsumer(further.left().sender(), listener.flow());
        bob.node
                .flows()
                .addConsumer(
                        bob.channels.channels().getFirst().encryptor(),
                        further.left().flow());

        SecureChannel inner = Home.now(alice.connect(
                Route.of(outer.encryptor(), further.left().sender(), Address.local("api")), alice.options()));
        alice.allow(inner.flow());
        assertThat(inner.peer()).isEqualTo(carol.self);
        alice.say(inner, "ear", "deep");
        assertThat(carol.hears()).isEqualTo("deep");
        alice.say(inner, "echo", "deep echo");
        assertThat(alice.heard.element().message().peer()).isEqualTo(carol.self);
        assertThat(alice.hears()).isEqualTo("deep echo");
        assertThat(bob.heard).isEmpty();
    }
}
