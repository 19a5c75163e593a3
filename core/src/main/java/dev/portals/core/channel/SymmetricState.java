package dev.portals.core.channel;

import dev.portals.vault.AeadKey;
import dev.portals.vault.Hkdf;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The symmetric half of the handshake: h, ck, k and n of spec 02 section 5.4. Not thread-safe. */
final class SymmetricState implements AutoCloseable {
    private static final byte[] EMPTY = {};

    private byte[] h;
    private SecretBytes ck;
    private @Nullable SecretBytes k;
    private long n;

    /** The state before the first message; a name shorter than 32 bytes must have been padded with zeros. */
    SymmetricState(byte[] protocolName) {
        if (protocolName.length != 32) {
            throw new IllegalArgumentException("a protocol name has 32 bytes here");
        }
        ck = SecretBytes.copyOf(protocolName);
        h = Sha256.digest(protocolName);
    }

    private SymmetricState(SymmetricState other) {
        h = other.h;
        ck = copy(other.ck);
        k = other.k == null ? null : copy(other.k);
        n = other.n;
    }

    /** A state of its own with the same values, to try a message on. */
    SymmetricState copy() {
        return new SymmetricState(this);
    }

    private static SecretBytes copy(SecretBytes secret) {
        return SecretBytes.owning(secret.reveal());
    }

    void mixHash(byte[] data) {
        h = Sha256.digest(h, data);
    }

    /** Takes in the result of a key agreement; the secret is destroyed. */
    void mixKey(SecretBytes shared) {
        byte[] salt = ck.reveal();
        byte[] input = shared.reveal();
        try (shared;
                SecretBytes derived = Hkdf.derive(salt, input, EMPTY, 64)) {
            ck.close();
            ck = derived.slice(0, 32);
            if (k != null) {
                k.close();
            }
            k = derived.slice(32, 64);
            n = 0;
        } finally {
            Arrays.fill(salt, (byte) 0);
            Arrays.fill(input, (byte) 0);
        }
    }

    /** Seals into {@code out} at {@code at}: 16 bytes more than it is given. */
    void encryptAndHash(byte[] plaintext, byte[] out, int at) {
        try (AeadKey key = new AeadKey(key())) {
            int length = key.seal(n, h, plaintext, 0, plaintext.length, out, at);
            h = Sha256.digest(h, Arrays.copyOfRange(out, at, at + length));
            n++;
        }
    }

    /** Opens a part of a message; a {@link NoiseException} if it doesn't authenticate. */
    byte[] decryptAndHash(byte[] in, int from, int to) {
        try (AeadKey key = new AeadKey(key())) {
            byte[] plaintext = new byte[to - from - AeadKey.TAG_LENGTH];
            if (key.open(n, h, in, from, to - from, plaintext, 0) < 0) {
                throw new NoiseException("a handshake message does not authenticate");
            }
            h = Sha256.digest(h, Arrays.copyOfRange(in, from, to));
            n++;
            return plaintext;
        }
    }

    /** The two keys of the data phase, k1 and k2 one after the other. */
    SecretBytes split() {
        byte[] salt = ck.reveal();
        try {
            return Hkdf.derive(salt, EMPTY, EMPTY, 64);
        } finally {
            Arrays.fill(salt, (byte) 0);
        }
    }

    private SecretBytes key() {
        if (k == null) {
            throw new IllegalStateException("there is no key before the first agreement");
        }
        return k;
    }

    byte[] h() {
        return h.clone();
    }

    SecretBytes ck() {
        return ck;
    }

    @Nullable SecretBytes k() {
        return k;
    }

    long n() {
        return n;
    }

    @Override
    public void close() {
        ck.close();
        if (k != null) {
            k.close();
        }
    }

    @Override
    public String toString() {
        return "SymmetricState";
    }
}
