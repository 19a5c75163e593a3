package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.ChangeHistory;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Trust policies and refreshed credentials between two whole nodes (spec 02 sections 5.7, 5.13 and 5.16). */
class TrustAndRefreshTest {
    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final Home authority = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final Address hop = link.left().sender();
    private final Identifier stranger =
            authority.identities.create(SigningAlgorithm.ED25519).identifier();

    TrustAndRefreshTest() {
        for (Home home : List.of(alice, bob)) {
            home.identities.verifyAndStore(history(authority), null);
            authority.identities.verifyAndStore(history(home), null);
        }
    }

    private static ChangeHistory history(Home home) {
        return home.identities.find(home.self).orElseThrow().history();
    }

    private Credential issue(Identifier subject, Map<String, String> attributes, Duration life) {
        return authority.credentials.issue(authority.self, subject, Attributes.of(attributes), life);
    }

    private Credential issue(Identifier subject, String role) {
        return issue(subject, Map.of("role", role), Duration.ofHours(1));
    }

    private Map<String, String> known(Home subject, Home at) {
        return at.credentials
                .attributes(subject.self, authority.self)
                .map(entry -> entry.attributes().asText())
                .orElse(Map.of());
    }

    private SecureChannel connect(ChannelOptions options) {
        SecureChannel channel = Home.now(alice.connect(hop, options));
        alice.allow(channel.flow());
        return channel;
    }

