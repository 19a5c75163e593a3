package dev.portals.desktop.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts of one language (spec 05 section 15.12). A text that it lacks is English; one that English lacks is its key, and is
 * logged. The pseudo-locale {@code qps} writes English with accents and 40 % longer, for tests, and so does {@code qpr} on a mirrored screen.
 */
public final class Texts {
    /** The language of tests: nothing that a person reads may be without its marks. */
    public static final String PSEUDO = "qps";

    /** The same on a screen that is mirrored. */
    public static final String MIRRORED = "qpr";

    private static final List<String> LANGUAGES = List.of("en", "de");
    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);
    private static final String PLAIN = "AEIOUYaeiouycn";
    private static final String ACCENTED = "ÀÉÎÕÛÝàéîõûýçñ";

    private final Locale locale;
    private final Properties own;
    private final Properties english;

    private final Spoken spoken;

    private Texts(Locale locale, Properties own, Properties english) {
        this.locale = locale;
        this.spoken = Spoken.of(locale.getLanguage());
        this.own = own;
        this.english = english;
    }

    /** The texts of that language, or English ones. */
    public static Texts of(Locale locale) {
        Properties english = read("texts.properties");
        boolean known = LANGUAGES.contains(locale.getLanguage())
                && !locale.getLanguage().equals("en");
        return new Texts(locale, known ? read("texts_" + locale.getLanguage() + ".properties") : english, english);
    }

    /** The languages there are, by their codes. */
    public static List<String> languages() {
        return LANGUAGES;
    }

    /** Dates and numbers are written its way. */
    public Locale locale() {
        return locale;
    }

    /** Whether it is written from right to left, and the screen is mirrored for it. */
    public boolean rightToLeft() {
        return locale.getLanguage().equals(MIRRORED);
    }

    /** The text of a key, with {@code {0}}, {@code {1}} … replaced. */
    public String get(String key, Object... values) {
        return fill(find(key).orElseGet(() -> missing(key)), values);
    }

    /** The text for so many: {@code key.one} or {@code key.other}; {@code {0}} is the number. */
    public String count(String key, long count, Object... more) {
        Object[] values = new Object[more.length + 1];
        values[0] = count;
        System.arraycopy(more, 0, values, 1, more.length);
        return get(key + (count == 1 ? ".one" : ".other"), values);
    }

    /** A sentence of the application, which speaks English, in this language if it is known; else as it is. */
    public String sentence(String english) {
        return spoken.say(english).orElse(english);
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** All keys of this language's own bundle. */
    Set<String> keys() {
        return own.stringPropertyNames();
    }

    private Optional<String> find(String key) {
        String text = own.getProperty(key);
        if (text == null) {
            text = english.getProperty(key);
        }
        return Optional.ofNullable(text)
                .map(each -> Set.of(PSEUDO, MIRRORED).contains(locale.getLanguage()) ? pseudo(each) : each);
    }

    private static String missing(String key) {
        LOG.warn("there is no text {}", key);
        return key;
    }

    private static String fill(String text, Object... values) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            int place = close == open + 2 ? Character.digit(text.charAt(open + 1), 10) : -1;
            if (place >= 0 && place < values.length) {
                filled.append(text, from, open).append(values[place]);
                from = close + 1;
            } else {
                filled.append(text, from, open + 1);
                from = open + 1;
            }
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static String pseudo(String text) {
        StringBuilder marked = new StringBuilder("⟦");
        for (int i = 0; i < text.length(); i++) {
            int place = PLAIN.indexOf(text.charAt(i));
            marked.append(place < 0 ? text.charAt(i) : ACCENTED.charAt(place));
        }
        return marked.append("·".repeat(text.length() * 2 / 5)).append('⟧').toString();
    }

    private static Properties read(String name) {
        Properties properties = new Properties();
        try (@Nullable InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
