package dev.portals.core.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.vault.AeadKey;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SoftwareVault;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Objects;

/** Test vectors among the resources, and keys out of them. */
final class Vectors {
    private Vectors() {}

    static JsonNode json(String path) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/" + path), path)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    static byte[] hex(JsonNode node, String field) {
        return hex(node.required(field).asText());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static AeadKey aeadKey(String hex) {
        return new AeadKey(SecretBytes.owning(hex(hex)));
    }

    static NoiseXX.OwnKey staticKey(SoftwareVault vault, String hex) {
        KeyHandle handle = vault.importAgreementKey(SecretBytes.owning(hex(hex)));
        return new NoiseXX.OwnKey(handle, vault.agreementKey(handle));
    }

    static NoiseXX.OwnKey ephemeralKey(SoftwareVault vault, String hex) {
        KeyHandle handle = vault.importEphemeralKey(SecretBytes.owning(hex(hex)));
        return new NoiseXX.OwnKey(handle, vault.agreementKey(handle));
    }
}
