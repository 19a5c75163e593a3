package dev.portals.orchestrator.usage;

import java.util.Locale;

/** Amounts as people read them. */
public final class Amounts {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Amounts() {}

    /** Bytes, in powers of a thousand, with a digit behind the point where it says something. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        String number = String.format(Locale.ROOT, unit == 0 || amount >= 99.95 ? "%.0f" : "%.1f", amount);
        return number.replaceFirst("\\.0$", "") + ' ' + UNITS[unit];
    }

    /** A number, in groups of three digits. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }
}
