package dev.portals.vault;

import dev.portals.vault.VaultException.Reason;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A vault that computes in this process, over a {@link KeyStore}. A handle is the SHA-256 of the raw public key (spec 02
 * section 1.5). Ephemeral keys never reach the store. Thread-safe; it may read a file, so it isn't for event loops unless
 * the store is in memory.
 */
public final class SoftwareVault implements SigningVault, AgreementVault, AutoCloseable {
    private final KeyStore store;
    private final KeyStore ephemeral = KeyStore.inMemory();
    private final AgreementKeys agreementKeys = new AgreementKeys();
    private final RandomGenerator random;

    /** A vault over a store, with the system's randomness. */
    public SoftwareVault(KeyStore store) {
        this(store, new SecureRandom());
    }

    /**
     * A vault over a store, which it closes with itself.
     *
     * @param random where new secrets come from; anything but a {@link SecureRandom} is for tests
     */
    public SoftwareVault(KeyStore store, RandomGenerator random) {
        this.store = store;
        this.random = random;
    }

    /** A vault that forgets everything when it is closed. */
    public static SoftwareVault inMemory() {
        return new SoftwareVault(KeyStore.inMemory());
    }

    /** This vault in all three roles. */
    public Vault asVault() {
        return new Vault(this, this, this);
    }

    @Override
    public KeyHandle generateSigningKey(SigningAlgorithm algorithm) {
        try (SecretBytes secret = newSigningSecret(algorithm)) {
            return importSigningKey(algorithm, secret);
        }
    }

    /**
     * Keeps a signing key that was made elsewhere. The argument stays the caller's.
     *
     * @throws IllegalArgumentException if it isn't a secret of that algorithm: 32 bytes, for P-256 from 1 to n - 1
     */
    public KeyHandle importSigningKey(SigningAlgorithm algorithm, SecretBytes secret) {
        requireLength(secret);
        KeyHandle handle = withRaw(secret, raw -> {
            if (algorithm == SigningAlgorithm.ECDSA_P256_SHA256 && !P256.isScalar(raw)) {
                throw new IllegalArgumentException("a P-256 secret is a number from 1 to n - 1");
            }
            return handleOf(verifyingKey(algorithm, raw));
        });
        store.put(SecretKind.of(algorithm), handle, secret);
        return handle;
    }

    @Override
    public VerifyingKey verifyingKey(KeyHandle key) {
        return withSigningSecret(key, SoftwareVault::verifyingKey);
    }

    @Override
    public KeyHandle handleOf(VerifyingKey key) {
        return new KeyHandle(Sha256.digest(key.bytes()));
    }

    @Override
    public Signature sign(KeyHandle key, byte[] message) {
        return withSigningSecret(
                key,
                (algorithm, raw) -> new Signature(
                        algorithm,
                        switch (algorithm) {
                            case ED25519 -> Ed25519.sign(raw, message);
                            case ECDSA_P256_SHA256 -> P256.sign(raw, message);
                        }));
    }

