package dev.portals.core.api;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request (spec 04 section 0.5). There are no others: peers can't decode a header with another one.
 */
public enum Status {
    /** 200: done. */
    OK(200),
    /** 400: the request makes no sense. */
    BAD_REQUEST(400),
    /** 401: it isn't known who asks. */
    UNAUTHORIZED(401),
    /** 403: who asks may not. */
    FORBIDDEN(403),
    /** 404: there is no such thing. */
    NOT_FOUND(404),
    /** 405: nobody may do this with it. */
    METHOD_NOT_ALLOWED(405),
    /** 408: it took too long. */
    TIMEOUT(408),
    /** 409: it contradicts what is there. */
    CONFLICT(409),
    /** 500: the server failed. */
    INTERNAL_SERVER_ERROR(500),
    /** 501: the server doesn't do this. */
    NOT_IMPLEMENTED(501);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /** Its number on the wire. */
    public int code() {
        return code;
    }

    /** The status of that number; null for an unknown one. */
    public static @Nullable Status of(int code) {
        for (Status status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return null;
    }
}
