package dev.portals.engine.diagnostics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes out of a text what nobody else may see: whatever looks like a key, a ticket, a token or a code, and who people are. What is the same
 * stays recognisable as the same within one redaction, and nowhere else. Identifiers are public and stay. Not thread-safe.
 */
final class Redaction {
    /** What is put in the place of a secret. */
    static final String REMOVED = "[removed]";

    // A log may be a mebibyte in one word: patterns begin where a word does and don't go back, so that all are linear.

    /** Named secrets: {@code code=…}, {@code "token": "…"}, {@code Authorization: Bearer …}. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:(?<![\\w-])[\\w-]*(?:token|ticket|secret|password|passphrase|verifier|cookie|credential|api[_-]?key|private[_-]?key)|authorization|\\b(?:\\w+[_-])?code|\\bstate|\\bnonce)[\"']?\\s*[=:]\\s*(?:bearer\\s+|basic\\s+)?+)(\"[^\"\\r"
                    + "\\n"
                    + "]{4,}\"|[^\\s\"'&;,{}\\[\\]]{4,})");

    private static final Pattern BEARER = Pattern.compile("(?i)(\\bbearer\\s+)([^\\s\"',;]+)");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\\z)", Pattern.DOTALL);
    /** An address with somebody's name and password in it. */
    private static final Pattern USER_INFO = Pattern.compile("(\\b[a-z][a-z0-9+.-]{0,20}+://)[^/\\s@\"']+@");
    /** Long words of base64 or hexadecimal digits, but for identifiers. */
    private static final Pattern LONG = Pattern.compile("(?<![A-Za-z0-9+_-])[A-Za-z0-9+_-]{32,}+[A-Za-z0-9+_=/.-]*+");

    private static final Pattern IDENTIFIER = Pattern.compile("I[0-9a-f]{64}");
    /** Such as a person would name something: no long word of ours has two of these. */
    private static final Pattern WORDS = Pattern.compile("[a-z]+(?:[-_.][a-z]+)+|[A-Z_]+");

    private static final Pattern EMAIL = Pattern.compile(
            "(?<![A-Za-z0-9.!#$%&'*+/=?^_`{|}~-])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");
    private static final int LONGEST_PUBLIC = 200;
    private static final int DIGITS = 8;

    private final byte[] salt;
    private final String userHome;
    private int removed;

    /**
     * A redaction.
     *
     * @param salt new for each bundle, so that nobody can guess an address and compare
     * @param userHome the folder whose name tells who somebody is
     */
    Redaction(byte[] salt, String userHome) {
        this.salt = salt.clone();
        this.userHome = userHome;
    }

    /** How many things have been taken out so far. */
    int removed() {
        return removed;
    }

    String redact(String text) {
        String safe = replace(PRIVATE_KEY, text, found -> REMOVED);
        safe = replace(USER_INFO, safe, found -> found.group(1) + REMOVED + "@");
        safe = replace(
                NAMED,
                safe,
                found -> isHarmless(found.group(2)) ? found.group() : found.group(1) + quoted(found.group(2)));
        safe = replace(
                BEARER, safe, found -> found.group(2).equals(REMOVED) ? found.group() : found.group(1) + REMOVED);
        safe = replace(EMAIL, safe, found -> person(found.group()));
        safe = replace(LONG, safe, found -> isPublic(found.group()) ? found.group() : REMOVED);
        return userHome.length() < 2 ? safe : safe.replace(userHome, "~");
    }

    private static String quoted(String value) {
        return value.startsWith("\"") ? "\"" + REMOVED + "\"" : REMOVED;
    }

    /** {@code "state": "connected"} of a snapshot is no secret; a state of a sign-in is a long one with digits. */
    private static boolean isHarmless(String value) {
        String bare = value.replace("\"", "");
        return bare.equals(REMOVED)
                || bare.equals("null")
                || bare.matches("FM-[0-9]+")
                || bare.length() < 24 && bare.matches("[a-z_]+");
    }

    private static boolean isPublic(String word) {
        return word.length() <= LONGEST_PUBLIC
                && (IDENTIFIER.matcher(word).matches() || WORDS.matcher(word).matches());
    }

    private String replace(Pattern pattern, String text, java.util.function.Function<MatchResult, String> by) {
        return pattern.matcher(text).replaceAll(found -> {
            String with = by.apply(found);
            if (!with.equals(found.group())) {
                removed++;
            }
            return java.util.regex.Matcher.quoteReplacement(with);
        });
    }

    private String person(String email) {
        if (email.startsWith(REMOVED)) {
            return email;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return "person-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
