package dev.portals.core.api;

import org.jspecify.annotations.Nullable;

/** What a request wants done (spec 03 section 3.2). There are no others: peers can't decode a header with another one. */
public enum Method {
    /** 0: read. */
    GET,
    /** 1: make. */
    POST,
    /** 2: put in place. */
    PUT,
    /** 3: remove. */
    DELETE,
    /** 4: change. */
    PATCH;

    private static final Method[] ALL = values();

    /** Its number on the wire. */
    public int code() {
        return ordinal();
    }

    /** The method of that number; null for an unknown one. */
    public static @Nullable Method of(long code) {
        return code >= 0 && code < ALL.length ? ALL[(int) code] : null;
    }
}
