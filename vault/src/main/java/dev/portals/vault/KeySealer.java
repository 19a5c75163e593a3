package dev.portals.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Seals secrets for a {@link KeyStore} that keeps them where others may read, by a {@link MasterKey}:
 *
 * <pre>
 * "PVK1" | nonce (12) | sealed secret (32 + 16)      additional data: "PVK1" | kind u8 | handle
 * </pre>
 *
 * So a changed byte, or a sealed secret under another's name, doesn't open. Thread-safe.
 */
public final class KeySealer implements AutoCloseable {
    private static final byte[] MAGIC = "PVK1".getBytes(StandardCharsets.US_ASCII);

    /** Bytes of a sealed secret. */
    public static final int LENGTH = MAGIC.length + Sealed.OVERHEAD + SecretKind.LENGTH;

    private static final byte[] FINGERPRINT = "PVK1 fingerprint".getBytes(StandardCharsets.US_ASCII);

    private final SecretBytes master;

    private KeySealer(SecretBytes master) {
        this.master = master;
    }

    /**
     * Opens the master key, or makes one if the directory holds none.
     *
     * @param fresh whether nothing has been sealed by it yet; if something has, a missing key is an error
     * @throws VaultException CORRUPT if the key is missing or has been changed, STORAGE if it can't be read
     */
    public static KeySealer open(MasterKey masterKey, Path directory, boolean fresh) {
        return new KeySealer(masterKey.open(directory, fresh));
    }

    /** Tells master keys apart, and nothing about them: 32 bytes. */
    public byte[] fingerprint() {
        byte[] raw = master.reveal();
        try {
            return Sha256.digest(FINGERPRINT, raw);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** Seals a secret of 32 bytes, which stays the caller's. */
    public byte[] seal(SecretKind kind, KeyHandle handle, SecretBytes secret) {
        if (secret.length() != SecretKind.LENGTH) {
            throw new IllegalArgumentException("a secret has 32 bytes, not " + secret.length());
        }
        byte[] sealed = Sealed.seal(master, additionalData(kind, handle), secret);
        byte[] content = Arrays.copyOf(MAGIC, LENGTH);
        System.arraycopy(sealed, 0, content, MAGIC.length, sealed.length);
        return content;
    }

    /** The secret, which the caller destroys; empty if this master key didn't seal it under that name. */
    public Optional<SecretBytes> open(SecretKind kind, KeyHandle handle, byte[] content) {
        if (content.length != LENGTH || !Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        return Sealed.open(
                master, additionalData(kind, handle), Arrays.copyOfRange(content, MAGIC.length, content.length));
    }

    private static byte[] additionalData(SecretKind kind, KeyHandle handle) {
        byte[] name = handle.bytes();
        byte[] aad = Arrays.copyOf(MAGIC, MAGIC.length + 1 + name.length);
        aad[MAGIC.length] = (byte) kind.code();
        System.arraycopy(name, 0, aad, MAGIC.length + 1, name.length);
        return aad;
    }

    /** Wipes the master key. Idempotent. */
    @Override
    public void close() {
        master.close();
    }
}
