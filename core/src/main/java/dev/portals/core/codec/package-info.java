/** CBOR and BARE as Ockam's peers write and read them, by hand where bytes are signed or hot. */
@NullMarked
package dev.portals.core.codec;

import org.jspecify.annotations.NullMarked;
