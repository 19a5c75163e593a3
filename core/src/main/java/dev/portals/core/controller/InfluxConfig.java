package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * The InfluxDB of a project's add-on that leases tokens (spec 04 section 3.8).
 *
 * <pre>
 * {1: endpoint text, 2: token text, 3: org id text, 4: permissions JSON text, 5: most seconds of a lease int,
 *  6: users' access rule text opt, 7: administrators' access rule text opt}
 * </pre>
 *
 * @param token a secret
 */
public record InfluxConfig(
        String endpoint,
        String token,
        String orgId,
        String permissions,
        long maxTtlSeconds,
        @Nullable String userRule,
        @Nullable String adminRule)
        implements Body {
    /** Bounds the texts. */
    public InfluxConfig {
        Wire.check(endpoint, Wire.URL, "endpoint");
        Wire.check(token, Wire.TOKEN, "token");
        Wire.check(orgId, Wire.ID, "org id");
        Wire.check(permissions, Wire.DOCUMENT, "permissions text");
        Wire.check(userRule, Wire.DOCUMENT, "users' access rule");
        Wire.check(adminRule, Wire.DOCUMENT, "administrators' access rule");
    }

    /** Reads it. */
    public static InfluxConfig decode(CborReader in) {
        String endpoint = null;
        String token = null;
        String orgId = null;
        String permissions = null;
        Long seconds = null;
        String userRule = null;
        String adminRule = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> endpoint = in.text();
                case 2 -> token = in.text();
                case 3 -> orgId = in.text();
                case 4 -> permissions = in.text();
                case 5 -> seconds = in.integer();
                case 6 -> userRule = Wire.optionalText(in);
                case 7 -> adminRule = Wire.optionalText(in);
                default -> in.skip();
            }
        }
        return new InfluxConfig(
                Wire.required(endpoint, "endpoint"),
                Wire.required(token, "token"),
                Wire.required(orgId, "org id"),
                Wire.required(permissions, "permissions text"),
                Wire.required(seconds, "lease's length"),
                userRule,
                adminRule);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, endpoint)
                .text(2, token)
                .text(3, orgId)
                .text(4, permissions)
                .integer(5, maxTtlSeconds)
                .text(6, userRule)
                .text(7, adminRule)
                .writeTo(out);
    }

    @Override
    public String toString() {
        return "InfluxConfig[" + endpoint + "]";
    }
}
