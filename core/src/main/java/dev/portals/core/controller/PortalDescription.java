package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a sharer says about a portal, tied to the invitation that it belongs to. Ours alone; it travels as a
 * {@link SignedDescription}.
 *
 * <pre>
 * {1: name text, 2: scheme text opt, 3: note text opt, 4: SHA-256 of the ticket's UTF-8 bytes 32, 5: created at uint,
 *  6: sharer's service text}
 * </pre>
 *
 * @param text what is shown
 * @param ticketHash of field 10 of the invitation
 * @param createdAt seconds since 1970
 * @param nodeRoute field 9 of the invitation
 */
public record PortalDescription(PortalText text, byte[] ticketHash, long createdAt, String nodeRoute) implements Body {
    private static final int HASH = 32;

    /** Copies the hash; one of another length is a {@link DecodeException}. */
    public PortalDescription {
        if (ticketHash.length != HASH) {
            throw new DecodeException("a hash has " + HASH + " bytes");
        }
        ticketHash = ticketHash.clone();
        Wire.check(nodeRoute, Wire.ROUTE, "shared node's route");
    }

    /** The description of the portal that these details lead to. */
    public static PortalDescription of(PortalText text, ServiceAccessDetails access, long createdAt) {
        return new PortalDescription(text, hash(access.ticket()), createdAt, access.nodeRoute());
    }

    /** Whether it is about the portal that these details lead to. */
    public boolean describes(ServiceAccessDetails access) {
        return Arrays.equals(ticketHash, hash(access.ticket())) && nodeRoute.equals(access.nodeRoute());
    }

    private static byte[] hash(String ticket) {
        return Sha256.digest(ticket.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads it. */
    public static PortalDescription decode(CborReader in) {
        String name = null;
        String scheme = null;
        String note = null;
        byte[] hash = null;
        Long createdAt = null;
        String nodeRoute = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> name = in.text();
                case 2 -> scheme = Wire.optionalText(in);
                case 3 -> note = Wire.optionalText(in);
                case 4 -> hash = in.bytes(HASH);
                case 5 -> createdAt = Wire.count(in);
                case 6 -> nodeRoute = in.text();
                default -> in.skip();
            }
        }
        return new PortalDescription(
                new PortalText(Wire.required(name, "portal's name"), scheme, note),
                Wire.required(hash, "ticket's hash"),
                Wire.required(createdAt, "time"),
                Wire.required(nodeRoute, "shared node's route"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return text.writeTo(new Fields())
                .bytes(4, ticketHash)
                .uint(5, createdAt)
                .text(6, nodeRoute)
                .writeTo(out);
    }

    @Override
    public byte[] ticketHash() {
        return ticketHash.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PortalDescription that
                && text.equals(that.text)
                && Arrays.equals(ticketHash, that.ticketHash)
                && createdAt == that.createdAt
                && nodeRoute.equals(that.nodeRoute);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ticketHash);
    }

    @Override
    public String toString() {
        return "PortalDescription[" + text + ", " + nodeRoute + "]";
    }
}
