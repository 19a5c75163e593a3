package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a controller and of its projects (spec 04 section 3.10).
 *
 * <pre>
 * {1: controller's version text opt, 2: projects' version text opt}
 * </pre>
 */
public record VersionInfo(
        @Nullable String controller, @Nullable String project) implements Body {
    /** Bounds the texts. */
    public VersionInfo {
        Wire.check(controller, Wire.NAME, "controller's version");
        Wire.check(project, Wire.NAME, "projects' version");
    }

    /** Reads it. */
    public static VersionInfo decode(CborReader in) {
        String controller = null;
        String project = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> controller = Wire.optionalText(in);
                case 2 -> project = Wire.optionalText(in);
                default -> in.skip();
            }
        }
        return new VersionInfo(controller, project);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().text(1, controller).text(2, project).writeTo(out);
    }
}
