package dev.portals.orchestrator.account;

import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses as text: which ones are taken, and when two are the same. */
public final class Emails {
    /** The most characters of an address. */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL = 64;
    /** What HTML5 takes for an address: no quotes, no comments, no spaces, ASCII only. */
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+"
            + "@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

    private Emails() {}

    /** Whether that is one complete address. */
    public static boolean isValid(String email) {
        return email.length() <= MAX_LENGTH
                && email.indexOf('@') <= MAX_LOCAL
                && SYNTAX.matcher(email).matches();
    }

    /** The form in which addresses are compared and looked up: two that differ only in case are one. */
    public static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
