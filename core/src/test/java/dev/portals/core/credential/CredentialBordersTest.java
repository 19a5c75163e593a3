package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.CredentialException.Reason;
import dev.portals.core.identity.CredentialKey;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.identity.IdentityVectors;
import dev.portals.core.identity.ManualClock;
import dev.portals.core.identity.Signed;
import dev.portals.vault.SigningAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials at the borders of their validity and in hostile hands (spec 02 sections 4.3 to 4.5). */
class CredentialBordersTest {
    private static final Attributes MEMBER = Attributes.of(Map.of("role", "member"));
    private static final long FIVE_YEARS = 5 * 365 * 86_400L;

    private final ManualClock clock = new ManualClock(1_800_000_000);
    private final Identities authorityNode = IdentityVectors.empty(clock);
    private final Identities node = IdentityVectors.empty(clock);
    private final Credentials issuing = new Credentials(authorityNode, AttributeStore.inMemory(), clock);
    private final Credentials verifying = new Credentials(node, AttributeStore.inMemory(), clock);
    private final Identifier authority =
            authorityNode.create(SigningAlgorithm.ED25519).identifier();
    private final Identifier member = node.create(SigningAlgorithm.ED25519).identifier();

    @BeforeEach
    void eachKnowsTheOther() {
        node.learn(authorityNode.find(authority).orElseThrow().history(), authority);
        authorityNode.verifyAndStore(node.find(member).orElseThrow().history(), member);
    }

    /** Signed by the authority's credential key, whatever it says. */
    private Credential signed(int type, CredentialData data) {
        CredentialKey key = authorityNode.credentialKey(authority);
        return new Credential(
                Signed.sign(type, data.encode(), authorityNode.vault().credentialSigning(), key.handle()),
                key.attestation());
    }

    private CredentialData data(@Nullable Identifier subject, long created, long expires) {
        return new CredentialData(subject, null, MEMBER, created, expires);
    }

    private @Nullable Reason verdict(Credential credential) {
        try {
            assertThat(verifying.verify(credential, member, Set.of(authority)).attributes())
                    .isEqualTo(MEMBER);
            return null;
        } catch (CredentialException e) {
            return e.reason();
        }
    }