    private SecureChannel guest() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        return connect(alice.options().withCredential(CredentialSource.fixed(issue(alice.self, "guest"))));
    }

    private void assertEchoes(SecureChannel channel) {
        alice.say(channel, "echo", "fine");
        assertThat(alice.hears()).isEqualTo("fine");
    }

    /** A plaintext of any kind from Alice to Bob, properly sealed. */
    private void send(SecureChannel channel, byte[] plain) {
        byte[] sealed = ApiTest.sealed(alice, channel.encryptorApi(), plain);
        alice.ear.send(Message.of(channel.route(), Route.EMPTY, Buffers.copyOf(sealed)));
        loop.run();
    }

    private static byte[] refresh(ChangeHistory history, Credential... credentials) {
        return new ChannelMessage.Refresh(history, List.of(credentials)).encode();
    }

    @Test
    void aListenerLetsInExactlyThoseWhomItsPolicyTrusts() {
        TrustPolicy onlyAlice = TrustPolicy.exactly(alice.self);
        TrustPolicy other = TrustPolicy.exactly(stranger);
        Map<TrustPolicy, Boolean> policies = Map.of(
                TrustPolicy.everyone(),
                true,
                onlyAlice,
                true,
                other,
                false,
                TrustPolicy.oneOf(Set.of()),
                false,
                TrustPolicy.oneOf(Set.of(alice.self, stranger)),
                true,
                onlyAlice.and(TrustPolicy.everyone()),
                true,
                onlyAlice.and(other),
                false,
                other.or(onlyAlice),
                true,
                other.or(TrustPolicy.oneOf(Set.of())),
                false);
        policies.forEach((policy, trusted) -> {
            ChannelListener listener = bob.listen(entrance, bob.options().withTrust(policy));
            SecureChannel channel = connect(alice.options());
            alice.say(channel, "echo", "in?");
            assertThat(alice.heard).as(policy.toString()).hasSize(trusted ? 1 : 0);
            alice.heard.clear();
            assertThat(bob.channels.channels()).hasSize(trusted ? 1 : 0);
            channel.close();
            listener.close();
            loop.run();
            assertThat(bob.channels.channels()).isEmpty();
        });
    }

    @Test
    void anInitiatorHasAChannelExactlyWithThoseWhomItsPolicyTrusts() {
        bob.listen(entrance, bob.options());
        TrustPolicy onlyBob = TrustPolicy.exactly(bob.self);
        TrustPolicy other = TrustPolicy.exactly(stranger);
        for (TrustPolicy trusted : List.of(onlyBob, onlyBob.or(other), onlyBob.and(onlyBob.or(other)))) {
            assertEchoes(connect(alice.options().withTrust(trusted)));
        }
        for (TrustPolicy refused : List.of(other, onlyBob.and(other), TrustPolicy.oneOf(Set.of()))) {
            ChannelException failure =
                    Home.failure(alice.connect(hop, alice.options().withTrust(refused)));
            assertThat(failure.reason()).isEqualTo(Reason.PEER_NOT_TRUSTED);
            assertThat(failure.answered()).contains(bob.self);
        }
        assertThat(alice.channels.channels()).hasSize(3);
        assertThat(bob.channels.channels()).hasSize(3);
    }

    @Test
    void theSecondPolicyIsOnlyAskedWhenItMatters() {
        TrustPolicy second = new TrustPolicy.OneOf(Set.of()).or(TrustPolicy.exactly(stranger));
        assertThat(TrustPolicy.everyone().or(second).trusts(alice.self)).isTrue();
        assertThat(TrustPolicy.oneOf(Set.of()).and(second).trusts(stranger)).isFalse();
        assertThat(second.and(TrustPolicy.everyone()).trusts(stranger)).isTrue();
    }

    @Test
    void aSetOfTrustedPeersDoesNotChangeAfterwards() {
        Set<Identifier> trusted = new TreeSet<>(Set.of(alice.self));
        TrustPolicy policy = TrustPolicy.oneOf(trusted);
        trusted.add(stranger);
        assertThat(policy.trusts(stranger)).isFalse();
        assertThat(policy.trusts(alice.self)).isTrue();
        assertThatThrownBy(() -> ((TrustPolicy.OneOf) policy).identifiers().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRefusedPeersCredentialIsNotTakenIn() {
        bob.listen(entrance, bob.options().withAuthority(authority.self).withTrust(TrustPolicy.exactly(stranger)));
        connect(alice.options().withCredential(CredentialSource.fixed(issue(alice.self, "guest"))));
        assertThat(known(alice, bob)).isEmpty();
    }

    @Test
    void newCredentialsReplaceAllThatWasKnown() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        SecureChannel channel = connect(alice.options()
                .withCredential(CredentialSource.fixed(
                        issue(alice.self, Map.of("role", "guest", "floor", "3"), Duration.ofHours(1)))));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "guest", "floor", "3"));
        send(channel, refresh(history(alice), issue(alice.self, "friend")));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "friend"));
        assertEchoes(channel);
    }

    @Test
    void whatIsKnownEndsWithTheCredentialAndComesBackWithTheNext() {
        bob.listen(entrance, bob.options().withAuthority(authority.self));
        SecureChannel channel = connect(alice.options()
                .withCredential(
                        CredentialSource.fixed(issue(alice.self, Map.of("role", "guest"), Duration.ofMinutes(5)))));
        assertThat(known(alice, bob)).isNotEmpty();
        loop.advance(Duration.ofMinutes(6));
        assertThat(known(alice, bob)).isEmpty();
        assertEchoes(channel);
        send(channel, refresh(history(alice), issue(alice.self, "guest")));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "guest"));
    }

    @Test
    void aRefreshMayComeFromTheResponderToo() {
        List<Runnable> listeners = new ArrayList<>();
        Credential[] current = {issue(bob.self, "host")};
        CredentialSource source = new CredentialSource() {
            @Override
            public @Nullable Credential current() {
                return current[0];
            }

            @Override
            public Subscription subscribe(Runnable onNew) {
                listeners.add(onNew);
                return () -> listeners.remove(onNew);
            }
        };
        bob.listen(entrance, bob.options().withCredential(source));
        SecureChannel channel = connect(alice.options().withAuthority(authority.self));
        assertThat(known(bob, alice)).isEqualTo(Map.of("role", "host"));
        current[0] = issue(bob.self, "owner");
        listeners.forEach(Runnable::run);
        loop.run();
        assertThat(known(bob, alice)).isEqualTo(Map.of("role", "owner"));
        assertEchoes(channel);
        channel.close();
        loop.run();
        assertThat(listeners).isEmpty();
    }

    @Test
    void aRefreshOfAnotherIdentityChangesNothingEvenWithTheRightCredential() {
        SecureChannel channel = guest();
        for (Home other : List.of(bob, authority)) {
            send(channel, refresh(history(other), issue(alice.self, "king")));
            send(channel, refresh(history(other), issue(other.self, "king")));
            assertThat(known(other, bob)).isEmpty();
        }
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "guest"));
        assertThat(channel.closed()).isNotDone();
        assertEchoes(channel);
    }

    @Test
    void aRefreshWithACredentialThatDoesNotVerifyChangesNothing() {
        SecureChannel channel = guest();
        send(channel, refresh(history(alice), issue(bob.self, "king")));
        send(channel, refresh(history(alice), issue(stranger, "king")));
        send(
                channel,
                refresh(
                        history(alice),
                        alice.credentials.issue(
                                alice.self, alice.self, Attributes.of(Map.of("role", "king")), Duration.ofHours(1))));
        Credential late = issue(alice.self, Map.of("role", "late"), Duration.ofMinutes(1));
        loop.advance(Duration.ofMinutes(2));
        send(channel, refresh(history(alice), late));
        send(channel, refresh(history(alice)));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "guest"));
        assertThat(known(bob, bob)).isEmpty();
        assertEchoes(channel);
    }

    @Test
    void ofSeveralCredentialsTheValidOnesCount() {
        SecureChannel channel = guest();
        send(channel, refresh(history(alice), issue(bob.self, "king"), issue(alice.self, "friend")));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "friend"));
        Credential[] many = new Credential[IdentityPayload.MAX_CREDENTIALS + 1];
        Arrays.fill(many, issue(alice.self, "flood"));
        send(channel, refresh(history(alice), many));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "friend"));
        assertEchoes(channel);
    }

    @Test
    void aPeerThatHasRotatedItsKeyMayShowItsNewHistory() {
        SecureChannel channel = guest();
        ChangeHistory old = history(alice);
        alice.identities.rotate(alice.self, SigningAlgorithm.ED25519);
        send(channel, refresh(history(alice), issue(alice.self, "renewed")));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "renewed"));
        assertThat(bob.identities.find(alice.self).orElseThrow().history()).isEqualTo(history(alice));
        send(channel, refresh(old, issue(alice.self, "rolled back")));
        assertThat(known(alice, bob)).isEqualTo(Map.of("role", "renewed"));
        assertThat(bob.identities.find(alice.self).orElseThrow().history()).isEqualTo(history(alice));
        assertEchoes(channel);
    }

    @Test
    void withoutAnAuthorityARefreshIsReadAndForgotten() {
        bob.listen(entrance, bob.options());
        SecureChannel channel = connect(alice.options());
        send(channel, refresh(history(alice), issue(alice.self, "guest")));
        assertThat(known(alice, bob)).isEmpty();
        assertEchoes(channel);
    }

    @Test
    void mutatedRefreshesNeverEscapeNorMakeAnybodyMoreThanTheyAre() {
        SecureChannel channel = guest();
        byte[] honest = refresh(history(alice), issue(alice.self, "friend"));
        Random random = new Random(41);
        for (int i = 0; i < 1_000; i++) {
            byte[] mutated = NoiseXXTest.mutate(honest, random, 0);
            if (mutated.length > 3 && mutated[2] == 2) {
                mutated[2] = 1;
            }
            send(channel, mutated);
            assertThat(known(alice, bob).get("role")).isIn("guest", "friend");
        }
        assertThat(channel.closed()).isNotDone();
        assertEchoes(channel);
    }

    @Test
    void aSourceThatFailsWhenTheChannelBeginsFailsTheChannel() {
        bob.listen(entrance, bob.options().withCredential(new CredentialSource() {
            @Override
            public Credential current() {
                throw new CredentialException(CredentialException.Reason.values()[0], "the authority is away");
            }

            @Override
            public Subscription subscribe(Runnable onNew) {
                throw new AssertionError("there is no channel to refresh");
            }
        }));
        CompletableFuture<SecureChannel> ready =
                alice.connect(hop, alice.options().withTimeout(Duration.ofSeconds(5)));
        assertThat(ready).isNotDone();
        loop.advance(Duration.ofSeconds(5));
        assertThat(Home.failure(ready).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(bob.channels.channels()).isEmpty();
        assertThat(bob.vault.ephemeral).isEmpty();
    }
}
