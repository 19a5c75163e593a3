package dev.portals.core.codec;

/** Heads of CBOR items, for code that writes into a buffer of its own. */
public final class Cbor {
    private Cbor() {}

    /** How many bytes the shortest head for that unsigned value takes: 1, 2, 3, 5 or 9. */
    public static int headLength(long value) {
        if (value < 0) {
            return 9;
        }
        if (value < 24) {
            return 1;
        }
        if (value <= 0xff) {
            return 2;
        }
        if (value <= 0xffff) {
            return 3;
        }
        return value <= 0xffff_ffffL ? 5 : 9;
    }

    /**
     * Writes the shortest head.
     *
     * @param major 0 unsigned, 1 negative, 2 bytes, 3 text, 4 array, 5 map
     * @param value unsigned
     * @return bytes written
     */
    public static int writeHead(byte[] out, int at, int major, long value) {
        int width = headLength(value);
        if (width == 1) {
            out[at] = (byte) (major << 5 | (int) value);
            return 1;
        }
        int info = switch (width) {
            case 2 -> 24;
            case 3 -> 25;
            case 5 -> 26;
            default -> 27;
        };
        out[at] = (byte) (major << 5 | info);
        for (int i = 1; i < width; i++) {
            out[at + i] = (byte) (value >>> 8 * (width - 1 - i));
        }
        return width;
    }
}
