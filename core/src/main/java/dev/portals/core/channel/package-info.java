/** Secure channels: the Noise XX handshake between two identities, and the encrypted messages that follow it. */
@NullMarked
package dev.portals.core.channel;

import org.jspecify.annotations.NullMarked;
