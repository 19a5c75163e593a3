package dev.portals.desktop.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The application's sentences in another language: it speaks English to every face, and what it says follows patterns. A sentence that no
 * pattern fits stays as it is.
 */
final class Spoken {
    /** Longer ones come from elsewhere. */
    private static final int LONGEST = 600;

    private static final int DEEPEST = 3;
    private static final String BETWEEN = " => ";
    private static final Pattern PLACE = Pattern.compile("\\{(=?)(\\d)}");

    private static final String ANY = "(.+?)";
    /** What is before a colon is somebody's or something's name, and what follows a sentence of its own. */
    private static final String FIRST = "((?:(?!: ).)+?)";

    private final List<Line> lines;

    /** A pattern, what each of its groups is, and what is said instead. */
    record Line(String english, String other, Pattern pattern, List<Boolean> sentences) {}

    private Spoken(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Those of a language; none if there is no such file. */
    static Spoken of(String language) {
        try (@Nullable InputStream in = Spoken.class.getResourceAsStream("sentences_" + language + ".txt")) {
            return in == null ? new Spoken(List.of()) : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Spoken parse(String text) {
        List<Line> lines = new ArrayList<>();
        text.lines().filter(each -> !each.isBlank() && !each.startsWith("#")).forEach(each -> {
            int middle = each.indexOf(BETWEEN);
            if (middle < 0) {
                throw new IllegalStateException("no translation in the line " + each);
            }
            lines.add(line(each.substring(0, middle), each.substring(middle + BETWEEN.length())));
        });
        return new Spoken(lines);
    }

    private static Line line(String english, String other) {
        StringBuilder pattern = new StringBuilder();
        List<Boolean> sentences = new ArrayList<>();
        Matcher places = PLACE.matcher(english);
        int from = 0;
        while (places.find()) {
            pattern.append(Pattern.quote(english.substring(from, places.start())))
                    .append(places.start() == 0 ? FIRST : ANY);
            sentences.add(!places.group(1).isEmpty());
            from = places.end();
        }
        pattern.append(Pattern.quote(english.substring(from)));
        return new Line(english, other, Pattern.compile(pattern.toString(), Pattern.DOTALL), List.copyOf(sentences));
    }

    /** All patterns, in order. */
    List<Line> lines() {
        return lines;
    }

    /** It in that language, if it is known. */
    Optional<String> say(String english) {
        String plain = english.strip();
        boolean stopped = plain.endsWith(".");
        return plain.length() > LONGEST
                ? Optional.empty()
                : say(stopped ? plain.substring(0, plain.length() - 1) : plain, 0)
                        .map(each -> stopped ? each + '.' : each);
    }

    private Optional<String> say(String english, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        for (Line line : lines) {
            Matcher matcher = line.pattern.matcher(english);
            if (matcher.matches()) {
                List<String> values = values(matcher, line, depth);
                if (values.size() == line.sentences.size()) {
                    return Optional.of(fill(line.other, values));
                }
            }
        }
        return Optional.empty();
    }

    /** Fewer than there are places if one of them is a sentence that isn't known. */
    private List<String> values(Matcher matcher, Line line, int depth) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < line.sentences.size(); i++) {
            String value = matcher.group(i + 1);
            if (line.sentences.get(i)) {
                Optional<String> inner = say(value, depth + 1);
                if (inner.isEmpty()) {
                    break;
                }
                values.add(inner.get());
            } else {
                values.add(value);
            }
        }
        return values;
    }

    private static String fill(String other, List<String> values) {
        StringBuilder said = new StringBuilder();
        Matcher places = PLACE.matcher(other);
        int from = 0;
        while (places.find()) {
            said.append(other, from, places.start()).append(values.get(Integer.parseInt(places.group(2))));
            from = places.end();
        }
        return said.append(other.substring(from)).toString();
    }
}
