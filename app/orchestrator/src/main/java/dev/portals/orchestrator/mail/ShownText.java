package dev.portals.orchestrator.mail;

import java.util.regex.Pattern;

/** Makes words of other people fit to stand in a mail that bears our name. */
final class ShownText {
    /** Controls, line ends, half characters, and what is invisible or changes the direction of text. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\u115f\\u1160\\u3164\\uffa0]+");

    private static final Pattern BLANKS = Pattern.compile("\\p{Z}+");
    /** What mail programs make a link of: an address with a scheme, or words with a dot between. */
    private static final Pattern LINK =
            Pattern.compile("(?i)://|www\\.|[@/\\\\]|[\\p{L}\\p{N}][.\\u3002\\uff0e\\uff61]\\p{L}{2,}");

    private ShownText() {}

    /** One line of at most so many characters, of which all can be seen. */
    static String line(String text, int most) {
        String line = BLANKS.matcher(UNFIT.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + "…";
    }

    /** The same, but something else where nothing is left or where a mail program would make a link of it. */
    static String name(String text, int most, String otherwise) {
        String line = line(text, most);
        return line.isEmpty() || LINK.matcher(line).find() ? otherwise : line;
    }
}
