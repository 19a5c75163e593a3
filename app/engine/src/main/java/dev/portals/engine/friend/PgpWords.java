package dev.portals.engine.friend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The PGP word list (P. Juola and P. Zimmermann, 1995): a word for each byte, by turns of two and of three syllables, so that
 * a word that was left out is noticed.
 */
final class PgpWords {
    private static final List<String[]> PAIRS = read();

    private PgpWords() {}

    /** The word for a byte at that place of a text. */
    static String word(int place, int value) {
        return PAIRS.get(value)[place % 2];
    }

    private static List<String[]> read() {
        try (InputStream in = Objects.requireNonNull(PgpWords.class.getResourceAsStream("pgp-words.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
