package dev.portals.desktop.notice;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who has used which portal before, in a file of the home; the oldest are forgotten when they are too many. */
public final class Visits {
    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1 << 20;
    private static final int MOST = 2000;

    private final Path file;
    private final Set<List<String>> known = new LinkedHashSet<>();

    /** Those of a home; none if they can't be read. */
    public Visits(Path home) {
        file = home.resolve("visits.json");
        try {
            byte[] bytes = PrivateFiles.read(file, LONGEST).orElse(null);
            if (bytes != null) {
                List<List<String>> read = JSON.readValue(bytes, new TypeReference<List<List<String>>>() {});
                known.addAll(read);
            }
        } catch (IOException | VaultException e) {
            LOG.warn("the file {} can't be read and is begun anew", file, e);
        }
    }

    /** Whether it is the first; it is none from now on. Somebody unknown is never a first. */
    synchronized boolean first(String portal, @Nullable String person) {
        if (person == null || !known.add(List.of(portal, person))) {
            return false;
        }
        Iterator<List<String>> oldest = known.iterator();
        while (known.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
        try {
            PrivateFiles.write(file, JSON.writeValueAsBytes(new ArrayList<>(known)));
        } catch (IOException | VaultException e) {
            LOG.warn("it can't be kept who was here", e);
        }
        return true;
    }
}
