package dev.portals.command.peers;

import dev.portals.core.identity.ChannelKey;
import dev.portals.core.identity.Identities;
import dev.portals.vault.AgreementVault;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.X25519PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The initiator's side of the handshake (spec 02 section 5.4), which can seal whatever it is told to. */
final class NoiseInitiator {
    private static final byte[] NAME = "OCKAM_XX_25519_AES256_GCM_SHA256".getBytes(StandardCharsets.US_ASCII);

    private final AgreementVault vault;
    private final ChannelKey own;
    private final KeyHandle ephemeral;
    private byte[] hash;
    private byte[] chain = NAME;
    private byte[] key = new byte[0];
    private long nonce;
    private X25519PublicKey peer;

    NoiseInitiator(Identities identities, ChannelKey own) throws GeneralSecurityException {
        this.vault = identities.vault().agreement();
        this.own = own;
        this.ephemeral = vault.generateEphemeralKey();
        this.peer = own.publicKey();
        this.hash = MessageDigest.getInstance("SHA-256").digest(NAME);
    }

    byte[] message1() throws GeneralSecurityException {
        byte[] bytes = vault.agreementKey(ephemeral).bytes();
        mixHash(bytes);
        mixHash(new byte[0]);
        return bytes;
    }

    /** Reads message 2. */
    void message2(byte[] message) throws GeneralSecurityException {
        byte[] re = Arrays.copyOf(message, 32);
        peer = new X25519PublicKey(re);
        mixHash(re);
        mixKey(ephemeral, peer);
        X25519PublicKey rs = new X25519PublicKey(open(Arrays.copyOfRange(message, 32, 80)));
        mixKey(ephemeral, rs);
        open(Arrays.copyOfRange(message, 80, message.length));
    }

    /** Seals message 3 with that payload. */
    byte[] message3(byte[] payload) throws GeneralSecurityException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(seal(own.publicKey().bytes()));
        mixKey(own.handle(), peer);
        message.writeBytes(seal(payload));
        vault.deleteAgreementKey(ephemeral);
        return message.toByteArray();
    }

    /** The record of that number under the first key, for a plaintext that need not be one. */
    byte[] record(long number, byte[] plaintext) throws GeneralSecurityException {
        byte[] sealing = Arrays.copyOfRange(derive(new byte[0]), 32, 64);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(sealing, "AES"), iv(number));
        byte[] sealed = cipher.doFinal(plaintext);
        return ByteBuffer.allocate(8 + sealed.length)
                .putLong(number)
                .put(sealed)
                .array();
    }

    private void mixHash(byte[] bytes) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(hash);
        hash = digest.digest(bytes);
    }

    private void mixKey(KeyHandle mine, X25519PublicKey theirs) throws GeneralSecurityException {
        byte[] derived;
        try (SecretBytes shared = vault.agree(mine, theirs)) {
            derived = derive(shared.reveal());
        }
        chain = Arrays.copyOf(derived, 32);
        key = Arrays.copyOfRange(derived, 32, 64);
        nonce = 0;
    }

    private byte[] derive(byte[] input) throws GeneralSecurityException {
        byte[] extracted = hmac(chain, input);
        byte[] first = hmac(extracted, new byte[] {1});
        byte[] both = Arrays.copyOf(first, 33);
        both[32] = 2;
        byte[] derived = Arrays.copyOf(first, 64);
        System.arraycopy(hmac(extracted, both), 0, derived, 32, 32);
        return derived;
    }

    private static byte[] hmac(byte[] key, byte[] input) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(input);
    }

    private byte[] seal(byte[] plaintext) throws GeneralSecurityException {
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE).doFinal(plaintext);
        mixHash(sealed);
        return sealed;
    }

    private byte[] open(byte[] sealed) throws GeneralSecurityException {
        byte[] plaintext = cipher(Cipher.DECRYPT_MODE).doFinal(sealed);
        mixHash(sealed);
        return plaintext;
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), iv(nonce++));
        cipher.updateAAD(hash);
        return cipher;
    }

    private static GCMParameterSpec iv(long number) {
        return new GCMParameterSpec(
                128, ByteBuffer.allocate(12).putInt(0).putLong(number).array());
    }
}
