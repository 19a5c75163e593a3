package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.multiaddr.MultiAddrSyntaxException;
import dev.portals.core.project.Project;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project as its controller tells it (spec 04 section 3.5).
 *
 * <pre>
 * {1: id text, 2: name text, 3: space's name text, 5: access route text, 6: [email text] users, 7: space's id text,
 *  8: node's identifier bytes 32 opt, 9: authority's route text opt, 10: authority's history hex text opt,
 *  11: OktaConfig opt, 12: KafkaConfig opt, 13: version text opt, 14: running bool opt, 15: operation's id text opt,
 *  16: [UserRole], 17: node's history hex text opt}
 * </pre>
 *
 * @param accessRoute to the node's channel listener; empty until there is one
 * @param authorityRoute to the authority's channel listener; never empty
 * @param authorityHistory hexadecimal digits of the authority's change history
 * @param operation which creates the project; null when it has ended
 * @param history hexadecimal digits of the node's change history
 */
public record ProjectRecord(
        String id,
        String name,
        String spaceName,
        String accessRoute,
        List<String> users,
        String spaceId,
        @Nullable Identifier identifier,
        @Nullable String authorityRoute,
        @Nullable String authorityHistory,
        @Nullable OktaConfig okta,
        @Nullable KafkaConfig kafka,
        @Nullable String version,
        @Nullable Boolean running,
        @Nullable String operation,
        List<UserRole> roles,
        @Nullable String history)
        implements Body {
    /** Copies the lists; an empty authority's route is a {@link DecodeException}. */
    public ProjectRecord {
        Wire.check(id, Wire.ID, "project's id");
        Wire.check(name, Wire.NAME, "project's name");
        Wire.check(spaceName, Wire.NAME, "space's name");
        Wire.check(accessRoute, Wire.ROUTE, "project's route");
        users = Wire.copy(users, Wire.EMAIL, "email");
        Wire.check(spaceId, Wire.ID, "space's id");
        Wire.check(authorityRoute, Wire.ROUTE, "authority's route");
        if (authorityRoute != null && authorityRoute.isEmpty()) {
            throw new DecodeException("the authority's route is empty");
        }
        Wire.check(authorityHistory, Wire.HISTORY, "authority's history");
        Wire.check(version, Wire.NAME, "version");
        Wire.check(operation, Wire.ID, "operation's id");
        roles = Wire.copy(roles);
        Wire.check(history, Wire.HISTORY, "project's history");
    }

    /** A project whose nodes don't accept connections yet. */
    public static ProjectRecord starting(
            String id,
            String name,
            String spaceId,
            String spaceName,
            List<String> users,
            List<UserRole> roles,
            @Nullable String version,
            @Nullable String operation) {
        return new ProjectRecord(
                id, name, spaceName, "", users, spaceId, null, null, null, null, null, version, false, operation, roles,
                null);
    }

    /** The same project with its nodes, which are published all at once. */
    public ProjectRecord running(
            MultiAddr route, ChangeHistory node, MultiAddr authorityRoute, ChangeHistory authority) {
        return new ProjectRecord(
                id,
                name,
                spaceName,
                route.toString(),
                users,
                spaceId,
                node.identifier(),
                authorityRoute.toString(),
                authority.toHex(),
                okta,
                kafka,
                version,
                true,
                operation,
                roles,
                node.toHex());
    }

    /** The same project with these add-ons; null for one that is off. */
    public ProjectRecord with(@Nullable OktaConfig okta, @Nullable KafkaConfig kafka) {
        return new ProjectRecord(
                id,
                name,
                spaceName,
                accessRoute,
                users,
                spaceId,
                identifier,
                authorityRoute,
                authorityHistory,
                okta,
                kafka,
                version,
                running,
                operation,
                roles,
                history);
    }

    /** Whether its nodes are known: both routes, both histories and the node's identifier are there. */
    public boolean ready() {
        return !accessRoute.isEmpty()
                && identifier != null
                && authorityRoute != null
                && authorityHistory != null
                && history != null;
    }

    /** Whether somebody is an administrator of it, whatever the case of the letters. */
    public boolean isAdministeredBy(String email) {
        return roles.stream()
                .anyMatch(role -> role.role() == Role.ADMIN && role.email().equalsIgnoreCase(email));
    }

    /**
     * What is needed to join it. The histories are not verified, but the node's is that of the identifier.
     *
     * @throws DecodeException if it isn't ready or a part isn't what it should be
     */
    public Project toProject() {
        ChangeHistory node = ChangeHistory.fromHex(Wire.required(history, "project's history"));
        if (!node.identifier().equals(Wire.required(identifier, "project's identifier"))) {
            throw new DecodeException("the project's identifier isn't that of its history");
        }
        return new Project(
                id,
                name,
                route("project's", accessRoute),
                node,
                ChangeHistory.fromHex(Wire.required(authorityHistory, "authority's history")),
                route("authority's", Wire.required(authorityRoute, "authority's route")));
    }

    private static MultiAddr route(String whose, String text) {
        try {
            return MultiAddr.parse(text);
        } catch (MultiAddrSyntaxException e) {
            throw new DecodeException("the " + whose + " route: " + e.getMessage());
        }
    }

    /** Reads it. */
    public static ProjectRecord decode(CborReader in) {
        String id = null;
        String name = null;
        String spaceName = null;
        String accessRoute = null;
        List<String> users = null;
        String spaceId = null;
        Identifier identifier = null;
        String authorityRoute = null;
        String authorityHistory = null;
        OktaConfig okta = null;
        KafkaConfig kafka = null;
        String version = null;
        Boolean running = null;
        String operation = null;
        List<UserRole> roles = null;
        String history = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> id = in.text();
                case 2 -> name = in.text();
                case 3 -> spaceName = in.text();
                case 5 -> accessRoute = in.text();
                case 6 -> users = Wire.texts(in);
                case 7 -> spaceId = in.text();
                case 8 -> identifier = Wire.optional(in, Wire::identifier);
                case 9 -> authorityRoute = Wire.optionalText(in);
                case 10 -> authorityHistory = Wire.optionalText(in);
                case 11 -> okta = Wire.optional(in, OktaConfig::decode);
                case 12 -> kafka = Wire.optional(in, KafkaConfig::decode);
                case 13 -> version = Wire.optionalText(in);
                case 14 -> running = Wire.optional(in, CborReader::bool);
                case 15 -> operation = Wire.optionalText(in);
                case 16 -> roles = Body.decodeList(in, UserRole::decode);
                case 17 -> history = Wire.optionalText(in);
                default -> in.skip();
            }
        }
        return new ProjectRecord(
                Wire.required(id, "project's id"),
                Wire.required(name, "project's name"),
                Wire.required(spaceName, "space's name"),
                Wire.required(accessRoute, "project's route"),
                Wire.required(users, "list of users"),
                Wire.required(spaceId, "space's id"),
                identifier,
                authorityRoute,
                authorityHistory,
                okta,
                kafka,
                version,
                running,
                operation,
                Wire.required(roles, "list of roles"),
                history);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, id)
                .text(2, name)
                .text(3, spaceName)
                .text(5, accessRoute)
                .texts(6, users)
                .text(7, spaceId)
                .identifier(8, identifier)
                .text(9, authorityRoute)
                .text(10, authorityHistory)
                .body(11, okta)
                .body(12, kafka)
                .text(13, version)
                .bool(14, running)
                .text(15, operation)
                .bodies(16, roles)
                .text(17, history)
                .writeTo(out);
    }
}
