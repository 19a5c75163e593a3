package dev.portals.desktop.look;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The icons of the design, as filled paths by name. */
public final class Icons {
    private static final Map<String, Shape> ALL = read();

    private Icons() {}

    /**
     * One icon.
     *
     * @param side of the square that its paths are drawn on
     */
    public record Shape(double side, List<Part> parts) {}

    /**
     * A path of an icon.
     *
     * @param evenOdd how what it surrounds is filled
     * @param dot whether it may have a colour of its own
     */
    public record Part(String path, boolean evenOdd, boolean dot) {}

    /** The icon of that name, which exists. */
    public static Shape shape(String name) {
        Shape shape = ALL.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("there is no icon " + name);
        }
        return shape;
    }

    /** All there are. */
    static Set<String> names() {
        return ALL.keySet();
    }

    private static Map<String, Shape> read() {
        Map<String, Shape> all = new HashMap<>();
        try (@Nullable InputStream in = Icons.class.getResourceAsStream("icons.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its icons");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        String[] fields = line.split("\\|");
                        List<Part> parts = new ArrayList<>();
                        for (int i = 2; i < fields.length; i++) {
                            boolean evenOdd = fields[i].startsWith("!");
                            String rest = evenOdd ? fields[i].substring(1) : fields[i];
                            boolean dot = rest.startsWith("*");
                            parts.add(new Part(dot ? rest.substring(1) : rest, evenOdd, dot));
                        }
                        all.put(fields[0], new Shape(Double.parseDouble(fields[1]), List.copyOf(parts)));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(all);
    }
}
