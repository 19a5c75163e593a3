package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Switches an add-on off: POST <code>/v1/projects/{project}/disable_addon</code> (spec 04 section 3.8).
 *
 * <pre>
 * {1: add-on id text}
 * </pre>
 */
public record DisableAddon(String addon) implements Body {
    /** Bounds the text. */
    public DisableAddon {
        Wire.check(addon, Wire.ID, "add-on's id");
    }

    /** Reads it. */
    public static DisableAddon decode(CborReader in) {
        return new DisableAddon(Wire.onlyText(in, "add-on's id"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return Wire.onlyText(out, addon);
    }
}
