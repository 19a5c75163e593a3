package dev.portals.orchestrator.authority;

import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.identity.Identifier;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of an authority's table of members (spec 04 section 5.2).
 *
 * @param attributes what its credential says
 * @param addedBy who made it a member; the authority itself for configured ones
 * @param addedAt seconds since the epoch
 * @param preTrusted whether it was configured, and so can't be deleted by request
 */
record Member(
        Identifier identifier,
        SortedMap<String, String> attributes,
        Identifier addedBy,
        long addedAt,
        boolean preTrusted) {
    static final String ROLE = "ockam-role";
    static final String ENROLLER = "enroller";

    Member {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    boolean isEnroller() {
        return isEnroller(attributes);
    }

    /** Whether whoever has these attributes may enroll others. */
    static boolean isEnroller(Map<String, String> attributes) {
        return ENROLLER.equals(attributes.get(ROLE));
    }

    AttributesEntry entry() {
        return new AttributesEntry(Attributes.of(attributes), addedAt, null, addedBy);
    }
}
