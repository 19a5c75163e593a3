package dev.portals.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.vault.SoftwareVault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;

/** Published vectors and the identities in them. */
public final class IdentityVectors {
    private IdentityVectors() {}

    /** A file below the test resources. */
    public static JsonNode load(String path) {
        try (InputStream in = IdentityVectors.class.getResourceAsStream("/" + path)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a field in hexadecimal digits. */
    public static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    /** The history in the field {@code change_history_hex}. */
    public static ChangeHistory history(JsonNode node) {
        return ChangeHistory.decode(hex(node, "change_history_hex"));
    }

    /** Identities that know those in the field {@code identities}. */
    public static Identities knowing(JsonNode identities, InstantSource clock) {
        Identities known = empty(clock);
        identities.forEach(node -> known.verifyAndStore(history(node), null));
        return known;
    }

    /** Identities that know nobody, with everything in memory. */
    public static Identities empty(InstantSource clock) {
        return new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), clock);
    }

    /** A field that is an identifier, or null. */
    public static Identifier identifier(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : Identifier.parse(value.asText());
    }
}
