package dev.portals.desktop.list;

import java.util.Locale;

/** Amounts of bytes in words. */
public final class Bytes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Bytes() {}

    /** “1.2 MB”: two digits that mean something. */
    public static String amount(long bytes, Locale locale) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(locale, unit > 0 && value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }
}
