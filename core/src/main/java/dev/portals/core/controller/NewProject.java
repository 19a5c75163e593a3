package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.List;

/**
 * Asks for a new project: POST <code>/v1/spaces/{space}/projects</code> (spec 04 section 3.6).
 *
 * <pre>
 * {1: name text, 3: [email text] administrators besides the caller}
 * </pre>
 */
public record NewProject(String name, List<String> users) implements Body {
    /** Copies the list. */
    public NewProject {
        Wire.check(name, Wire.NAME, "project's name");
        users = Wire.copy(users, Wire.EMAIL, "email");
    }

    /** Reads the body. */
    public static NewProject decode(CborReader in) {
        String name = null;
        List<String> users = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> name = in.text();
                case 3 -> users = Wire.texts(in);
                default -> in.skip();
            }
        }
        return new NewProject(Wire.required(name, "project's name"), Wire.required(users, "list of users"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().text(1, name).texts(3, users).writeTo(out);
    }
}
