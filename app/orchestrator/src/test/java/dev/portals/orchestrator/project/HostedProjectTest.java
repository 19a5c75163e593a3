package dev.portals.orchestrator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.api.ApiClient;
import dev.portals.core.api.Method;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.CredentialKey;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Signed;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Route;
import dev.portals.orchestrator.project.Village.Heard;
import dev.portals.orchestrator.project.Village.Wire;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A project node and its members (spec 04 sections 4.2 to 4.5 and 4.7). */
class HostedProjectTest {
    private final Village village = new Village();
    private final HostedProject project = village.project("blue");
    private final HostedProject other = village.project("red");
    private final Identifier alice = village.person();
    private final Identifier bob = village.person();

    private SecureChannel open(Identifier self, @Nullable Credential credential) {
        return village.channel(village.new Wire(), project, self, credential);
    }

    private SecureChannel owner(String name) {
        SecureChannel channel = open(alice, village.relayCredential(project, alice, name));
        assertThat(village.registers(channel, name)).isTrue();
        return channel;
    }

    private SecureChannel member() {
        return open(bob, village.credential(project, bob, Duration.ofHours(1)));
    }

    private enum Worthless {
        NONE,
        EXPIRED,
        FOREIGN,
        ABOUT_SOMEBODY_ELSE,
        WRONGLY_SIGNED,
        MALFORMED
    }