    @Override
    public boolean deleteSigningKey(KeyHandle key) {
        boolean deleted = false;
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            deleted |= store.delete(SecretKind.of(algorithm), key);
        }
        return deleted;
    }

    @Override
    public KeyHandle generateStaticKey() {
        try (SecretBytes secret = SecretBytes.owning(randomBytes())) {
            return importAgreementKey(secret);
        }
    }

    @Override
    public KeyHandle generateEphemeralKey() {
        try (SecretBytes secret = SecretBytes.owning(randomBytes())) {
            return importEphemeralKey(secret);
        }
    }

    /**
     * Keeps a static X25519 key that was made elsewhere. The argument stays the caller's.
     *
     * @throws IllegalArgumentException if it hasn't 32 bytes
     */
    public KeyHandle importAgreementKey(SecretBytes secret) {
        return importAgreementKey(store, secret);
    }

    /**
     * Holds an X25519 key that was made elsewhere, in memory only. The argument stays the caller's.
     *
     * @throws IllegalArgumentException if it hasn't 32 bytes
     */
    public KeyHandle importEphemeralKey(SecretBytes secret) {
        return importAgreementKey(ephemeral, secret);
    }

    private KeyHandle importAgreementKey(KeyStore target, SecretBytes secret) {
        requireLength(secret);
        X25519PublicKey key = withRaw(secret, raw -> new X25519PublicKey(X25519.publicKey(raw)));
        KeyHandle handle = handleOf(key);
        target.put(SecretKind.X25519, handle, secret);
        agreementKeys.put(handle, key);
        return handle;
    }

    @Override
    public X25519PublicKey agreementKey(KeyHandle key) {
        // The secret is looked for although it isn't needed: a handle whose key is gone names nothing.
        return withAgreementSecret(key, raw -> agreementKeys.of(key, () -> new X25519PublicKey(X25519.publicKey(raw))));
    }

    @Override
    public KeyHandle handleOf(X25519PublicKey key) {
        return new KeyHandle(Sha256.digest(key.bytes()));
    }

    @Override
    public SecretBytes agree(KeyHandle key, X25519PublicKey peer) {
        return withAgreementSecret(key, raw -> {
            byte @Nullable [] shared = X25519.agree(raw, peer.bytes());
            if (shared == null) {
                throw new VaultException(Reason.WEAK_KEY, "the peer's X25519 key is of low order");
            }
            return SecretBytes.owning(shared);
        });
    }

    @Override
    public boolean deleteAgreementKey(KeyHandle key) {
        agreementKeys.forget(key);
        return ephemeral.delete(SecretKind.X25519, key) | store.delete(SecretKind.X25519, key);
    }

    /** Wipes the ephemeral keys and closes the store. Idempotent. */
    @Override
    public void close() {
        ephemeral.close();
        store.close();
    }

    @Override
    public String toString() {
        return "SoftwareVault[" + store + "]";
    }

    private interface SigningUse<T> {
        T apply(SigningAlgorithm algorithm, byte[] raw);
    }

    private <T> T withSigningSecret(KeyHandle key, SigningUse<T> use) {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            Optional<SecretBytes> found = store.find(SecretKind.of(algorithm), key);
            if (found.isPresent()) {
                try (SecretBytes secret = found.get()) {
                    return withRaw(secret, raw -> use.apply(algorithm, raw));
                }
            }
        }
        throw notFound("signing", key);
    }

    private <T> T withAgreementSecret(KeyHandle key, Function<byte[], T> use) {
        try (SecretBytes secret = ephemeral
                .find(SecretKind.X25519, key)
                .or(() -> store.find(SecretKind.X25519, key))
                .orElseThrow(() -> notFound("agreement", key))) {
            return withRaw(secret, use);
        }
    }

    private static <T> T withRaw(SecretBytes secret, Function<byte[], T> use) {
        byte[] raw = secret.reveal();
        try {
            return use.apply(raw);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    private static VerifyingKey verifyingKey(SigningAlgorithm algorithm, byte[] raw) {
        return new VerifyingKey(
                algorithm,
                switch (algorithm) {
                    case ED25519 -> Ed25519.publicKey(raw);
                    case ECDSA_P256_SHA256 -> P256.publicKey(raw);
                });
    }

    private SecretBytes newSigningSecret(SigningAlgorithm algorithm) {
        byte[] raw = randomBytes();
        while (algorithm == SigningAlgorithm.ECDSA_P256_SHA256 && !P256.isScalar(raw)) {
            raw = randomBytes();
        }
        return SecretBytes.owning(raw);
    }

    private byte[] randomBytes() {
        byte[] raw = new byte[SecretKind.LENGTH];
        random.nextBytes(raw);
        return raw;
    }

    private static void requireLength(SecretBytes secret) {
        if (secret.length() != SecretKind.LENGTH) {
            throw new IllegalArgumentException("a secret has 32 bytes, not " + secret.length());
        }
    }

    private static VaultException notFound(String what, KeyHandle key) {
        return new VaultException(Reason.KEY_NOT_FOUND, "no " + what + " key " + key + " in this vault");
    }
}
