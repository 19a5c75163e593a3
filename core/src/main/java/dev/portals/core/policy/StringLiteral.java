package dev.portals.core.policy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A text in double quotes, its escapes resolved (spec 02 section 6.4).
 *
 * @param bytes what stands between the quotes; an escape can make any byte
 * @param end the index after the closing quote
 */
record StringLiteral(byte[] bytes, int end) {
    private static final int MAX_CODE_POINT_DIGITS = 12;

    /** Reads the literal whose opening quote stands at {@code from}. */
    static StringLiteral read(String text, int from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = from + 1;
        while (true) {
            if (at >= text.length()) {
                throw unclosed(from);
            }
            int c = text.codePointAt(at);
            if (c == '"') {
                return new StringLiteral(bytes.toByteArray(), at + 1);
            }
            if (c == '\\') {
                at = escape(text, from, at, bytes);
            } else if (c < 0x20 || c == 0x7f || isConfusing(c)) {
                throw new PolicySyntaxException(
                        at,
                        "A control character can't stand in a text; write it as \\u{" + Integer.toHexString(c) + "}");
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(c);
            }
        }
    }

    /** Reads one escape and gives the index after it. */
    private static int escape(String text, int from, int at, ByteArrayOutputStream bytes) {
        if (at + 1 >= text.length()) {
            throw unclosed(from);
        }
        char kind = text.charAt(at + 1);
        switch (kind) {
            case '"', '\'', '\\' -> bytes.write(kind);
            case 't' -> bytes.write('\t');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 'u' -> {
                return codePoint(text, at, bytes);
            }
            default -> {
                int high = hexDigit(kind);
                int low = at + 2 < text.length() ? hexDigit(text.charAt(at + 2)) : -1;
                if (high < 0 || low < 0) {
                    throw wrongEscape(at);
                }
                bytes.write(high << 4 | low);
                return at + 3;
            }
        }
        return at + 2;
    }

    /** Only ASCII digits count, unlike those of {@link Character#digit}. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static int codePoint(String text, int at, ByteArrayOutputStream bytes) {
        int close = text.indexOf('}', at);
        if (!text.startsWith("\\u{", at) || close < 0) {
            throw wrongEscape(at);
        }
        String digits = text.substring(at + 3, close);
        if (!digits.matches("[0-9a-fA-F][0-9a-fA-F_]*") || digits.endsWith("_")) {
            throw wrongEscape(at);
        }
        String significant = digits.replace("_", "").replaceFirst("^0+(?=.)", "");
        long value = significant.length() > MAX_CODE_POINT_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant, 16);
        if (value > Character.MAX_CODE_POINT || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw new PolicySyntaxException(at, "There is no character with this number");
        }
        bytes.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
        return close + 1;
    }

    private static PolicySyntaxException unclosed(int from) {
        return new PolicySyntaxException(from, "This text does not end; close it with a double quote");
    }

    private static PolicySyntaxException wrongEscape(int at) {
        return new PolicySyntaxException(
                at, "After a backslash comes one of \" ' \\ t n r, two hexadecimal digits, or u{…}");
    }

    /** The content, which must be UTF-8; {@code position} is named if it isn't. */
    String text(int position) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PolicySyntaxException(position, "The bytes of this text are not UTF-8");
        }
    }

    /** Characters that change the direction of text, with which a policy could look like another one. */
    static boolean isConfusing(int c) {
        return c == 0x202a || c == 0x202b || c == 0x202d || c == 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x206c;
    }
}
