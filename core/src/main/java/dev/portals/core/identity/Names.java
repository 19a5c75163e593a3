package dev.portals.core.identity;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.identity.IdentityException.Reason;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which identities are ours, by which names, and which are kept besides. Not thread-safe. */
final class Names {
    private final SortedMap<String, Identifier> own = new TreeMap<>();
    private final Set<Identifier> kept = new HashSet<>();
    private @Nullable String defaultName;

    /** Reads {@code [{name: identifier}, default or null, [identifier]]}. */
    static Names decode(byte[] bytes) {
        Names names = new Names();
        CborReader in = new CborReader(bytes);
        CborReader.Items fields = in.array();
        CborReader.Items entries = fields.required("names").map();
        while (entries.next()) {
            names.own.put(in.text(), Identifier.of(in.bytes()));
        }
        fields.required("default");
        names.defaultName = in.none() ? null : in.text();
        CborReader.Items kept = fields.required("kept").array();
        while (kept.next()) {
            names.kept.add(Identifier.of(in.bytes()));
        }
        return names;
    }

    byte[] encode() {
        CborWriter out = new CborWriter().array(3).map(own.size());
        own.forEach((name, identifier) -> out.text(name).bytes(identifier.bytes()));
        if (defaultName == null) {
            out.none();
        } else {
            out.text(defaultName);
        }
        out.array(kept.size());
        kept.stream().sorted().forEach(identifier -> out.bytes(identifier.bytes()));
        return out.toBytes();
    }

    SortedMap<String, Identifier> own() {
        return new TreeMap<>(own);
    }

    Optional<String> defaultName() {
        return Optional.ofNullable(defaultName);
    }

    boolean isKept(Identifier identifier) {
        return kept.contains(identifier) || own.containsValue(identifier);
    }

    boolean keep(Identifier identifier) {
        return kept.add(identifier);
    }

    void name(String name, Identifier identifier) {
        Identifier holder = own.putIfAbsent(name, identifier);
        if (holder != null && !holder.equals(identifier)) {
            throw new IdentityException(Reason.NAME_TAKEN, "there is another identity named " + name);
        }
        if (defaultName == null) {
            defaultName = name;
        }
    }

    void makeDefault(String name) {
        if (!own.containsKey(name)) {
            throw new IdentityException(Reason.UNKNOWN_IDENTITY, "there is no identity named " + name);
        }
        defaultName = name;
    }

    boolean remove(String name) {
        if (own.remove(name) == null) {
            return false;
        }
        if (name.equals(defaultName)) {
            defaultName = own.isEmpty() ? null : own.firstKey();
        }
        return true;
    }
}
