package dev.portals.vault;

/**
 * The keys of one node, in the parts that can be backed by different things (spec 02 section 1.1). Hashing, key
 * derivation, sealing and signature checks need no kept secret: see {@link Sha256}, {@link Hkdf}, {@link AeadKey},
 * {@link Signatures}.
 *
 * @param identitySigning primary keys of identities
 * @param credentialSigning keys that sign credentials
 * @param agreement X25519 keys of secure channels
 */
public record Vault(SigningVault identitySigning, SigningVault credentialSigning, AgreementVault agreement) {}
