package dev.portals.core.identity;

import dev.portals.vault.KeyHandle;
import dev.portals.vault.X25519PublicKey;

/**
 * The static key of one of our identities' secure channels.
 *
 * @param handle of the secret, in the agreement vault
 * @param publicKey its public half
 * @param attestation by the identity, for the peer
 */
public record ChannelKey(KeyHandle handle, X25519PublicKey publicKey, PurposeKeyAttestation attestation) {}
