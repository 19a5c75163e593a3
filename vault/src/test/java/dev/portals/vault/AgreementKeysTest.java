package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AgreementKeysTest {
    private final AgreementKeys keys = new AgreementKeys();
    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void aKeyIsComputedOnce() {
        assertThat(ask(1)).isEqualTo(key(1));
        assertThat(ask(1)).isEqualTo(key(1));
        assertThat(computed).hasValue(1);
    }

    @Test
    void aKeyThatWasPutIsNotComputed() {
        keys.put(handle(1), key(1));
        assertThat(ask(1)).isEqualTo(key(1));
        assertThat(computed).hasValue(0);
    }

    @Test
    void aForgottenKeyIsComputedAgain() {
        keys.put(handle(1), key(1));
        keys.forget(handle(1));
        assertThat(ask(1)).isEqualTo(key(1));
        assertThat(computed).hasValue(1);
    }

    @Test
    void theOneThatWasUsedLongestAgoMakesRoom() {
        for (int number = 0; number < AgreementKeys.MOST; number++) {
            keys.put(handle(number), key(number));
        }
        ask(0);
        keys.put(handle(AgreementKeys.MOST), key(AgreementKeys.MOST));
        ask(0);
        assertThat(computed).hasValue(0);
        ask(1);
        assertThat(computed).hasValue(1);
    }

    @Test
    void aVaultNamesTheSameKeyBeforeAndAfterItIsForgottenHere() {
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            KeyHandle first = vault.generateStaticKey();
            X25519PublicKey key = vault.agreementKey(first);
            for (int others = 0; others <= AgreementKeys.MOST; others++) {
                vault.deleteAgreementKey(vault.generateEphemeralKey());
            }
            assertThat(vault.agreementKey(first)).isEqualTo(key);
            assertThat(vault.handleOf(key)).isEqualTo(first);
        }
    }

    @Test
    void aVaultNamesNoKeyThatIsDeletedEvenBehindItsBack() {
        KeyStore store = KeyStore.inMemory();
        try (SoftwareVault vault = new SoftwareVault(store)) {
            KeyHandle deleted = vault.generateStaticKey();
            vault.deleteAgreementKey(deleted);
            assertThatThrownBy(() -> vault.agreementKey(deleted)).isInstanceOf(VaultException.class);

            KeyHandle taken = vault.generateStaticKey();
            store.delete(SecretKind.X25519, taken);
            assertThatThrownBy(() -> vault.agreementKey(taken)).isInstanceOf(VaultException.class);
        }
    }

    private X25519PublicKey ask(int number) {
        return keys.of(handle(number), () -> {
            computed.incrementAndGet();
            return key(number);
        });
    }

    private static KeyHandle handle(int number) {
        return new KeyHandle(ByteBuffer.allocate(32).putInt(number).array());
    }

    private static X25519PublicKey key(int number) {
        return new X25519PublicKey(ByteBuffer.allocate(32).putInt(0, number).array());
    }
}
