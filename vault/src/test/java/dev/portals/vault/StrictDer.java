package dev.portals.vault;

import java.util.Optional;

/** Turns a DER signature {@code SEQUENCE { INTEGER r, INTEGER s }} into r || s, and nothing but minimal DER. */
final class StrictDer {
    private final byte[] der;
    private int at;

    private StrictDer(byte[] der) {
        this.der = der;
    }

    static Optional<byte[]> signature(byte[] der) {
        // The two integers of a P-256 signature never need more than a one-byte length.
        if (der.length < 2 || der[0] != 0x30 || der[1] < 0 || der[1] != der.length - 2) {
            return Optional.empty();
        }
        StrictDer parser = new StrictDer(der);
        parser.at = 2;
        byte[] rs = new byte[64];
        boolean whole = parser.integer(rs, 32) && parser.integer(rs, 64) && parser.at == der.length;
        return whole ? Optional.of(rs) : Optional.empty();
    }

    /** Reads an unsigned integer of at most 32 bytes, right-aligned before {@code end}. */
    private boolean integer(byte[] out, int end) {
        if (at + 2 > der.length || der[at] != 0x02) {
            return false;
        }
        int length = der[at + 1];
        at += 2;
        if (length < 1 || length > der.length - at || der[at] < 0) {
            return false;
        }
        boolean padded = length > 1 && der[at] == 0;
        if (padded && der[at + 1] >= 0) {
            return false;
        }
        int skip = padded ? 1 : 0;
        if (length - skip > 32) {
            return false;
        }
        System.arraycopy(der, at + skip, out, end - (length - skip), length - skip);
        at += length;
        return true;
    }
}
