package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Binds the caller to the account of an access token: POST {@code v0/enroll} (spec 04 section 3.3).
 *
 * <pre>
 * {1: token type 0 Bearer, 2: access token text}
 * </pre>
 *
 * @param token a secret
 */
public record AccountToken(String token) implements Body {
    /** Bounds the token. */
    public AccountToken {
        Wire.check(token, Wire.TOKEN, "access token");
    }

    /** Reads the body; another type of token is refused. */
    public static AccountToken decode(CborReader in) {
        Long type = null;
        String token = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> type = in.uint(0);
                case 2 -> token = in.text();
                default -> in.skip();
            }
        }
        Wire.required(type, "type of the token");
        return new AccountToken(Wire.required(token, "access token"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().uint(1, 0L).text(2, token).writeTo(out);
    }

    @Override
    public String toString() {
        return "AccountToken[hidden]";
    }
}
