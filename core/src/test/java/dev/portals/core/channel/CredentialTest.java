package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Credentials in the handshake and in the open channel (spec 02 sections 5.7, 5.12 and 5.13). */
class CredentialTest {
    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final Home authority = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final Address hop = link.left().sender();
    private final List<Message> toRight = new ArrayList<>();
    private final Source source = new Source();

    CredentialTest() {
        for (Home home : List.of(alice, bob)) {
            introduce(authority, home);
            introduce(home, authority);
        }
        link.tapToRight(message -> {
            if (message != null) {
                toRight.add(message);
            }
            return message;
        });
    }

    private static void introduce(Home who, Home toWhom) {
        toWhom.identities.verifyAndStore(
                who.identities.find(who.self).orElseThrow().history(), null);
    }

    /** A credential that the test changes. */
    private static final class Source implements CredentialSource {
        @Nullable Credential credential;

        final List<Runnable> listeners = new ArrayList<>();

        @Override
        public Credential current() {
            if (credential == null) {
                throw new CredentialException(CredentialException.Reason.values()[0], "none");
            }
            return credential;
        }

        @Override
        public Subscription subscribe(Runnable onNew) {
            listeners.add(onNew);
            return () -> listeners.remove(onNew);
        }

        void renew(Credential next) {
            credential = next;
            listeners.forEach(Runnable::run);
        }
    }

    private Credential issue(Identifier subject, String role) {
        return authority.credentials.issue(
                authority.self, subject, Attributes.of(Map.of("role", role)), Duration.ofHours(1));
    }

    private @Nullable String roleOf(Home subject, Home at) {
        return at.credentials
                .attributes(subject.self, authority.self)
                .map(entry -> entry.attributes().asText().get("role"))
                .orElse(null);
    }

    private SecureChannel connect() {
        SecureChannel channel = Home.now(
                alice.connect(hop, alice.options().withCredential(source).withAuthority(authority.self)));
        alice.allow(channel.flow());
        return channel;
    }

    private void assertEchoes(SecureChannel channel) {
        alice.say(channel, "echo", "fine");
        assertThat(alice.hears()).isEqualTo("fine");
    }

    @Test
    void bothSidesPresentTheirCredentialsInTheHandshake() {
        bob.listen(
                entrance,
                bob.options()
                        .withAuthority(authority.self)
                        .withCredential(CredentialSource.fixed(issue(bob.self, "host"))));
        source.credential = issue(alice.self, "guest");
        assertEchoes(connect());
        assertThat(roleOf(alice, bob)).isEqualTo("guest");
        assertThat(roleOf(bob, alice)).isEqualTo("host");
    }

    @Test
    void withoutAnAuthorityCredentialsAreIgnored() {
        bob.listen(entrance, bob.options());
        source.credential = issue(alice.self, "guest");
        assertEchoes(connect());
        assertThat(roleOf(alice, bob)).isNull();
    }

    @Test
    void aCredentialOfAnotherAuthorityLeavesTheChannelUpAndNoAttributes() {
        bob.listen(entrance, bob.options().withAuthority(bob.self));
        source.credential = issue(alice.self, "guest");
        assertEchoes(connect());
        assertThat(roleOf(alice, bob)).isNull();
    }

    @Test
    void aCredentialAboutSomebodyElseLeavesTheChannelUpAndNoAttributes() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        source.credential = issue(bob.self, "guest");
        assertEchoes(connect());
        assertThat(roleOf(alice, bob)).isNull();
        assertThat(roleOf(bob, bob)).isNull();
    }

    @Test
    void withoutItsCredentialAnInitiatorSendsNothing() {
        bob.listen(entrance, bob.options());
        ChannelException failure =
                Home.failure(alice.connect(hop, alice.options().withCredential(source)));
        assertThat(failure.reason()).isEqualTo(Reason.CREDENTIAL);
        assertThat(toRight).isEmpty();
    }

    @Test
    void aNewCredentialIsPresentedInTheOpenChannelAndOnlyIfItChanged() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        source.credential = issue(alice.self, "guest");
        SecureChannel channel = connect();
        int before = toRight.size();
        source.renew(source.current());
        loop.run();
        assertThat(toRight).hasSize(before);
        source.renew(issue(alice.self, "friend"));
        loop.run();
        assertThat(toRight).hasSize(before + 1);
        assertThat(toRight.getLast().returning()).isEqualTo(Route.of(channel.encryptor()));
        assertThat(roleOf(alice, bob)).isEqualTo("friend");
        assertEchoes(channel);
    }

    @Test
    void aSourceThatFailsLaterLeavesTheChannelUp() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        source.credential = issue(alice.self, "guest");
        SecureChannel channel = connect();
        source.credential = null;
        source.listeners.forEach(Runnable::run);
        loop.run();
        assertEchoes(channel);
    }

    @Test
    void aClosedChannelHasLeftTheSource() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        source.credential = issue(alice.self, "guest");
        SecureChannel channel = connect();
        assertThat(source.listeners).hasSize(1);
        channel.close();
        loop.run();
        assertThat(source.listeners).isEmpty();
    }

    @Test
    void aRefreshWithSomebodyElsesHistoryIsRefusedAndTheChannelStays() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        source.credential = issue(alice.self, "guest");
        SecureChannel channel = connect();
        byte[] foreign = new ChannelMessage.Refresh(
                        authority.identities.find(authority.self).orElseThrow().history(),
                        List.of(issue(alice.self, "king")))
                .encode();
        sendPlain(channel, foreign);
        assertThat(roleOf(alice, bob)).isEqualTo("guest");
        assertEchoes(channel);
    }

    @Test
    void aFloodOfRefreshesCountsOnlyWithItsLast() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        source.credential = issue(alice.self, "guest");
        SecureChannel channel = connect();
        for (int i = 0; i < 30; i++) {
            byte[] plain = new ChannelMessage.Refresh(
                            alice.identities.find(alice.self).orElseThrow().history(),
                            List.of(issue(alice.self, "role " + i)))
                    .encode();
            byte[] sealed = ApiTest.sealed(alice, channel.encryptorApi(), plain);
            alice.ear.send(Message.of(channel.route(), Route.EMPTY, Buffers.copyOf(sealed)));
        }
        loop.run();
        assertThat(roleOf(alice, bob)).isEqualTo("role 29");
        assertEchoes(channel);
    }

    /** Sends a plaintext of any kind through the channel. */
    private void sendPlain(SecureChannel channel, byte[] plain) {
        byte[] sealed = ApiTest.sealed(alice, channel.encryptorApi(), plain);
        alice.ear.send(Message.of(channel.route(), Route.EMPTY, Buffers.copyOf(sealed)));
        loop.run();
    }
}
