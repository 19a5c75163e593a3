/** Keys and the operations on them: signing, X25519 agreement, AES-256-GCM, SHA-256, HKDF, and the stores that keep secrets. */
@NullMarked
package dev.portals.vault;

import org.jspecify.annotations.NullMarked;
