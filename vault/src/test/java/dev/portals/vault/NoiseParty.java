package dev.portals.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One side of a Noise handshake of any pattern, interpreted token by token, over the vault and its primitives. */
final class NoiseParty {
    private static final byte[] NONE = new byte[0];

    private final boolean initiator;
    private final boolean psk;
    private final SoftwareVault vault;
    private final Deque<byte[]> psks;
    private final @Nullable KeyHandle s;
    private final KeyHandle e;
    private @Nullable X25519PublicKey rs;
    private @Nullable X25519PublicKey re;
    private byte[] h;
    private byte[] ck;
    private @Nullable AeadKey k;
    private long n;
    private @Nullable AeadKey sending;
    private @Nullable AeadKey receiving;
    private long sent;
    private long received;

    NoiseParty(
            boolean initiator,
            String name,
            boolean psk,
            SoftwareVault vault,
            Deque<byte[]> psks,
            @Nullable KeyHandle s,
            KeyHandle e) {
        this.initiator = initiator;
        this.psk = psk;
        this.vault = vault;
        this.psks = psks;
        this.s = s;
        this.e = e;
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        h = bytes.length <= 32 ? Arrays.copyOf(bytes, 32) : Sha256.digest(bytes);
        ck = h;
    }

    void start(byte[] prologue, @Nullable X25519PublicKey knownInitiator, @Nullable X25519PublicKey knownResponder) {
        mixHash(prologue);
        if (knownInitiator != null) {
            mixHash(knownInitiator.bytes());
        }
        if (knownResponder != null) {
            mixHash(knownResponder.bytes());
        }
        rs = initiator ? knownResponder : knownInitiator;
    }

    byte[] write(Iterable<String> tokens, byte[] payload) {
        byte[] message = NONE;
        for (String token : tokens) {
            switch (token) {
                case "e" -> {
                    byte[] key = vault.agreementKey(e).bytes();
                    mixEphemeral(key);
                    message = concat(message, key);
                }
                case "s" ->
                    message = concat(
                            message,
                            encryptAndHash(vault.agreementKey(Objects.requireNonNull(s))
                                    .bytes()));
                default -> mix(token);
            }
        }
        return concat(message, encryptAndHash(payload));
    }

    byte @Nullable [] read(Iterable<String> tokens, byte[] message) {
        int at = 0;
        for (String token : tokens) {
            switch (token) {
                case "e" -> {
                    re = new X25519PublicKey(Arrays.copyOfRange(message, at, at + 32));
                    mixEphemeral(re.bytes());
                    at += 32;
                }
                case "s" -> {
                    int length = k == null ? 32 : 48;
                    byte[] key = decryptAndHash(Arrays.copyOfRange(message, at, at + length));
                    if (key == null) {
                        return null;
                    }
                    rs = new X25519PublicKey(key);
                    at += length;
                }
                default -> mix(token);
            }
        }
        return decryptAndHash(Arrays.copyOfRange(message, at, message.length));
    }

    /** After the last handshake message. */
    void split() {
        try (SecretBytes okm = Hkdf.derive(ck, NONE, NONE, 64)) {
            AeadKey first = new AeadKey(okm.slice(0, 32));
            AeadKey second = new AeadKey(okm.slice(32, 64));
            sending = initiator ? first : second;
            receiving = initiator ? second : first;
        }
    }

    byte[] send(byte[] payload) {
        return seal(Objects.requireNonNull(sending), sent++, NONE, payload);
    }

    byte @Nullable [] receive(byte[] message) {
        return open(Objects.requireNonNull(receiving), received++, NONE, message);
    }

    byte[] handshakeHash() {
        return h.clone();
    }

    private void mix(String token) {
        if (token.equals("psk")) {
            try (SecretBytes okm = Hkdf.derive(ck, psks.removeFirst(), NONE, 96)) {
                ck = okm.slice(0, 32).reveal();
                mixHash(okm.slice(32, 64).reveal());
                useKey(okm.slice(64, 96));
            }
            return;
        }
        // The first letter of a DH token is the initiator's key, the second the responder's.
        char own = token.charAt(initiator ? 0 : 1);
        char other = token.charAt(initiator ? 1 : 0);
        KeyHandle mine = Objects.requireNonNull(own == 'e' ? e : s);
        X25519PublicKey theirs = Objects.requireNonNull(other == 'e' ? re : rs);
        try (SecretBytes shared = vault.agree(mine, theirs)) {
            mixKey(shared.reveal());
        }
    }

    private void mixEphemeral(byte[] key) {
        mixHash(key);
        if (psk) {
            mixKey(key);
        }
    }

    private void mixKey(byte[] input) {
        try (SecretBytes okm = Hkdf.derive(ck, input, NONE, 64)) {
            ck = okm.slice(0, 32).reveal();
            useKey(okm.slice(32, 64));
        }
    }

    private void useKey(SecretBytes key) {
        k = new AeadKey(key);
        n = 0;
    }

    private void mixHash(byte[] data) {
        h = Sha256.digest(h, data);
    }

    private byte[] encryptAndHash(byte[] plain) {
        byte[] sealed = k == null ? plain : seal(k, n++, h, plain);
        mixHash(sealed);
        return sealed;
    }

    private byte @Nullable [] decryptAndHash(byte[] sealed) {
        byte[] plain = k == null ? sealed : open(k, n++, h, sealed);
        mixHash(sealed);
        return plain;
    }

    private static byte[] seal(AeadKey key, long counter, byte[] aad, byte[] plain) {
        byte[] out = new byte[plain.length + AeadKey.TAG_LENGTH];
        key.seal(counter, aad, plain, 0, plain.length, out, 0);
        return out;
    }

    private static byte @Nullable [] open(AeadKey key, long counter, byte[] aad, byte[] sealed) {
        byte[] out = new byte[sealed.length];
        int length = key.open(counter, aad, sealed, 0, sealed.length, out, 0);
        return length < 0 ? null : Arrays.copyOf(out, length);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