    /** Seconds relative to now, which is when the authority's key was made. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, ",
        "0, 1, ",
        "0, -1, EXPIRED",
        "60, 100, ",
        "61, 100, NOT_YET_VALID",
        "-1, 100, OUTSIDE_KEY_VALIDITY",
        "0, 157680000, ",
        "0, 157680001, OUTSIDE_KEY_VALIDITY",
        "100000, 50, NOT_YET_VALID",
    })
    void aCredentialCountsWithinItsTimeAndItsKeys(long created, long expires, @Nullable Reason reason) {
        long now = clock.seconds();
        assertThat(verdict(signed(Signed.CREDENTIAL, data(member, now + created, now + expires))))
                .isEqualTo(reason);
    }

    @Test
    void timesBeyondTheSignAreNotTakenForThePast() {
        long now = clock.seconds();
        assertThat(verdict(signed(Signed.CREDENTIAL, data(member, -1, -1)))).isNotNull();
        assertThat(verdict(signed(Signed.CREDENTIAL, data(member, now, -1)))).isEqualTo(Reason.OUTSIDE_KEY_VALIDITY);
        assertThat(verdict(signed(Signed.CREDENTIAL, data(member, Long.MIN_VALUE, now + 5))))
                .isNotNull();
    }

    @Test
    void aCredentialAboutNobodyIsRefused() {
        long now = clock.seconds();
        Credential credential = signed(Signed.CREDENTIAL, data(null, now, now + 5));
        assertThat(verdict(credential)).isEqualTo(Reason.WRONG_SUBJECT);
        assertThat(verifying.present(member, authority, credential)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 255})
    void signedDataOfAnotherTypeAreNoCredential(int type) {
        long now = clock.seconds();
        assertThat(verdict(signed(type, data(member, now, now + 5)))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theHashOfTheSubjectsLatestChangeIsNotLookedAt() {
        long now = clock.seconds();
        for (byte[] hash : new byte[][] {null, new byte[32]}) {
            assertThat(verdict(signed(Signed.CREDENTIAL, new CredentialData(member, hash, MEMBER, now, now + 5))))
                    .isNull();
        }
        Credential issued = issuing.issue(authority, member, MEMBER, Duration.ofHours(1));
        node.rotate(member, SigningAlgorithm.ECDSA_P256_SHA256);
        assertThat(verdict(issued)).isNull();
    }

    @Test
    void aMembersOwnKeyDoesNotMakeItAnAuthority() {
        Credentials selfMade = new Credentials(node, AttributeStore.inMemory(), clock);
        Credential own = selfMade.issue(member, member, MEMBER, Duration.ofHours(1));
        assertThat(verdict(own)).isEqualTo(Reason.UNKNOWN_AUTHORITY);
        Credential genuine = issuing.issue(authority, member, MEMBER, Duration.ofHours(1));
        assertThat(verdict(new Credential(own.signed(), genuine.issuerKey()))).isEqualTo(Reason.INVALID_SIGNATURE);
        assertThat(verdict(new Credential(genuine.signed(), own.issuerKey()))).isEqualTo(Reason.UNKNOWN_AUTHORITY);
    }

    @Test
    void aChannelKeyDoesNotSignCredentials() {
        Credential genuine = issuing.issue(authority, member, MEMBER, Duration.ofHours(1));
        Credential wrong = new Credential(
                genuine.signed(), authorityNode.channelKey(authority).attestation());
        assertThat(verdict(wrong)).isEqualTo(Reason.INVALID_ISSUER_KEY);
    }

    @Test
    void aCredentialLongerThanItsIssuersKeyIsCutWhenItIsIssued() {
        authorityNode.credentialKey(authority);
        clock.move(Duration.ofSeconds(FIVE_YEARS / 2));
        Credential credential = issuing.issue(authority, member, MEMBER, Duration.ofSeconds(FIVE_YEARS));
        assertThat(Long.compareUnsigned(
                        credential.data().expiresAt(),
                        credential.issuerKey().content().expiresAt()))
                .isLessThanOrEqualTo(0);
        assertThat(verdict(credential)).isNull();
    }

    @Test
    void everyFlippedBitIsNoticedOrChangesNothing() {
        byte[] genuine =
                issuing.issue(authority, member, MEMBER, Duration.ofHours(1)).encode();
        int believed = 0;
        for (int bit = 0; bit < genuine.length * 8; bit++) {
            byte[] flipped = genuine.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                believed += verdict(Credential.decode(flipped)) == null ? 1 : 0;
            } catch (DecodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(believed).isZero();
    }

    @Test
    void mutatedCredentialsNeverEscapeAndAreNeverBelieved() {
        byte[] genuine =
                issuing.issue(authority, member, MEMBER, Duration.ofHours(1)).encode();
        Random random = new Random(77);
        for (int round = 0; round < 10_000; round++) {
            byte[] mutated = genuine.clone();
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
            }
            if (Arrays.equals(mutated, genuine)) {
                continue;
            }
            try {
                Credential credential = Credential.decode(mutated);
                assertThat(verifying.present(member, authority, credential)).isFalse();
            } catch (DecodeException | IdentityException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(verifying.attributes(member, authority)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "81",
                "8280",
                "82828180",
                "9bffffffffffffffff",
                "82825bffffffffffffffff",
                "82825b00000000ffffffff",
                "9f9f9f",
                "f6",
                "a0",
                "828240820081580100"
            })
    void bytesThatAreNoCredentialAreRefused(String hex) {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> Credential.decode(HexFormat.of().parseHex(hex)));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Credential.fromHex(hex));
    }

    @Test
    void theTextFormIsHexWithAnySpaceAround() {
        Credential credential = issuing.issue(authority, member, MEMBER, Duration.ofHours(1));
        assertThat(Credential.fromHex(" \n" + credential.toHex() + "\t")).isEqualTo(credential);
        assertThat(Credential.fromHex(credential.toHex().toUpperCase(Locale.ROOT)))
                .isEqualTo(credential)
                .hasSameHashCodeAs(credential);
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Credential.fromHex("xyz"));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Credential.fromHex(credential.toHex() + "0"));
    }
}
