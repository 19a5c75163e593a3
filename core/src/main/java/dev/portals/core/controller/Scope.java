package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;

/** What a role or an invitation is for (spec 04 section 3.5); on the wire the number of its place here. */
public enum Scope {
    /** 0: a project. */
    PROJECT("project"),
    /** 1: a service. */
    SERVICE("service"),
    /** 2: a space. */
    SPACE("space");

    private static final Scope[] ALL = values();

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The name in commands and JSON. */
    public String text() {
        return text;
    }

    static Scope decode(CborReader in) {
        return Wire.oneOf(ALL, in);
    }
}
