package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.credential.CredentialException.Reason;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityVectors;
import dev.portals.core.identity.ManualClock;
import dev.portals.core.identity.PurposeKeyAttestation;
import dev.portals.vault.SigningAlgorithm;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Attributes MEMBER = Attributes.of(Map.of("ockam-role", "member", "ockam-relay", "*"));

    private final ManualClock clock = new ManualClock(1_800_000_000);
    private final Identities authorityNode = IdentityVectors.empty(clock);
    private final Identities node = IdentityVectors.empty(clock);
    private final MemoryAttributeStore store = new MemoryAttributeStore(100);
    private final Credentials issuing = new Credentials(authorityNode, AttributeStore.inMemory(), clock);
    private final Credentials verifying = new Credentials(node, store, clock);
    private final Identifier authority =
            authorityNode.create(SigningAlgorithm.ED25519).identifier();
    private final Identifier member = node.create(SigningAlgorithm.ED25519).identifier();

    @BeforeEach
    void eachKnowsTheOther() {
        node.learn(authorityNode.find(authority).orElseThrow().history(), authority);
        authorityNode.verifyAndStore(node.find(member).orElseThrow().history(), member);
    }

    private Credential issue(Attributes attributes) {
        return issuing.issue(authority, member, attributes, HOUR);
    }

    @Test
    void anIssuedCredentialIsBelievedElsewhere() {
        Credential received = Credential.fromHex(issue(MEMBER).toHex());
        VerifiedCredential verified = verifying.verify(received, member, Set.of(authority));
        assertThat(verified)
                .isEqualTo(new VerifiedCredential(
                        authority, member, MEMBER, clock.seconds(), clock.seconds() + HOUR.toSeconds()));
        assertThat(received.data().subjectLatestChangeHash())
                .isEqualTo(node.find(member).orElseThrow().latestChangeHash());
    }

    @ParameterizedTest
    @EnumSource
    void authoritiesAndMembersMayHaveKeysOfEitherKind(SigningAlgorithm algorithm) {
        Identifier other = authorityNode.create(algorithm).identifier();
        node.learn(authorityNode.find(other).orElseThrow().history(), other);
        Credential credential = issuing.issue(other, member, MEMBER, HOUR);
        assertThat(verifying.verify(credential, null, Set.of(authority, other)).issuer())
                .isEqualTo(other);
    }

    @Test
    void nothingIsIssuedToSomebodyUnknown() {
        Identifier stranger =
                IdentityVectors.empty(clock).create(SigningAlgorithm.ED25519).identifier();
        refused(Reason.UNKNOWN_SUBJECT, () -> issuing.issue(authority, stranger, MEMBER, HOUR));
    }

    @Test
    void aCredentialEndsWithItsIssuersKeyAtTheLatest() {
        Credential credential = issuing.issue(authority, member, MEMBER, Duration.ofDays(100 * 365));
        PurposeKeyAttestation.Content key = credential.issuerKey().content();
        assertThat(credential.data().expiresAt()).isEqualTo(key.expiresAt());
        assertThat(verifying.present(member, authority, credential)).isTrue();
    }

    @Test
    void aCredentialOfAnUnknownIssuerIsRefused() {
        Credentials elsewhere = new Credentials(IdentityVectors.empty(clock), AttributeStore.inMemory(), clock);
        refused(Reason.INVALID_ISSUER_KEY, () -> elsewhere.verify(issue(MEMBER), null, Set.of(authority)));
    }

    @Test
    void aCredentialIsRefusedOnceItsIssuerHasRotatedItsKey() {
        Credential credential = issue(MEMBER);
        authorityNode.rotate(authority, SigningAlgorithm.ECDSA_P256_SHA256);
        node.learn(authorityNode.find(authority).orElseThrow().history(), authority);
        refused(Reason.INVALID_ISSUER_KEY, () -> verifying.verify(credential, member, Set.of(authority)));
        assertThat(verifying.present(member, authority, issue(MEMBER))).isTrue();
    }

    @Test
    void aCredentialThatCouldNotBeVerifiedCanBeLater() {
        Credential credential = issue(MEMBER);
        clock.move(Duration.ofSeconds(-61));
        assertThat(verifying.present(member, authority, credential)).isFalse();
        assertThat(verifying.attributes(member, authority)).isEmpty();
        clock.move(Duration.ofSeconds(1));
        assertThat(verifying.present(member, authority, credential)).isTrue();
    }

    @Test
    void presentedAttributesAreKeptUntilTheyExpire() {
        assertThat(verifying.present(member, authority, issue(MEMBER))).isTrue();
        AttributesEntry entry = verifying.attributes(member, authority).orElseThrow();
        assertThat(entry)
                .isEqualTo(new AttributesEntry(MEMBER, clock.seconds(), clock.seconds() + HOUR.toSeconds(), authority));
        clock.move(HOUR.minusSeconds(1));
        assertThat(verifying.attributes(member, authority)).isPresent();
        clock.move(Duration.ofSeconds(1));
        assertThat(verifying.attributes(member, authority)).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Test
    void whatOneAuthoritySaysDoesNotReplaceWhatAnotherSays() {
        Identifier second = authorityNode.create(SigningAlgorithm.ED25519).identifier();
        node.learn(authorityNode.find(second).orElseThrow().history(), second);
        verifying.present(member, authority, issue(MEMBER));
        Attributes others = Attributes.of(Map.of("project", "p"));
        verifying.present(member, second, issuing.issue(second, member, others, HOUR));
        assertThat(verifying.attributes(member, authority).orElseThrow().attributes())
                .isEqualTo(MEMBER);
        assertThat(verifying.attributes(member, second).orElseThrow().attributes())
                .isEqualTo(others);
    }

    @Test
    void aLaterCredentialReplacesTheEarlierOfTheSameAuthority() {
        verifying.present(member, authority, issue(MEMBER));
        Attributes others = Attributes.of(Map.of("project", "p"));
        verifying.present(member, authority, issue(others));
        assertThat(verifying.attributes(member, authority).orElseThrow().attributes())
                .isEqualTo(others);
        assertThat(store.size()).isOne();
    }

    @Test
    void aCredentialOfAnotherAuthorityOrSubjectIsNotKept() {
        Credential credential = issue(MEMBER);
        assertThat(verifying.present(member, member, credential)).isFalse();
        assertThat(verifying.present(authority, authority, credential)).isFalse();
        assertThat(store.size()).isZero();
    }

    @Test
    void theStoreOfAttributesIsBounded() {
        MemoryAttributeStore small = new MemoryAttributeStore(2);
        AttributesEntry entry = new AttributesEntry(MEMBER, 0, null, authority);
        for (int i = 0; i < 5; i++) {
            byte[] name = new byte[32];
            name[0] = (byte) i;
            small.put(Identifier.of(name), entry);
        }
        assertThat(small.size()).isEqualTo(2);
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
