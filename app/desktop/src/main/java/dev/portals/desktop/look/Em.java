package dev.portals.desktop.look;

/** Lengths of what holds letters: they grow with the letters. Set before screens are made. */
public final class Em {
    private static volatile double times = 1;

    private Em() {}

    /** How large letters are; 1 is the design's size. */
    static void times(double letters) {
        times = letters;
    }

    /** So many pixels of the design. */
    public static double px(double design) {
        return design * times;
    }
}
