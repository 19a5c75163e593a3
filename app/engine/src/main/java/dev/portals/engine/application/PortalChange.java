package dev.portals.engine.application;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed about a portal. Null: stays as it is.
 *
 * @param scheme empty: none any more
 * @param note empty: none any more
 * @param verifiedOnly whether only friends whose identity has been verified are let in
 * @param expiresAt when it is closed by itself; {@link #NEVER}: never
 */
public record PortalChange(
        @Nullable String title,
        @Nullable String address,
        @Nullable String scheme,
        @Nullable String note,
        @Nullable Boolean verifiedOnly,
        @Nullable Instant expiresAt) {
    /** It stays open until the person closes it. */
    public static final Instant NEVER = Instant.MAX;

    /** The same portal for as long as before. */
    public PortalChange(
            @Nullable String title,
            @Nullable String address,
            @Nullable String scheme,
            @Nullable String note,
            @Nullable Boolean verifiedOnly) {
        this(title, address, scheme, note, verifiedOnly, null);
    }

    /** Changes nothing. */
    public static final PortalChange NONE = new PortalChange(null, null, null, null, null);

    /** The same with another title. */
    public PortalChange withTitle(String newTitle) {
        return new PortalChange(newTitle, address, scheme, note, verifiedOnly, expiresAt);
    }

    /** The same with another address of the service. */
    public PortalChange withAddress(String newAddress) {
        return new PortalChange(title, newAddress, scheme, note, verifiedOnly, expiresAt);
    }

    /** The same with that said about who is let in. */
    public PortalChange withVerifiedOnly(boolean only) {
        return new PortalChange(title, address, scheme, note, only, expiresAt);
    }

    /** The same, closed by itself at that time; {@link #NEVER}: never. */
    public PortalChange withExpiry(Instant end) {
        return new PortalChange(title, address, scheme, note, verifiedOnly, end);
    }
}
