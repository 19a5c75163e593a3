package dev.portals.core.channel;

import dev.portals.vault.AeadKey;
import dev.portals.vault.AgreementVault;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.VaultException;
import dev.portals.vault.X25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Noise XX as Ockam realises it (spec 02 section 5.4). A message that fails leaves the state from before it. It calls the
 * vault, so it may be slow. Not thread-safe.
 *
 * <pre>
 * message 1   e (32) | payload in the clear
 * message 2   e (32) | sealed s (48) | sealed payload (length + 16)
 * message 3   sealed s (48) | sealed payload (length + 16)
 * </pre>
 */
final class NoiseXX implements AutoCloseable {
    /** The longest handshake message, sent or received. */
    static final int MAX_MESSAGE = 65535;
    /** The shortest message 1. */
    static final int MIN_MESSAGE_1 = 32;
    /** The shortest message 2. */
    static final int MIN_MESSAGE_2 = 96;
    /** The shortest message 3. */
    static final int MIN_MESSAGE_3 = 64;

    private static final byte[] NAME = "OCKAM_XX_25519_AES256_GCM_SHA256".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY = 32;
    private static final int SEALED_KEY = KEY + AeadKey.TAG_LENGTH;

    /**
     * One of our own keys.
     *
     * @param handle names it in the vault
     * @param publicKey its public half
     */
    record OwnKey(KeyHandle handle, X25519PublicKey publicKey) {}

    /**
     * What is kept of a message 1: all that is needed to answer it, 200 bytes whatever its length.
     *
     * @param state after it was mixed in
     * @param re the peer's ephemeral key
     */
    record FirstMessage(SymmetricState state, X25519PublicKey re) {
        /** Reads message 1; its payload may be anything and is only mixed in. */
        static FirstMessage read(byte[] message) {
            return read(NAME, message);
        }

        static FirstMessage read(byte[] name, byte[] message) {
            requireLength(message, MIN_MESSAGE_1);
            byte[] re = Arrays.copyOf(message, KEY);
            SymmetricState state = new SymmetricState(name);
            state.mixHash(re);
            state.mixHash(Arrays.copyOfRange(message, KEY, message.length));
            return new FirstMessage(state, new X25519PublicKey(re));
        }
    }

    private final AgreementVault vault;
    private final OwnKey s;
    private final OwnKey e;
    private SymmetricState state;
    private @Nullable X25519PublicKey re;
    private @Nullable X25519PublicKey rs;

    private NoiseXX(AgreementVault vault, OwnKey s, OwnKey e, SymmetricState state, @Nullable X25519PublicKey re) {
        this.vault = vault;
        this.s = s;
        this.e = e;
        this.state = state;
        this.re = re;
    }

    static NoiseXX initiator(AgreementVault vault, OwnKey s, OwnKey e) {
        return initiator(NAME, vault, s, e);
    }

    static NoiseXX initiator(byte[] name, AgreementVault vault, OwnKey s, OwnKey e) {
        return new NoiseXX(vault, s, e, new SymmetricState(name), null);
    }

    /** Takes over the state of the first message. */
    static NoiseXX responder(AgreementVault vault, OwnKey s, OwnKey e, FirstMessage first) {
        return new NoiseXX(vault, s, e, first.state, first.re);
    }

    byte[] writeMessage1(byte[] payload) {
        byte[] message = new byte[length(KEY + payload.length)];
        byte[] own = e.publicKey.bytes();
        state.mixHash(own);
        state.mixHash(payload);
        System.arraycopy(own, 0, message, 0, KEY);
        System.arraycopy(payload, 0, message, KEY, payload.length);
        return message;
    }

    byte[] writeMessage2(byte[] payload) {
        byte[] message = new byte[length(MIN_MESSAGE_2 + payload.length)];
        byte[] own = e.publicKey.bytes();
        System.arraycopy(own, 0, message, 0, KEY);
        attempt(next -> {
            next.mixHash(own);
            next.mixKey(agree(e, re));
            next.encryptAndHash(s.publicKey.bytes(), message, KEY);
            next.mixKey(agree(s, re));
            next.encryptAndHash(payload, message, KEY + SEALED_KEY);
            return message;
        });
        return message;
    }

    /** Reads message 2 and gives its payload. */
    byte[] readMessage2(byte[] message) {
        requireLength(message, MIN_MESSAGE_2);
        X25519PublicKey ephemeral = new X25519PublicKey(Arrays.copyOf(message, KEY));
        return attempt(next -> {
            next.mixHash(ephemeral.bytes());
            next.mixKey(agree(e, ephemeral));
            X25519PublicKey peer = new X25519PublicKey(next.decryptAndHash(message, KEY, KEY + SEALED_KEY));
            next.mixKey(agree(e, peer));
            byte[] payload = next.decryptAndHash(message, KEY + SEALED_KEY, message.length);
            re = ephemeral;
            rs = peer;
            return payload;
        });
    }

    byte[] writeMessage3(byte[] payload) {
        byte[] message = new byte[length(MIN_MESSAGE_3 + payload.length)];
        return attempt(next -> {
            next.encryptAndHash(s.publicKey.bytes(), message, 0);
            next.mixKey(agree(s, re));
            next.encryptAndHash(payload, message, SEALED_KEY);
            return message;
        });
    }

    /** Reads message 3 and gives its payload. */
    byte[] readMessage3(byte[] message) {
        requireLength(message, MIN_MESSAGE_3);
        return attempt(next -> {
            X25519PublicKey peer = new X25519PublicKey(next.decryptAndHash(message, 0, SEALED_KEY));
            next.mixKey(agree(e, peer));
            byte[] payload = next.decryptAndHash(message, SEALED_KEY, message.length);
            rs = peer;
            return payload;
        });
    }

    /** The peer's static key, once its message has been read. */
    X25519PublicKey peerStaticKey() {
        if (rs == null) {
            throw new IllegalStateException("the peer has not introduced itself yet");
        }
        return rs;
    }

    /** The keys of the data phase, k1 and k2 one after the other; the initiator seals with k2. */
    SecretBytes split() {
        return state.split();
    }

    SymmetricState state() {
        return state;
    }

    private interface Step {
        byte[] on(SymmetricState next);
    }

    private byte[] attempt(Step step) {
        SymmetricState next = state.copy();
        byte[] result;
        try {
            result = step.on(next);
        } catch (RuntimeException failure) {
            next.close();
            throw failure;
        }
        state.close();
        state = next;
        return result;
    }

    private SecretBytes agree(OwnKey own, @Nullable X25519PublicKey peer) {
        if (peer == null) {
            throw new IllegalStateException("the peer's key is not known yet");
        }
        try {
            return vault.agree(own.handle, peer);
        } catch (VaultException failure) {
            if (failure.reason() == VaultException.Reason.WEAK_KEY) {
                throw new NoiseException("a handshake message holds a key of low order");
            }
            throw failure;
        }
    }

    private static void requireLength(byte[] message, int least) {
        if (message.length < least || message.length > MAX_MESSAGE) {
            throw new NoiseException("a handshake message has " + message.length + " bytes");
        }
    }

    private static int length(int length) {
        if (length > MAX_MESSAGE) {
            throw new NoiseException("a handshake message would have " + length + " bytes");
        }
        return length;
    }

    /** Destroys the secrets that are held here; the keys in the vault stay. */
    @Override
    public void close() {
        state.close();
    }
}
