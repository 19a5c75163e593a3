package dev.portals.engine.recipe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All recipes that are known: those that come with the program (the resource {@code recipes.json}), and before them those in
 * the home's file {@code recipes.json}, which has the same form and which a person may write.
 */
public final class Recipes {
    private static final int MAX_LENGTH = 256 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Recipe>> LIST = new TypeReference<>() {};
    private static final Logger LOG = LoggerFactory.getLogger(Recipes.class);
    private static final Recipes OWN = new Recipes(readOwn());

    private final List<Recipe> all;

    private Recipes(List<Recipe> all) {
        this.all = List.copyOf(all);
    }

    /** Those that come with the program. */
    public static Recipes own() {
        return OWN;
    }

    /** Those of a home too; a file that can't be understood counts as none. */
    public static Recipes of(Path home) {
        Path file = home.resolve("recipes.json");
        try {
            byte[] written = PrivateFiles.read(file, MAX_LENGTH).orElse(null);
            if (written == null || written.length > MAX_LENGTH) {
                return OWN;
            }
            List<Recipe> recipes = new ArrayList<>(Objects.requireNonNull(JSON.readValue(written, LIST)));
            recipes.removeIf(recipe -> recipe.schemes().isEmpty());
            recipes.addAll(OWN.all);
            return new Recipes(recipes);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{} is not used, it can't be understood: {}",
                    file,
                    e instanceof VaultException ? e.getMessage() : e.getClass());
            return OWN;
        }
    }

    private static List<Recipe> readOwn() {
        try (InputStream in = Objects.requireNonNull(Recipes.class.getResourceAsStream("recipes.json"))) {
            return JSON.readValue(in, LIST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All, the person's first. */
    public List<Recipe> all() {
        return all;
    }

    /**
     * What fits a service best: by its scheme, else by its port, else the one for any service.
     *
     * @param scheme null or empty: not said
     * @param port of the service; 0: not known
     */
    public Recipe find(@Nullable String scheme, int port) {
        String wanted = scheme == null ? "" : scheme.strip().toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(recipe -> recipe.schemes().contains(wanted))
                .findFirst()
                .or(() -> all.stream()
                        .filter(recipe -> wanted.isEmpty() && recipe.ports().contains(port))
                        .findFirst())
                .orElse(all.getLast());
    }
}
