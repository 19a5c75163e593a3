package dev.portals.orchestrator.project;

import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.relay.RelayAuthorization;
import dev.portals.core.routing.AccessControl;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the credentials of the project's authority let a peer do (spec 04 section 4.7): looked up at each use, so that it
 * ends when they expire. The project itself is a member: only another instance can prove to be it, and that one has asked
 * the same of whoever sends through it.
 */
final class Membership implements RelayAuthorization {
    private static final String RELAY = "ockam-relay";
    private static final String TLS_CERTIFICATE = "ockam-tls-certificate";

    private final Credentials credentials;
    private final Identifier authority;
    private final Identifier project;

    Membership(Credentials credentials, Identifier authority, Identifier project) {
        this.credentials = credentials;
        this.authority = authority;
        this.project = project;
    }

    /** When the peer's credential of the authority ends, seconds since the epoch; empty without a valid one. */
    OptionalLong memberUntil(Identifier peer) {
        return isInstance(peer) ? OptionalLong.of(Long.MAX_VALUE) : credentialUntil(peer);
    }

    private OptionalLong credentialUntil(Identifier peer) {
        return attributes(peer).stream()
                .map(AttributesEntry::expiresAt)
                .mapToLong(until -> until == null ? Long.MAX_VALUE : until)
                .findFirst();
    }

    /** A relay of that name, or with {@code *} of any; a single name, no list and no pattern. */
    @Override
    public boolean mayRegister(@Nullable Identifier peer, String name) {
        String allowed = attribute(peer, RELAY);
        return allowed != null && (allowed.equals("*") || allowed.equals(name));
    }

    /** Who may send through relays that are here: members, and other instances. */
    AccessControl sendsThroughRelays() {
        return (source, message) ->
                isInstance(message.peer()) || attributes(message.peer()).isPresent();
    }

    /** Who may send to relays elsewhere: members; what another instance sends has arrived. */
    AccessControl sendsElsewhere() {
        return (source, message) ->
                !isInstance(message.peer()) && attributes(message.peer()).isPresent();
    }

    private boolean isInstance(@Nullable Identifier peer) {
        return peer != null && peer.equals(project);
    }

    /** Who may have the project's certificate. */
    AccessControl getsCertificates() {
        return (source, message) -> "true".equals(attribute(message.peer(), TLS_CERTIFICATE));
    }

    private @Nullable String attribute(@Nullable Identifier peer, String name) {
        return attributes(peer)
                .map(AttributesEntry::attributes)
                .flatMap((Attributes attributes) -> attributes.text(name))
                .orElse(null);
    }

    private Optional<AttributesEntry> attributes(@Nullable Identifier peer) {
        return peer == null ? Optional.empty() : credentials.attributes(peer, authority);
    }
}
