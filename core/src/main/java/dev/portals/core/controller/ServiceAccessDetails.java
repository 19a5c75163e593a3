package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.identity.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * How the guest reaches a service that was shared (spec 04 section 6.2).
 *
 * <pre>
 * {1: project's identifier bytes 32, 2: project's route text, 3: authority's identifier bytes 32, 4: authority's route text,
 *  5: sharer's identifier bytes 32, 6: sharer's service text, 7: enrollment ticket text,
 *  100: SignedDescription in bytes, opt, ours}
 * </pre>
 *
 * @param nodeIdentifier the identity of the sharer's node
 * @param nodeRoute {@code /service/NAME} or a bare name
 * @param ticket a secret, not looked into
 * @param description what the sharer says about the portal
 */
public record ServiceAccessDetails(
        Identifier projectIdentifier,
        String projectRoute,
        Identifier authorityIdentifier,
        String authorityRoute,
        Identifier nodeIdentifier,
        String nodeRoute,
        String ticket,
        @Nullable SignedDescription description)
        implements Body {
    /** The most characters of a ticket. */
    public static final int MAX_TICKET = Wire.TICKET;

    /** Bounds the texts. */
    public ServiceAccessDetails {
        Wire.check(projectRoute, Wire.ROUTE, "project's route");
        Wire.check(authorityRoute, Wire.ROUTE, "authority's route");
        Wire.check(nodeRoute, Wire.ROUTE, "shared node's route");
        Wire.check(ticket, MAX_TICKET, "ticket");
    }

    /** The same with another ticket. */
    public ServiceAccessDetails withTicket(String another) {
        return new ServiceAccessDetails(
                projectIdentifier,
                projectRoute,
                authorityIdentifier,
                authorityRoute,
                nodeIdentifier,
                nodeRoute,
                another,
                description);
    }

    /** The name of the service at the sharer's node. */
    public String service() {
        String prefix = "/service/";
        return nodeRoute.startsWith(prefix) ? nodeRoute.substring(prefix.length()) : nodeRoute;
    }

    /** Reads it. */
    public static ServiceAccessDetails decode(CborReader in) {
        Parts parts = new Parts();
        CborReader.Items fields = in.map();
        while (fields.next()) {
            parts.read(Wire.key(in), in);
        }
        return parts.together();
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return writeTo(new Fields(), 1).writeTo(out);
    }

    /** Writes the fields, the seven of Ockam's from that key on. */
    Fields writeTo(Fields fields, int from) {
        fields.identifier(from, projectIdentifier)
                .text(from + 1, projectRoute)
                .identifier(from + 2, authorityIdentifier)
                .text(from + 3, authorityRoute)
                .identifier(from + 4, nodeIdentifier)
                .text(from + 5, nodeRoute)
                .text(from + 6, ticket);
        return description == null ? fields : fields.bytes(Wire.OURS, description.encode());
    }

    @Override
    public String toString() {
        return "ServiceAccessDetails[" + service() + " at " + nodeIdentifier + "]";
    }

    /** The fields as they are read. */
    static final class Parts {
        private @Nullable Identifier project;
        private @Nullable String projectRoute;
        private @Nullable Identifier authority;
        private @Nullable String authorityRoute;
        private @Nullable Identifier node;
        private @Nullable String nodeRoute;
        private @Nullable String ticket;
        private @Nullable SignedDescription description;

        /** Reads the field of that key, or skips an unknown one. */
        void read(int key, CborReader in) {
            switch (key) {
                case 1 -> project = Wire.identifier(in);
                case 2 -> projectRoute = in.text();
                case 3 -> authority = Wire.identifier(in);
                case 4 -> authorityRoute = in.text();
                case 5 -> node = Wire.identifier(in);
                case 6 -> nodeRoute = in.text();
                case 7 -> ticket = in.text();
                case Wire.OURS -> description = Wire.optional(in, SignedDescription::decodeBytes);
                default -> in.skip();
            }
        }

        ServiceAccessDetails together() {
            return new ServiceAccessDetails(
                    Wire.required(project, "project's identifier"),
                    Wire.required(projectRoute, "project's route"),
                    Wire.required(authority, "authority's identifier"),
                    Wire.required(authorityRoute, "authority's route"),
                    Wire.required(node, "shared node's identifier"),
                    Wire.required(nodeRoute, "shared node's route"),
                    Wire.required(ticket, "ticket"),
                    description);
        }
    }
}
