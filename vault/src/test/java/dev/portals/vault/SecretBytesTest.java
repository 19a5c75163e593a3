package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
    private static final byte[] CANARY =
            Vectors.hex("c0ffee00c0ffee11c0ffee22c0ffee33c0ffee44c0ffee55c0ffee66c0ffee77");

    @Test
    void aDestroyedSecretCannotBeUsed() {
        SecretBytes secret = SecretBytes.copyOf(CANARY);
        secret.close();
        assertThatThrownBy(secret::reveal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secret.slice(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(secret.length()).isEqualTo(32);
        secret.close();
    }

    @Test
    void destroyingOverwritesTheBytes() {
        byte[] given = CANARY.clone();
        SecretBytes.owning(given).close();
        assertThat(given).containsOnly(0);
    }

    @Test
    void aCopyLeavesTheCallersArrayAlone() {
        byte[] given = CANARY.clone();
        try (SecretBytes secret = SecretBytes.copyOf(given)) {
            given[0] = 0;
            assertThat(secret.reveal()).isEqualTo(CANARY);
        }
        assertThat(given[1]).isEqualTo(CANARY[1]);
    }

    @Test
    void whatIsRevealedIsTheCallersOwn() {
        SecretBytes secret = SecretBytes.copyOf(CANARY);
        secret.reveal()[0] = 0;
        assertThat(secret.reveal()).isEqualTo(CANARY);
    }

    @Test
    void aSliceLivesOnItsOwn() {
        SecretBytes secret = SecretBytes.copyOf(CANARY);
        SecretBytes slice = secret.slice(4, 8);
        secret.close();
        assertThat(slice.reveal()).isEqualTo(Vectors.hex("c0ffee11"));
    }

    @Test
    void secretsCompareByContentButAllHashAlike() {
        SecretBytes secret = SecretBytes.copyOf(CANARY);
        SecretBytes other = SecretBytes.copyOf(new byte[32]);
        assertThat(secret).isEqualTo(SecretBytes.copyOf(CANARY)).isNotEqualTo(other);
        assertThat(secret.hashCode()).isEqualTo(other.hashCode());
        assertThat(secret.equals("text")).isFalse();
    }

    @Test
    void theTextFormTellsTheLengthOnly() {
        assertThat(SecretBytes.copyOf(CANARY)).hasToString("SecretBytes[32]");
    }

    /** A reader in a race with the destruction gets the bytes or a failure: never zeros, which would become a key. */
    @Test
    void noReaderSeesAHalfDestroyedSecret() throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                SecretBytes secret = SecretBytes.copyOf(CANARY);
                Future<?> closing = thread.submit(secret::close);
                boolean destroyed = false;
                while (!destroyed) {
                    try {
                        assertThat(secret.reveal()).isEqualTo(CANARY);
                    } catch (IllegalStateException e) {
                        destroyed = true;
                    }
                }
                closing.get();
            }
        }
    }
}
