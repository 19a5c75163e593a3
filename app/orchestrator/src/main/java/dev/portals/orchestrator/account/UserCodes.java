package dev.portals.orchestrator.account;

import java.util.Locale;

/** Codes that a person reads on one device and types on another: eight letters, none a vowel (RFC 8628 section 6.1). */
final class UserCodes {
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final int MOST_TYPED = 40;

    private UserCodes() {}

    static String random() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt((int) Secrets.random(LETTERS.length())));
        }
        return code.toString();
    }

    /** As it is shown: {@code ABCD-EFGH}. */
    static String shown(String code) {
        return code.substring(0, LENGTH / 2) + '-' + code.substring(LENGTH / 2);
    }

    /** What a person meant; empty if that can't be a code. */
    static String typed(String text) {
        if (text.length() > MOST_TYPED) {
            return "";
        }
        String code = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return code.length() == LENGTH ? code : "";
    }
}
