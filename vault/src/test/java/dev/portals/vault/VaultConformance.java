package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portals.vault.VaultException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every vault promises. A vault's own test extends this and says how the vault is opened; a vault that signs with
 * fewer algorithms, or agrees not at all, overrides {@link #signs} and {@link #agrees} and must then say {@link
 * Reason#UNSUPPORTED}.
 */
public abstract class VaultConformance {
    protected static final byte[] MESSAGE = "the 32-byte digest of some data".getBytes(StandardCharsets.UTF_8);
    private static final KeyHandle UNKNOWN = new KeyHandle(new byte[32]);

    private Vault vault;

    /** Opens a vault without keys. */
    protected abstract Vault open() throws Exception;

    /** Closes the open vault and opens it again; returns the new one. Only called if {@link #persistent}. */
    protected abstract Vault reopen() throws Exception;

    /** Closes what is open. */
    protected abstract void close() throws Exception;

    /** Whether kept keys outlive the object. */
    protected abstract boolean persistent();

    /** Whether the vault has that algorithm. */
    protected boolean signs(SigningAlgorithm algorithm) {
        return true;
    }

    /** Whether the vault holds agreement keys. */
    protected boolean agrees() {
        return true;
    }

    @BeforeEach
    final void openVault() throws Exception {
        vault = open();
    }

    @AfterEach
    final void closeVault() throws Exception {
        close();
    }

    private SigningVault signing() {
        return vault.identitySigning();
    }

    private AgreementVault agreement() {
        return vault.agreement();
    }

    /** Whether the test can go on; if the vault can't do it, that it says so. */
    private boolean supported(SigningAlgorithm algorithm) {
        if (!signs(algorithm)) {
            assertReason(() -> signing().generateSigningKey(algorithm), Reason.UNSUPPORTED);
        }
        return signs(algorithm);
    }

    private boolean agreementSupported() {
        if (!agrees()) {
            assertReason(() -> agreement().generateStaticKey(), Reason.UNSUPPORTED);
        }
        return agrees();
    }

    protected static void assertReason(Callable<?> action, Reason reason) {
        VaultException e = catchThrowableOfType(VaultException.class, action::call);
        assertThat(e).isNotNull();
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageMatching("(?s).{5,}");
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureVerifiesWithTheKeyOfItsHandle(SigningAlgorithm algorithm) {
        if (!supported(algorithm)) {
            return;
        }
        KeyHandle handle = signing().generateSigningKey(algorithm);
        VerifyingKey key = signing().verifyingKey(handle);
        Signature signature = signing().sign(handle, MESSAGE);

        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(signature.algorithm()).isEqualTo(algorithm);
        assertThat(Signatures.verify(key, MESSAGE, signature)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureIsGoodForNoOtherMessageAndNoOtherKey(SigningAlgorithm algorithm) {
        if (!supported(algorithm)) {
            return;
        }
        KeyHandle handle = signing().generateSigningKey(algorithm);
        VerifyingKey key = signing().verifyingKey(handle);
        VerifyingKey other = signing().verifyingKey(signing().generateSigningKey(algorithm));
        Signature signature = signing().sign(handle, MESSAGE);

        byte[] changed = MESSAGE.clone();
        changed[3] ^= 1;
        assertThat(Signatures.verify(key, changed, signature)).isFalse();
        assertThat(Signatures.verify(key, new byte[0], signature)).isFalse();
        assertThat(Signatures.verify(other, MESSAGE, signature)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void noBitOfASignatureCanBeFlipped(SigningAlgorithm algorithm) {
        if (!supported(algorithm)) {
            return;
        }
        KeyHandle handle = signing().generateSigningKey(algorithm);
        VerifyingKey key = signing().verifyingKey(handle);
        byte[] signature = signing().sign(handle, MESSAGE).bytes();
        for (int i = 0; i < signature.length; i++) {
            byte[] flipped = signature.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            assertThat(Signatures.verify(key, MESSAGE, new Signature(algorithm, flipped)))
                    .as("byte %d", i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 33, 65_536})
    void messagesOfAnyLengthAreSigned(int length) {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (supported(algorithm)) {
                KeyHandle handle = signing().generateSigningKey(algorithm);
                byte[] message = new byte[length];
                assertThat(Signatures.verify(
                                signing().verifyingKey(handle),
                                message,
                                signing().sign(handle, message)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHandleOfAPublicKeyIsTheOneItWasMadeUnder(SigningAlgorithm algorithm) {
        if (!supported(algorithm)) {
            return;
        }
        KeyHandle handle = signing().generateSigningKey(algorithm);
        assertThat(signing().handleOf(signing().verifyingKey(handle))).isEqualTo(handle);
    }

    @ParameterizedTest
    @EnumSource
    void everyGeneratedSigningKeyIsNew(SigningAlgorithm algorithm) {
        if (!supported(algorithm)) {
            return;
        }
        Set<VerifyingKey> keys = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            keys.add(signing().verifyingKey(signing().generateSigningKey(algorithm)));
        }
        assertThat(keys).hasSize(20);
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedSigningKeyIsGone(SigningAlgorithm algorithm) {
        if (!supported(algorithm)) {
            return;
        }
        KeyHandle handle = signing().generateSigningKey(algorithm);
        KeyHandle kept = signing().generateSigningKey(algorithm);

        assertThat(signing().deleteSigningKey(handle)).isTrue();
        assertThat(signing().deleteSigningKey(handle)).isFalse();
        assertReason(() -> signing().sign(handle, MESSAGE), Reason.KEY_NOT_FOUND);
        assertReason(() -> signing().verifyingKey(handle), Reason.KEY_NOT_FOUND);
        assertThat(signing().sign(kept, MESSAGE)).isNotNull();
    }

    @Test
    void anUnknownSigningHandleIsNotFound() {
        assertReason(() -> signing().sign(UNKNOWN, MESSAGE), Reason.KEY_NOT_FOUND);
        assertReason(() -> signing().verifyingKey(UNKNOWN), Reason.KEY_NOT_FOUND);
        assertThat(signing().deleteSigningKey(UNKNOWN)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aSigningKeyOutlivesItsVaultObject(SigningAlgorithm algorithm) throws Exception {
        if (!persistent() || !supported(algorithm)) {
            return;
        }
        KeyHandle handle = signing().generateSigningKey(algorithm);
        VerifyingKey key = signing().verifyingKey(handle);
        vault = reopen();
        assertThat(signing().verifyingKey(handle)).isEqualTo(key);
        assertThat(Signatures.verify(key, MESSAGE, signing().sign(handle, MESSAGE)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedSigningKeyDoesNotComeBack(SigningAlgorithm algorithm) throws Exception {
        if (!persistent() || !supported(algorithm)) {
            return;
        }
        KeyHandle handle = signing().generateSigningKey(algorithm);
        signing().deleteSigningKey(handle);
        vault = reopen();
        assertReason(() -> signing().sign(handle, MESSAGE), Reason.KEY_NOT_FOUND);
    }

    @Test
    void bothSidesAgreeOnTheSameSecret() {
        if (!agreementSupported()) {
            return;
        }
        KeyHandle a = agreement().generateStaticKey();
        KeyHandle b = agreement().generateEphemeralKey();
        SecretBytes ab = agreement().agree(a, agreement().agreementKey(b));
        SecretBytes ba = agreement().agree(b, agreement().agreementKey(a));
        assertThat(ab.length()).isEqualTo(32);
        assertThat(ab).isEqualTo(ba);

        KeyHandle c = agreement().generateEphemeralKey();
        assertThat(agreement().agree(a, agreement().agreementKey(c))).isNotEqualTo(ab);
    }

    @Test
    void theHandleOfAnAgreementKeyIsTheOneItWasMadeUnder() {
        if (!agreementSupported()) {
            return;
        }
        for (KeyHandle handle :
                List.of(agreement().generateStaticKey(), agreement().generateEphemeralKey())) {
            assertThat(agreement().handleOf(agreement().agreementKey(handle))).isEqualTo(handle);
        }
    }

    /** Every encoding of a point of low order, with and without the unused top bit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void aPeerKeyOfLowOrderIsRefused(String hex) {
        if (!agreementSupported()) {
            return;
        }
        X25519PublicKey low = new X25519PublicKey(HexFormat.of().parseHex(hex));
        assertReason(() -> agreement().agree(agreement().generateStaticKey(), low), Reason.WEAK_KEY);
        assertReason(() -> agreement().agree(agreement().generateEphemeralKey(), low), Reason.WEAK_KEY);
    }

    @Test
    void aDeletedAgreementKeyIsGone() {
        if (!agreementSupported()) {
            return;
        }
        X25519PublicKey peer = agreement().agreementKey(agreement().generateStaticKey());
        for (KeyHandle handle :
                List.of(agreement().generateStaticKey(), agreement().generateEphemeralKey())) {
            assertThat(agreement().deleteAgreementKey(handle)).isTrue();
            assertThat(agreement().deleteAgreementKey(handle)).isFalse();
            assertReason(() -> agreement().agree(handle, peer), Reason.KEY_NOT_FOUND);
            assertReason(() -> agreement().agreementKey(handle), Reason.KEY_NOT_FOUND);
        }
    }

    @Test
    void anUnknownAgreementHandleIsNotFound() {
        if (!agreementSupported()) {
            return;
        }
        X25519PublicKey peer = agreement().agreementKey(agreement().generateStaticKey());
        assertReason(() -> agreement().agree(UNKNOWN, peer), Reason.KEY_NOT_FOUND);
        assertReason(() -> agreement().agreementKey(UNKNOWN), Reason.KEY_NOT_FOUND);
        assertThat(agreement().deleteAgreementKey(UNKNOWN)).isFalse();
    }

    @Test
    void aSigningHandleIsNoAgreementHandleAndTheReverse() {
        if (!agreementSupported() || !supported(SigningAlgorithm.ED25519)) {
            return;
        }
        KeyHandle signing = signing().generateSigningKey(SigningAlgorithm.ED25519);
        KeyHandle agreement = agreement().generateStaticKey();

        assertReason(() -> agreement().agreementKey(signing), Reason.KEY_NOT_FOUND);
        assertReason(() -> signing().sign(agreement, MESSAGE), Reason.KEY_NOT_FOUND);
        assertThat(agreement().deleteAgreementKey(signing)).isFalse();
        assertThat(signing().deleteSigningKey(agreement)).isFalse();
        assertThat(signing().verifyingKey(signing)).isNotNull();
        assertThat(agreement().agreementKey(agreement)).isNotNull();
    }

    @Test
    void aStaticKeyOutlivesItsVaultObjectAndAnEphemeralOneDoesNot() throws Exception {
        if (!persistent() || !agreementSupported()) {
            return;
        }
        KeyHandle kept = agreement().generateStaticKey();
        KeyHandle ephemeral = agreement().generateEphemeralKey();
        X25519PublicKey key = agreement().agreementKey(kept);
        vault = reopen();
        assertThat(agreement().agreementKey(kept)).isEqualTo(key);
        assertReason(() -> agreement().agreementKey(ephemeral), Reason.KEY_NOT_FOUND);
    }

    @Test
    void theVaultCanBeUsedByManyThreads() throws Exception {
        List<Callable<Boolean>> work = new ArrayList<>();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (signs(algorithm)) {
                work.add(() -> {
                    KeyHandle handle = signing().generateSigningKey(algorithm);
                    Signature signature = signing().sign(handle, MESSAGE);
                    VerifyingKey key = signing().verifyingKey(handle);
                    return signing().deleteSigningKey(handle) && Signatures.verify(key, MESSAGE, signature);
                });
            }
        }
        if (agrees()) {
            work.add(() -> {
                KeyHandle a = agreement().generateEphemeralKey();
                KeyHandle b = agreement().generateStaticKey();
                SecretBytes ab = agreement().agree(a, agreement().agreementKey(b));
                boolean same = ab.equals(agreement().agree(b, agreement().agreementKey(a)));
                return same && agreement().deleteAgreementKey(a) && agreement().deleteAgreementKey(b);
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.addAll(work);
            }
            for (Future<Boolean> result : threads.invokeAll(all)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void nothingHasATextFormThatTellsASecret() {
        if (!agreementSupported()) {
            return;
        }
        KeyHandle a = agreement().generateStaticKey();
        SecretBytes shared =
                agreement().agree(a, agreement().agreementKey(agreement().generateEphemeralKey()));
        String hex = HexFormat.of().formatHex(shared.reveal());
        assertThat(shared.toString()).isEqualTo("SecretBytes[32]");
        assertThat(vault.toString()).doesNotContain(hex).hasSizeLessThan(1000);
        assertThatThrownBy(() -> agreement().agreementKey(UNKNOWN)).hasMessageNotContaining(hex);
    }
}
