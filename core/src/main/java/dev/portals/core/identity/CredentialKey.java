package dev.portals.core.identity;

import dev.portals.vault.KeyHandle;
import dev.portals.vault.VerifyingKey;

/**
 * The key with which one of our identities signs credentials.
 *
 * @param handle of the secret, in the credential signing vault
 * @param publicKey its public half
 * @param attestation by the identity, which goes with every credential
 */
public record CredentialKey(KeyHandle handle, VerifyingKey publicKey, PurposeKeyAttestation attestation) {}
