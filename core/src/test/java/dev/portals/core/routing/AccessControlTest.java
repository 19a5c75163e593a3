package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessControlTest {
    private static final Address A = Address.local("a");
    private static final Address B = Address.local("b");
    private static final Message TO_A_THEN_B = Message.of(Route.of(A, B), Route.of(B), Unpooled.EMPTY_BUFFER);
    private static final Message TO_B_THEN_A = Message.of(Route.of(B, A), Route.of(A), Unpooled.EMPTY_BUFFER);

    private static final AccessControl YES = AccessControl.ALLOW_ALL;
    private static final AccessControl NO = AccessControl.DENY_ALL;

    private static boolean asks(AccessControl rule) {
        return rule.allows(A, TO_A_THEN_B);
    }

    @Test
    void theSourceIsTheMailboxAndNotTheReturnRoute() {
        AccessControl fromA = AccessControl.fromSources(Set.of(A));
        assertThat(fromA.allows(A, TO_A_THEN_B)).isTrue();
        assertThat(fromA.allows(B, TO_B_THEN_A)).isFalse();
        assertThat(AccessControl.fromSources(Set.of()).allows(A, TO_A_THEN_B)).isFalse();
        assertThat(AccessControl.fromSources(Set.of(A, B)).allows(B, TO_A_THEN_B))
                .isTrue();
    }

    @Test
    void onlyTheNextHopIsLookedAtOnTheWayOut() {
        AccessControl towardsA = AccessControl.towards(Set.of(A));
        assertThat(towardsA.allows(B, TO_A_THEN_B)).isTrue();
        assertThat(towardsA.allows(B, TO_B_THEN_A)).isFalse();
        assertThat(AccessControl.towards(Set.of()).allows(B, TO_A_THEN_B)).isFalse();
    }

    @Test
    void allOfNothingAllowsAndAnyOfNothingDenies() {
        assertThat(asks(AccessControl.all(List.of()))).isTrue();
        assertThat(asks(AccessControl.any(List.of()))).isFalse();
    }

    @Test
    void allNeedsEveryRule() {
        assertThat(asks(AccessControl.all(List.of(YES, YES)))).isTrue();
        assertThat(asks(AccessControl.all(List.of(YES, NO)))).isFalse();
        assertThat(asks(AccessControl.all(List.of(NO, YES)))).isFalse();
    }

    @Test
    void anyNeedsOneRule() {
        assertThat(asks(AccessControl.any(List.of(NO, YES)))).isTrue();
        assertThat(asks(AccessControl.any(List.of(YES, NO)))).isTrue();
        assertThat(asks(AccessControl.any(List.of(NO, NO)))).isFalse();
    }

    @Test
    void rulesNest() {
        assertThat(asks(AccessControl.all(List.of(YES, AccessControl.any(List.of(NO, YES))))))
                .isTrue();
        assertThat(asks(AccessControl.any(List.of(NO, AccessControl.all(List.of(YES, NO))))))
                .isFalse();
    }

    @Test
    void onlyWhatCameOutOfAChannelHasAPeer() {
        assertThat(asks(AccessControl.ANY_CHANNEL_PEER)).isFalse();
        Message fromPeer =
                new Message(Route.of(A), Route.EMPTY, Unpooled.EMPTY_BUFFER, Identifier.of(new byte[32]), null);
        assertThat(AccessControl.ANY_CHANNEL_PEER.allows(A, fromPeer)).isTrue();
    }

    @Test
    void aMessageKeepsItsPeerAndOriginWhenItsRoutesChange() {
        Inflow origin = outflow -> {};
        Identifier peer = Identifier.of(new byte[32]);
        Message message = new Message(Route.of(A), Route.EMPTY, Unpooled.EMPTY_BUFFER, peer, origin);
        assertThat(message.withOnward(Route.of(B)))
                .isEqualTo(new Message(Route.of(B), Route.EMPTY, Unpooled.EMPTY_BUFFER, peer, origin));
        assertThat(message.withRoutes(Route.of(B), Route.of(A)))
                .isEqualTo(new Message(Route.of(B), Route.of(A), Unpooled.EMPTY_BUFFER, peer, origin));
        assertThat(Message.of(Route.EMPTY, Route.EMPTY, Unpooled.EMPTY_BUFFER).peer())
                .isNull();
    }
}
