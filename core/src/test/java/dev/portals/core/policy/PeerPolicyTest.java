package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeerPolicyTest {
    private static final Identifier ALICE = identifier(1);
    private static final Identifier BOB = identifier(2);
    private static final Identifier AUTHORITY = identifier(9);
    private static final Address HERE = Address.local("here");
    private static final Duration INSTANT = Duration.ofMillis(1);

    private final ManualLoop loop = new ManualLoop(1_000_000);
    private final Node node = TestNode.on(loop);
    private final Map<Identifier, Map<String, String>> attested = new HashMap<>();
    private final List<Denial> denials = new ArrayList<>();
    private int lookups;

    private static Identifier identifier(int number) {
        byte[] bytes = new byte[Identifier.LENGTH];
        bytes[0] = (byte) (number >> 8);
        bytes[1] = (byte) number;
        return Identifier.of(bytes);
    }

    private PeerPolicy policy(String expression, @Nullable Identifier authority) {
        return new PeerPolicy(
                        node, PolicyExpression.parse(expression), "db", "tcp-outlet", authority, (subject, by) -> {
                            assertThat(by).isEqualTo(AUTHORITY);
                            lookups++;
                            return Optional.ofNullable(attested.get(subject));
                        })
                .onDenial(denials::add);
    }

    private static boolean passes(AccessControl rule, @Nullable Identifier peer) {
        Message message = new Message(Route.of(HERE), Route.EMPTY, Buffers.copyOf(new byte[0]), peer, null);
        try {
            return rule.allows(Address.local("source"), message);
        } finally {
            message.release();
        }
    }

    @Test
    void aMemberMayEnterAndAStrangerMayNot() {
        attested.put(ALICE, Map.of("role", "admin"));
        AccessControl rule =
                policy("(= subject.has_credential true)", AUTHORITY).incoming();

        assertThat(passes(rule, ALICE)).isTrue();
        assertThat(passes(rule, BOB)).isFalse();
    }

    @Test
    void nobodyMayNotEnterWhateverThePolicySays() {
        PeerPolicy policy = policy("(and true)", AUTHORITY);

        assertThat(passes(policy.incoming(), null)).isFalse();
        assertThat(passes(policy.outgoing(), null)).isFalse();
        assertThat(passes(policy.incoming(), BOB)).isTrue();
        assertThat(denials)
                .singleElement()
                .isEqualTo(new Denial(
                        null, "tcp-outlet db is closed to messages that don't come through a secure channel"));
    }

    @Test
    void thePolicySeesThePeerTheResourceAndTheAction() {
        attested.put(ALICE, Map.of("role", "admin"));
        String all = "(and (= subject.identifier \"" + ALICE
                + "\") (= resource.id \"db\") (= action.id \"handle_message\") (= subject.role \"admin\"))";

        assertThat(passes(policy(all, AUTHORITY).incoming(), ALICE)).isTrue();
    }

    @Test
    void withoutAnAuthorityNothingIsKnownButTheIdentifier() {
        attested.put(ALICE, Map.of("role", "admin"));

        assertThat(policy("(exists? subject.has_credential)", null).allows(ALICE))
                .isFalse();
        assertThat(policy("(exists? subject.role)", null).allows(ALICE)).isFalse();
        assertThat(policy(ALICE.toString(), null).allows(ALICE)).isTrue();
        assertThat(policy(ALICE.toString(), null).allows(BOB)).isFalse();
        assertThat(lookups).isZero();
    }

    @Test
    void aPositiveVerdictHoldsForASecond() {
        attested.put(ALICE, Map.of("role", "admin"));
        PeerPolicy policy = policy("role=admin", AUTHORITY);

        assertThat(policy.allows(ALICE)).isTrue();
        attested.remove(ALICE);
        assertThat(policy.allows(ALICE)).isTrue();
        loop.advance(Duration.ofMillis(999));
        assertThat(policy.allows(ALICE)).isTrue();
        assertThat(lookups).isEqualTo(1);
        loop.advance(INSTANT);
        assertThat(policy.allows(ALICE)).isFalse();
        assertThat(lookups).isGreaterThan(1);
    }

    @Test
    void aNegativeVerdictIsFoundOutAnewEachTime() {
        PeerPolicy policy = policy("role=admin", AUTHORITY);

        assertThat(policy.allows(ALICE)).isFalse();
        attested.put(ALICE, Map.of("role", "admin"));
        assertThat(policy.allows(ALICE)).isTrue();
    }

    @Test
    void verdictsAreOfOnePeerOnly() {
        attested.put(ALICE, Map.of("role", "admin"));
        PeerPolicy policy = policy("role=admin", AUTHORITY);

        assertThat(policy.allows(ALICE)).isTrue();
        assertThat(policy.allows(BOB)).isFalse();
        assertThat(policy.allows(ALICE)).isTrue();
    }

    @Test
    void anotherPolicyIsInForceFromTheNextMessageOn() {
        attested.put(ALICE, Map.of("role", "admin"));
        PeerPolicy policy = policy("role=admin", AUTHORITY);
        AccessControl rule = policy.incoming();
        assertThat(passes(rule, ALICE)).isTrue();

        policy.replace(PolicyExpression.parse("role=owner"));

        assertThat(passes(rule, ALICE)).isFalse();
        assertThat(policy.policy()).hasToString("(= subject.role \"owner\")");
    }

    @Test
    void theCacheIsBoundedAndStaysRight() {
        PeerPolicy policy = policy("(exists? subject.identifier)", null);
        for (int i = 0; i < 3 * PeerPolicy.MAX_PEERS; i++) {
            assertThat(policy.allows(identifier(i))).isTrue();
        }
        assertThat(policy.allows(identifier(0))).isTrue();
    }

    @Test
    void outwardsThePeerIsWhomTheRouteReaches() {
        attested.put(ALICE, Map.of("role", "admin"));
        terminal("to-alice", ALICE);
        terminal("to-bob", BOB);
        terminal("plain", null);
        Probe.at(node, "inside");
        Context sender = node.router()
                .start(
                        (message, source) -> message.release(),
                        loop,
                        Mailbox.of(
                                HERE,
                                AccessControl.DENY_ALL,
                                policy("role=admin", AUTHORITY).outgoing()));

        assertThat(send(sender, "to-alice")).isEqualTo(Delivery.SENT);
        assertThat(send(sender, "inside", "to-alice")).isEqualTo(Delivery.SENT);
        assertThat(send(sender, "to-bob")).isEqualTo(Delivery.DENIED);
        assertThat(send(sender, "inside", "to-bob", "to-alice")).isEqualTo(Delivery.DENIED);
        assertThat(send(sender, "plain")).isEqualTo(Delivery.DENIED);
        assertThat(send(sender, "inside")).isEqualTo(Delivery.DENIED);
    }

    private void terminal(String name, @Nullable Identifier peer) {
        node.router()
                .start(
                        (message, source) -> message.release(),
                        loop,
                        new Mailbox(Address.local(name), AccessControl.ALLOW_ALL, AccessControl.ALLOW_ALL, true, peer));
    }

    private static Delivery send(Context sender, String... names) {
        List<Address> hops = new ArrayList<>();
        for (String name : names) {
            hops.add(Address.local(name));
        }
        return sender.send(HERE, Message.of(Route.of(hops), Route.EMPTY, Buffers.copyOf(new byte[1])));
    }

    @Test
    void anExplanationIsForAPerson() {
        attested.put(ALICE, Map.of("role", "guest"));
        PeerPolicy policy = policy("role=admin", AUTHORITY);

        assertThat(policy.explain(ALICE))
                .isEqualTo("tcp-outlet db is closed to " + ALICE + ": (= subject.role \"admin\") is false");
        assertThat(policy.explain(BOB)).isEqualTo("tcp-outlet db is closed to " + BOB + ": subject.role is not set");
        assertThat(policy.explain(null)).contains("don't come through a secure channel");
        attested.put(ALICE, Map.of("role", "admin"));
        assertThat(policy.explain(ALICE)).isEqualTo("tcp-outlet db is open to " + ALICE);
    }

    @Test
    void denialsAreToldOncePerSecondAndPeer() {
        PeerPolicy policy = policy("role=admin", AUTHORITY);
        for (int i = 0; i < 5; i++) {
            policy.allows(ALICE);
            policy.allows(BOB);
            policy.allows(null);
        }
        assertThat(denials).extracting(Denial::peer).containsExactly(ALICE, BOB, null);
        assertThat(denials.getFirst().sentence()).endsWith("subject.role is not set");

        loop.advance(Duration.ofMillis(PeerPolicy.REPORT_INTERVAL));
        policy.allows(ALICE);
        policy.allows(ALICE);

        assertThat(denials).hasSize(4);
    }

    @Test
    void whoIsAllowedIsNotTold() {
        policy("(and true)", null).allows(ALICE);

        assertThat(denials).isEmpty();
    }

    @Test
    void aFailingLookupDenies() {
        PeerPolicy policy =
                new PeerPolicy(node, PolicyExpression.HAS_CREDENTIAL, "db", "tcp-outlet", AUTHORITY, (subject, by) -> {
                    throw new IllegalStateException("the disk is gone");
                });

        assertThat(policy.allows(ALICE)).isFalse();
        assertThat(policy.explain(ALICE)).contains("is closed to");
    }

    @Test
    void aFailingListenerDoesNotDisturb() {
        PeerPolicy policy = policy("role=admin", AUTHORITY).onDenial(denial -> {
            throw new IllegalStateException("no window");
        });

        assertThat(policy.allows(ALICE)).isFalse();
    }
}
