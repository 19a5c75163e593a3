package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A space: what owns projects (spec 04 section 3.4).
 *
 * <pre>
 * {1: id text, 2: name text, 3: [email text] administrators, 4: Subscription opt}
 * </pre>
 */
public record Space(
        String id,
        String name,
        List<String> users,
        @Nullable Subscription subscription) implements Body {
    /** Copies the list. */
    public Space {
        Wire.check(id, Wire.ID, "space's id");
        Wire.check(name, Wire.NAME, "space's name");
        users = Wire.copy(users, Wire.EMAIL, "email");
    }

    /** Reads it. */
    public static Space decode(CborReader in) {
        String id = null;
        String name = null;
        List<String> users = null;
        Subscription subscription = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> id = in.text();
                case 2 -> name = in.text();
                case 3 -> users = Wire.texts(in);
                case 4 -> subscription = Wire.optional(in, Subscription::decode);
                default -> in.skip();
            }
        }
        return new Space(
                Wire.required(id, "space's id"),
                Wire.required(name, "space's name"),
                Wire.required(users, "list of users"),
                subscription);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, id)
                .text(2, name)
                .texts(3, users)
                .body(4, subscription)
                .writeTo(out);
    }
}
