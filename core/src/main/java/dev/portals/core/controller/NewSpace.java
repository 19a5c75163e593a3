package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.List;

/**
 * Asks for a new space: POST {@code /v0/} of {@code spaces} (spec 04 section 3.4).
 *
 * <pre>
 * {1: name text, 2: [email text] administrators besides the caller}
 * </pre>
 */
public record NewSpace(String name, List<String> users) implements Body {
    /** Copies the list. */
    public NewSpace {
        Wire.check(name, Wire.NAME, "space's name");
        users = Wire.copy(users, Wire.EMAIL, "email");
    }

    /** Reads the body. */
    public static NewSpace decode(CborReader in) {
        String name = null;
        List<String> users = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> name = in.text();
                case 2 -> users = Wire.texts(in);
                default -> in.skip();
            }
        }
        return new NewSpace(Wire.required(name, "space's name"), Wire.required(users, "list of users"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().text(1, name).texts(2, users).writeTo(out);
    }
}
