package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * The plan of a space (spec 04 section 3.4). A client of 0.150 doesn't finish its enrollment without one; its dates are
 * texts in 0.139 and integers in 0.150, so they are never written, and skipped when read.
 *
 * <pre>
 * {1: name text, 2: is a free trial bool}
 * </pre>
 */
public record Subscription(String name, boolean isFreeTrial) implements Body {
    /** What every space of ours has. */
    public static final Subscription BASIC = new Subscription("Basic", false);

    /** Bounds the name. */
    public Subscription {
        Wire.check(name, Wire.NAME, "subscription's name");
    }

    /** Reads it. */
    public static Subscription decode(CborReader in) {
        String name = null;
        Boolean trial = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> name = in.text();
                case 2 -> trial = in.bool();
                default -> in.skip();
            }
        }
        return new Subscription(
                Wire.required(name, "subscription's name"), Wire.required(trial, "mark of a free trial"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().text(1, name).bool(2, isFreeTrial).writeTo(out);
    }
}
