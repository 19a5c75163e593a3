package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;

/** What a user is in a project or space (spec 04 section 3.5); on the wire the number of its place here. */
public enum Role {
    /** 0: does everything. */
    ADMIN("admin"),
    /** 1: a guest. */
    GUEST("guest"),
    /** 2: uses a service that was shared. */
    SERVICE("service_user");

    private static final Role[] ALL = values();

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** The name in commands and JSON. */
    public String text() {
        return text;
    }

    static Role decode(CborReader in) {
        return Wire.oneOf(ALL, in);
    }
}
