package dev.portals.vault;

/** The two signature schemes of identities and credentials (spec 02 section 1.2). */
public enum SigningAlgorithm {
    /** Pure Ed25519: 32-byte seed, 32-byte public key, 64-byte signature. */
    ED25519,
    /** ECDSA on P-256 with SHA-256: 65-byte uncompressed public key, 64-byte r || s signature. */
    ECDSA_P256_SHA256
}
