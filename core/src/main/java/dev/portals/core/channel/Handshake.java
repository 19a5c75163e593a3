package dev.portals.core.channel;

import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.channel.NoiseXX.FirstMessage;
import dev.portals.core.channel.NoiseXX.OwnKey;
import dev.portals.core.credential.Credential;
import dev.portals.core.identity.ChannelKey;
import dev.portals.core.identity.Identifier;
import dev.portals.vault.AeadKey;
import dev.portals.vault.AgreementVault;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.VaultException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handshake in either role, without its messages' ways (spec 02 section 5.8). Every method but {@link #close} is slow
 * and never called on a loop. A {@link NoiseException} leaves it as it was; a {@link ChannelException} ends it.
 */
final class Handshake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private final AgreementVault vault;
    private final Introductions introductions;
    private final boolean initiator;
    private final boolean keyExchangeOnly;
    private @Nullable FirstMessage first;
    private @Nullable ChannelKey key;
    private @Nullable KeyHandle ephemeral;
    private @Nullable NoiseXX noise;
    private @Nullable Credential presented;
    private boolean closed;

    /**
     * What a finished handshake gives.
     *
     * @param peer who the peer is
     * @param sealing for what we send
     * @param opening for what we receive
     * @param message what is still to be sent: the initiator's message 3
     * @param presented the credential that we presented
     */
    record Completed(
            Identifier peer,
            SealingCipher sealing,
            OpeningCipher opening,
            byte @Nullable [] message,
            @Nullable Credential presented) {
        void destroy() {
            sealing.close();
            opening.close();
        }
    }

    private Handshake(
            AgreementVault vault,
            Introductions introductions,
            boolean keyExchangeOnly,
            boolean initiator,
            @Nullable FirstMessage first) {
        this.vault = vault;
        this.introductions = introductions;
        this.keyExchangeOnly = keyExchangeOnly;
        this.initiator = initiator;
        this.first = first;
    }

    static Handshake initiator(AgreementVault vault, Introductions introductions, boolean keyExchangeOnly) {
        return new Handshake(vault, introductions, keyExchangeOnly, true, null);
    }

    static Handshake responder(
            AgreementVault vault, Introductions introductions, boolean keyExchangeOnly, FirstMessage first) {
        return new Handshake(vault, introductions, keyExchangeOnly, false, first);
    }

    /** Makes the keys and gives the first message that we send: 1 as the initiator, 2 as the responder. */
    synchronized byte[] begin() {
        requireOpen();
        if (initiator) {
            introductions.credential();
        }
        ChannelKey channelKey = introductions.channelKey();
        key = channelKey;
        OwnKey s = new OwnKey(channelKey.handle(), channelKey.publicKey());
        try {
            KeyHandle handle = vault.generateEphemeralKey();
            ephemeral = handle;
            OwnKey e = new OwnKey(handle, vault.agreementKey(handle));
            if (first == null) {
                NoiseXX started = NoiseXX.initiator(vault, s, e);
                noise = started;
                return started.writeMessage1(new byte[0]);
            }
            NoiseXX started = NoiseXX.responder(vault, s, e, first);
            noise = started;
            Introductions.Own introduced = introductions.introduce(channelKey);
            presented = introduced.presented();
            return started.writeMessage2(introduced.payload());
        } catch (NoiseException | VaultException e) {
            throw new ChannelException(Reason.HANDSHAKE, "the handshake can't begin: " + e.getMessage(), null, e);
        }
    }

    /** Takes the peer's introduction: message 2 as the initiator, 3 as the responder. */
    synchronized Completed finish(byte[] message) {
        requireOpen();
        NoiseXX xx = noise;
        ChannelKey channelKey = key;
        if (xx == null || channelKey == null) {
            throw new IllegalStateException("the handshake has not begun");
        }
        try {
            byte[] payload = initiator ? xx.readMessage2(message) : xx.readMessage3(message);
            try {
                Identifier peer = introductions.verify(payload, xx.peerStaticKey());
                byte[] answer = null;
                if (initiator) {
                    Introductions.Own introduced = introductions.introduce(channelKey);
                    presented = introduced.presented();
                    answer = xx.writeMessage3(introduced.payload());
                }
                Completed completed = complete(xx, peer, answer);
                close();
                return completed;
            } catch (NoiseException e) {
                throw new ChannelException(Reason.HANDSHAKE, e.sentence(), null, e);
            }
        } catch (VaultException e) {
            throw new ChannelException(Reason.HANDSHAKE, "the vault failed: " + e.getMessage(), null, e);
        }
    }

    private Completed complete(NoiseXX xx, Identifier peer, byte @Nullable [] message) {
        try (SecretBytes both = xx.split();
                SecretBytes k1 = both.slice(0, AeadKey.KEY_LENGTH);
                SecretBytes k2 = both.slice(AeadKey.KEY_LENGTH, 2 * AeadKey.KEY_LENGTH)) {
            return new Completed(
                    peer,
                    new SealingCipher(new AeadKey(initiator ? k2 : k1), !keyExchangeOnly),
                    new OpeningCipher(new AeadKey(initiator ? k1 : k2), !keyExchangeOnly),
                    message,
                    presented);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ChannelException(Reason.CLOSED, "the handshake was given up");
        }
    }

    /** Destroys the handshake's secrets, with the ephemeral key in the vault; waits for a step under way. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        if (noise != null) {
            noise.close();
            noise = null;
        }
        if (first != null) {
            first.state().close();
            first = null;
        }
        KeyHandle handle = ephemeral;
        ephemeral = null;
        if (handle != null) {
            try {
                vault.deleteAgreementKey(handle);
            } catch (VaultException e) {
                LOG.warn("an ephemeral key could not be deleted: {}", e.getMessage());
            }
        }
    }
}
