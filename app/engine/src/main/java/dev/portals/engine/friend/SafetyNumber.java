package dev.portals.engine.friend;

import dev.portals.core.identity.Identifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What two people compare to be sure that each has the other's identity and nobody stands between them. The same on both
 * sides, by construction (spec 05 section 15.2).
 *
 * <p>Each half belongs to one identity: 5 200 rounds of SHA-512, the first over {@code version, identifier, address in lower
 * case, identifier}, each further one over the digest before it and the identifier; the first 30 bytes give six groups of
 * five digits. The halves stand in numeric order.
 *
 * @param digits 60 of them
 */
public record SafetyNumber(String digits) {
    private static final int ROUNDS = 5_200;
    private static final byte[] VERSION = {0, 1};
    private static final int GROUPS = 6;
    private static final int GROUP_BYTES = 5;
    private static final int GROUP_DIGITS = 5;
    private static final int DIGITS = 2 * GROUPS * GROUP_DIGITS;
    private static final int WORDS = 25;
    private static final String QR = "PORTALS-VERIFY:1:";

    /** Checks the form. */
    public SafetyNumber {
        if (digits.length() != DIGITS || digits.chars().anyMatch(c -> c < '0' || c > '9')) {
            throw new IllegalArgumentException("a safety number has " + DIGITS + " digits");
        }
    }

    /** The number of two people's devices, in whichever order. */
    public static SafetyNumber of(Identifier one, String oneEmail, Identifier other, String otherEmail) {
        String first = half(one, oneEmail);
        String second = half(other, otherEmail);
        return new SafetyNumber(first.compareTo(second) <= 0 ? first + second : second + first);
    }

    private static String half(Identifier identifier, String email) {
        MessageDigest sha = sha512();
        byte[] self = identifier.bytes();
        sha.update(VERSION);
        sha.update(self);
        sha.update(email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        byte[] digest = sha.digest(self);
        for (int round = 1; round < ROUNDS; round++) {
            sha.update(digest);
            digest = sha.digest(self);
        }
        StringBuilder half = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            long value = 0;
            for (int i = 0; i < GROUP_BYTES; i++) {
                value = value << 8 | digest[group * GROUP_BYTES + i] & 0xff;
            }
            half.append(String.format(Locale.ROOT, "%0" + GROUP_DIGITS + "d", value % 100_000));
        }
        return half.toString();
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    /** The digits in twelve groups of five, as they are shown and read out. */
    public List<String> groups() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < DIGITS; i += GROUP_DIGITS) {
            groups.add(digits.substring(i, i + GROUP_DIGITS));
        }
        return groups;
    }

    /** The same as 25 words, for the phone: the number's bytes by the PGP word list. */
    public List<String> words() {
        byte[] number = new BigInteger(digits).toByteArray();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            int from = number.length - WORDS + i;
            words.add(PgpWords.word(i, from < 0 ? 0 : number[from] & 0xff));
        }
        return words;
    }

    /** What the QR code says. */
    public String qr() {
        return QR + digits;
    }

    /** Whether somebody's digits, words or QR code, with whatever blanks and in whatever case, are the same. */
    public boolean matches(String shown) {
        String text = shown.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith(QR.toLowerCase(Locale.ROOT))) {
            return text.substring(QR.length()).equals(digits);
        }
        if (text.chars().anyMatch(Character::isLetter)) {
            return String.join(" ", words())
                    .toLowerCase(Locale.ROOT)
                    .equals(text.replaceAll("[^a-z]+", " ").strip());
        }
        return text.replaceAll("[^0-9]+", "").equals(digits);
    }
}
