package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.identity.Signed;
import java.util.Optional;

/**
 * A {@link PortalDescription} signed with the primary key of the sharer's node, with its change history, so that a guest
 * can verify it before there is a channel. Ours alone.
 *
 * <pre>
 * {1: change history bytes, 2: [data bytes, signature]}    data = [1 version, 100 type, PortalDescription bytes]
 * </pre>
 *
 * The signature is over the SHA-256 of the data, as for everything an identity signs (spec 02 section 2.1); the type is
 * none of Ockam's, so that neither can be taken for the other.
 */
public record SignedDescription(ChangeHistory history, Signed signed) implements Body {
    /** The most bytes of one. */
    public static final int MAX_LENGTH = 16 * 1024;

    private static final int TYPE = 100;

    /**
     * Signs a description.
     *
     * @param own one of our identities
     * @throws IdentityException if it isn't
     */
    public static SignedDescription sign(PortalDescription description, Identifier own, Identities identities) {
        Signed signed = identities.sign(own, TYPE, description.encode());
        return new SignedDescription(identities.find(own).orElseThrow().history(), signed);
    }

    /**
     * What it says, whoever signed it.
     *
     * @throws DecodeException if that can't be read
     */
    public PortalDescription content() {
        return PortalDescription.decode(signed.body(TYPE));
    }

    /**
     * What the sharer says about the portal that these details lead to. Not for an event loop.
     *
     * @param identities know the newest history of the sharer, if any; a signature by a key that it has replaced since
     *     isn't believed
     * @return empty unless the sharer's node signed it, for this very invitation
     */
    public Optional<PortalDescription> verify(ServiceAccessDetails access, Identities identities) {
        try {
            Identity sharer = identities.verify(history, access.nodeIdentifier());
            Optional<Identity> known = identities.find(access.nodeIdentifier());
            if (known.isPresent()) {
                switch (sharer.compareTo(known.get())) {
                    case CONFLICT -> {
                        return Optional.empty();
                    }
                    case OLDER -> sharer = known.get();
                    case EQUAL, NEWER -> {}
                }
            }
            if (!identities.isSignedBy(signed, sharer.latestKey())) {
                return Optional.empty();
            }
            return Optional.of(content()).filter(description -> description.describes(access));
        } catch (IdentityException | DecodeException e) {
            return Optional.empty();
        }
    }

    /** Reads the byte string that holds one. */
    static SignedDescription decodeBytes(CborReader in) {
        int length = in.byteSlice();
        if (length > MAX_LENGTH) {
            throw new DecodeException("a signed description of more than " + MAX_LENGTH + " bytes");
        }
        return decode(new CborReader(in.source(), in.position() - length, in.position()));
    }

    /** Reads it. */
    public static SignedDescription decode(CborReader in) {
        ChangeHistory history = null;
        Signed signed = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> history = ChangeHistory.decode(in.bytes());
                case 2 -> signed = Signed.decode(in);
                default -> in.skip();
            }
        }
        return new SignedDescription(
                Wire.required(history, "change history"), Wire.required(signed, "signed description"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return signed.encode(out.map(2).uint(1).bytes(history.encode()).uint(2));
    }
}