    private @Nullable Credential worthless(Worthless kind) {
        return switch (kind) {
            case NONE -> null;
            case EXPIRED -> {
                Credential expired = village.credential(project, alice, Duration.ofMinutes(1), "ockam-relay", "*");
                village.loop.advance(Duration.ofMinutes(2));
                yield expired;
            }
            case FOREIGN -> village.relayCredential(other, alice, "*");
            case ABOUT_SOMEBODY_ELSE -> village.relayCredential(project, bob, "*");
            case WRONGLY_SIGNED ->
                new Credential(
                        new Signed(
                                village.relayCredential(project, alice, "*")
                                        .signed()
                                        .data(),
                                village.relayCredential(project, bob, "*")
                                        .signed()
                                        .signature()),
                        village.relayCredential(project, alice, "*").issuerKey());
            case MALFORMED -> {
                CredentialKey key =
                        village.identities.credentialKey(project.authority().identifier());
                yield new Credential(
                        Signed.sign(
                                Signed.CREDENTIAL,
                                HexFormat.of().parseHex("a3ffff"),
                                village.identities.vault().credentialSigning(),
                                key.handle()),
                        key.attestation());
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void aWorthlessCredentialLeavesTheChannelUpAndMakesNobodyAMember(Worthless kind) {
        SecureChannel stranger = open(alice, worthless(kind));
        assertThat(village.ask(stranger, "echo", "hello")).isEqualTo("hello");
        assertThat(project.credentials().attributes(alice, project.authority().identifier()))
                .isEmpty();
        assertThat(village.registers(stranger, "any")).isFalse();
        assertThat(project.relays()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aWorthlessCredentialOpensNoRelay(Worthless kind) {
        SecureChannel owner = open(bob, village.relayCredential(project, bob, "box"));
        assertThat(village.registers(owner, "box")).isTrue();
        village.sendThroughRelay(open(alice, worthless(kind)), "box", "let me in");
        village.hearsNothing();
        assertThat(project.traffic().relayedMessages()).isZero();
    }

    @Test
    void handshakesThatNobodyFinishesAreCollectedAfterAMinute() {
        Wire wire = village.new Wire();
        int timers = village.loop.pendingTimers();
        for (int i = 0; i < 100; i++) {
            village.begin(wire, project);
        }
        assertThat(village.heard()).as("answers").isEqualTo(100);
        assertThat(village.loop.pendingTimers()).isGreaterThanOrEqualTo(timers + 100);
        village.loop.advance(Duration.ofSeconds(60));
        assertThat(village.loop.pendingTimers()).isEqualTo(timers);
        assertThat(project.traffic().channels()).isZero();
        village.channel(wire, project, alice, (Credential) null);
        assertThat(project.traffic().channels()).isEqualTo(1);
    }

    @Test
    void aMemberGetsTheRelayOfItsNameAndNoOther() {
        SecureChannel channel = owner("blue");
        assertThat(village.registers(channel, "green")).isFalse();
        assertThat(village.registers(channel, "*")).isFalse();
        assertThat(project.relays()).singleElement().satisfies(relay -> {
            assertThat(relay.info().name()).isEqualTo("blue");
            assertThat(relay.info().owner()).isEqualTo(alice);
            assertThat(relay.info().createdAt())
                    .isEqualTo(village.loop.clock().instant().minus(Village.PATIENCE.multipliedBy(2)));
        });
    }

    @Test
    void whoMayHaveEveryRelayTakesOverThoseOfOthers() {
        owner("blue");
        SecureChannel administrator = open(bob, village.relayCredential(project, bob, "*"));
        assertThat(village.registers(administrator, "blue")).isTrue();
        assertThat(village.registers(administrator, "green")).isTrue();
        assertThat(project.relays()).extracting(relay -> relay.info().owner()).containsExactly(bob, bob);
        SecureChannel again = open(alice, null);
        assertThat(village.registers(again, "blue"))
                .as("attributes are kept for the identifier, not the channel")
                .isTrue();
    }

    @Test
    void whatIsRelayedArrivesAndIsAnsweredAndBothAreCounted() {
        SecureChannel owner = owner("blue");
        village.sendThroughRelay(member(), "blue", "question");
        Heard question = village.hears("question");
        assertThat(question.peer()).isEqualTo(project.identity().identifier());
        village.send(question.returning(), "answer!");
        Heard answer = village.hears("answer!");
        village.send(answer.returning(), "thanks");
        village.hears("thanks");
        int bytes = "question".length() + "answer!".length() + "thanks".length();
        assertThat(project.traffic()).isEqualTo(new ProjectTraffic(2, 2, 2, 0, 1, 3, bytes));
        assertThat(project.relays())
                .singleElement()
                .satisfies(relay -> assertThat(relay.bytes()).isEqualTo(bytes));
        assertThat(other.traffic().relayedBytes()).isZero();
        assertThat(village.ask(owner, "echo", "not counted")).isEqualTo("not counted");
        assertThat(project.traffic().relayedMessages()).isEqualTo(3);
    }

    @Test
    void aRelayIsOfItsProjectOnly() {
        owner("blue");
        SecureChannel neighbour =
                village.channel(village.new Wire(), other, bob, village.relayCredential(other, bob, "*"));
        village.sendThroughRelay(neighbour, "blue", "wrong house");
        village.hearsNothing();
        assertThat(village.registers(neighbour, "blue")).isTrue();
        village.sendThroughRelay(neighbour, "blue", "own house");
        village.hears("own house");
        assertThat(project.traffic().relayedMessages()).isZero();
    }

    @Test
    void aRelayEndsWithItsOwnersConnection() {
        Wire wire = village.new Wire();
        SecureChannel channel = village.channel(wire, project, alice, village.relayCredential(project, alice, "blue"));
        assertThat(village.registers(channel, "blue")).isTrue();
        wire.cut();
        assertThat(project.relays()).isEmpty();
        assertThat(project.traffic()).isEqualTo(new ProjectTraffic(0, 0, 1, 0, 0, 0, 0));
    }

    /** A source with a credential that can be renewed. */
    private static final class Renewable implements CredentialSource {
        private Credential credential;
        private Runnable onNew = () -> {};

        Renewable(Credential credential) {
            this.credential = credential;
        }

        @Override
        public Credential current() {
            return credential;
        }

        @Override
        public Subscription subscribe(Runnable listener) {
            onNew = listener;
            return () -> {};
        }

        void renew(Credential newer) {
            credential = newer;
            onNew.run();
        }
    }

    @Test
    void aRelayLivesAsLongAsItsOwnersCredentialsAreRenewed() {
        Duration life = Duration.ofMinutes(5);
        Renewable source = new Renewable(village.credential(project, alice, life, "ockam-relay", "blue"));
        SecureChannel channel = village.channel(village.new Wire(), project, alice, source);
        assertThat(village.registers(channel, "blue")).isTrue();
        SecureChannel sender = member();
        village.loop.advance(life.minusSeconds(30));
        source.renew(village.credential(project, alice, life, "ockam-relay", "blue"));
        village.loop.advance(life.minusSeconds(30));
        village.sendThroughRelay(sender, "blue", "renewed");
        Heard first = village.hears("renewed");
        village.send(first.returning(), "answer");
        Heard answer = village.hears("answer");

        village.loop.advance(Duration.ofSeconds(30 + 89));
        village.send(answer.returning(), "late");
        village.hearsNothing();
        village.send(first.returning(), "late");
        village.hearsNothing();
        village.loop.advance(Duration.ofSeconds(31));
        assertThat(project.relays()).isEmpty();
        assertThat(village.ask(channel, "echo", "the channel stays")).isEqualTo("the channel stays");
    }

    @Test
    void aPortalOutlivesItsMembersCredentialsForAMinute() {
        Duration life = Duration.ofMinutes(5);
        owner("blue");
        SecureChannel sender = open(bob, village.credential(project, bob, life));
        village.sendThroughRelay(sender, "blue", "first");
        Heard first = village.hears("first");
        village.send(first.returning(), "answer");
        Heard answer = village.hears("answer");
        village.loop.advance(life);
        village.send(answer.returning(), "in time");
        village.hears("in time");
        village.loop.advance(Duration.ofSeconds(60));
        village.sendThroughRelay(sender, "blue", "nothing new begins");
        village.hearsNothing();
        village.send(answer.returning(), "in grace");
        village.hears("in grace");
        village.send(first.returning(), "in grace");
        village.hears("in grace");
        village.loop.advance(Duration.ofSeconds(1));
        village.send(answer.returning(), "too late");
        village.send(first.returning(), "too late");
        village.hearsNothing();
    }

    @Test
    void whatThePlanForbidsIsNotRelayedInEitherDirection() {
        SecureChannel owner = owner("blue");
        SecureChannel sender = member();
        village.sendThroughRelay(sender, "blue", "one");
        Heard first = village.hears("one");

        project.allowRelaying(false);
        village.loop.run();
        assertThat(project.isRelayingAllowed()).isFalse();
        assertThat(project.relays()).isEmpty();
        assertThat(owner.closed()).isCompleted();
        village.sendThroughRelay(sender, "blue", "two");
        village.send(first.returning(), "two");
        village.hearsNothing();
        SecureChannel again = open(alice, null);
        assertThat(village.registers(again, "blue")).isFalse();
        assertThat(village.ask(again, "echo", "ping")).isEqualTo("ping");

        project.allowRelaying(true);
        assertThat(village.registers(again, "blue")).isTrue();
        village.sendThroughRelay(sender, "blue", "three");
        village.hears("three");
    }

    @Test
    void moreRelaysThanThePlanAllowsAreRefusedAndCountedAndThoseThatAreThereStay() {
        owner("blue");
        project.limitRelays(1);
        SecureChannel other = open(bob, village.credential(project, bob, Duration.ofHours(1), "ockam-relay", "*"));
        assertThat(village.registers(other, "green")).isFalse();
        assertThat(project.refusedRelays()).isOne();
        project.limitRelays(0);
        assertThat(project.relays()).hasSize(1);
        project.limitRelays(2);
        assertThat(village.registers(other, "green")).isTrue();
        assertThat(project.refusedRelays()).isOne();
    }

    @Test
    void aRelayThatIsRemovedEndsWithItsOwnersChannel() {
        SecureChannel owner = owner("blue");
        assertThat(project.removeRelay("green")).isFalse();
        assertThat(project.removeRelay("blue")).isTrue();
        village.loop.run();
        assertThat(project.relays()).isEmpty();
        assertThat(owner.closed()).isCompleted();
    }

    @Test
    void telemetryIsTakenFromEverybodyAndAnswered() {
        CompletableFuture<Void> answer = new ApiClient(
                        village.outer,
                        Route.of(open(alice, null).encryptor(), Address.local("grpc_forwarder")),
                        Village.PATIENCE)
                .tell(Method.POST, "/", new byte[] {(byte) 0xa0});
        village.loop.run();
        assertThat(answer).isCompleted();
    }

    @Test
    void whoMayHaveTheCertificateIsToldThatThereIsNone() {
        SecureChannel channel =
                open(alice, village.credential(project, alice, Duration.ofHours(1), "ockam-tls-certificate", "true"));
        CompletableFuture<String> answer = village.outer
                .router()
                .ask(
                        Route.of(channel.encryptor(), Address.local("tls_certificate_provider")),
                        Buffers.copyOf(new byte[] {(byte) 0x80}),
                        Village.PATIENCE)
                .thenApply(message -> HexFormat.of().formatHex(Buffers.toBytes(message.payload())));
        village.loop.run();
        assertThat(answer).isCompletedWithValue("a10102");
        assertThat(village.ask(member(), "tls_certificate_provider", "x")).isNull();
    }
}
