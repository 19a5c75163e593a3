package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.policy.Environment;
import dev.portals.core.policy.PolicyExpression;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharingPolicyTest {
    private static final Identifier SELF = Identifier.parse("I" + "1".repeat(64));
    private static final Identifier OTHER = Identifier.parse("I" + "2".repeat(64));

    @Test
    void withoutGuestsOnlyThisComputerIsLetIn() {
        PolicyExpression policy = Sharing.allowed(SELF, List.of(), false);
        assertThat(allows(policy, SELF, Map.of())).isTrue();
        assertThat(allows(policy, OTHER, Map.of())).isFalse();
        assertThat(allows(policy, OTHER, Map.of("invitation_email", ""))).isFalse();
        assertThat(allows(policy, OTHER, Map.of("ockam-role", "enroller"))).isFalse();
    }

    @Test
    void guestsAreLetInByTheAddressOfTheirInvitation() {
        PolicyExpression policy = policy("bob@example.org", "carol@example.org");
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "bob@example.org")))
                .isTrue();
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "carol@example.org")))
                .isTrue();
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "dave@example.org")))
                .isFalse();
        assertThat(allows(policy, OTHER, Map.of("email", "bob@example.org"))).isFalse();
    }

    @Test
    void theCaseInWhichAnAddressWasTypedDoesNotMatter() {
        PolicyExpression policy = policy("Bob@Example.org");
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "bob@example.org")))
                .isTrue();
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "Bob@Example.org")))
                .isTrue();
    }

    @Test
    void otherDevicesOfThePersonAreLetInOnlyWhenInvited() {
        assertThat(allows(Sharing.allowed(SELF, List.of(), true), OTHER, Map.of("ockam-role", "enroller")))
                .isTrue();
        assertThat(allows(Sharing.allowed(SELF, List.of(), true), OTHER, Map.of("ockam-role", "member")))
                .isFalse();
    }

    /** Each has a credential that lacks what the other is let in by. */
    @Test
    void whoHasInvitedThemselvesStillLetsInTheirGuestsAndTheOtherWayRound() {
        PolicyExpression policy = Sharing.allowed(SELF, List.of("ada@example.org", "bob@example.org"), true);
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "bob@example.org")))
                .isTrue();
        assertThat(allows(policy, OTHER, Map.of("ockam-role", "enroller"))).isTrue();
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "dave@example.org")))
                .isFalse();
        assertThat(allows(policy, OTHER, Map.of("ockam-role", "member"))).isFalse();
        assertThat(allows(policy, OTHER, Map.of())).isFalse();
    }

    @Test
    void anAddressCantSayMoreThanAnAddress() {
        for (String evil : List.of(
                "\"]) (= \"a\" \"a\") (member? subject.x [\"",
                "\\",
                "a\nb",
                "x\" \"mallory@example.org",
                "\"",
                "\u0000")) {
            PolicyExpression policy = policy(evil, "bob@example.org");
            assertThat(allows(policy, OTHER, Map.of())).as(evil).isFalse();
            assertThat(allows(policy, OTHER, Map.of("invitation_email", "mallory@example.org")))
                    .as(evil)
                    .isFalse();
            assertThat(allows(policy, OTHER, Map.of("invitation_email", "bob@example.org")))
                    .as(evil)
                    .isTrue();
        }
    }

    @Test
    void anAddressMayHaveBracketsAndQuotes() {
        PolicyExpression policy = policy("o'hara)(@example.org", "é@example.org");
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "o'hara)(@example.org")))
                .isTrue();
        assertThat(allows(policy, OTHER, Map.of("invitation_email", "é@example.org")))
                .isTrue();
    }

    private static PolicyExpression policy(String... emails) {
        Collection<String> all = List.of(emails);
        return Sharing.allowed(SELF, all, false);
    }

    private static boolean allows(PolicyExpression policy, Identifier subject, Map<String, String> attributes) {
        return policy.allows(Environment.builder()
                .resource("web", "handle_message")
                .subject(subject.toString(), true, attributes)
                .build());
    }
}
