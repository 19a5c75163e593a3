package dev.portals.core.relay;

import dev.portals.core.identity.Identifier;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may have a relay of which name (spec 03 section 2.3, rule 3). Asked on an event loop at each registration and again
 * while the relay exists, so it must answer from memory.
 */
@FunctionalInterface
public interface RelayAuthorization {
    /** Everybody may have every name: a node without an authority. */
    RelayAuthorization EVERYBODY = (peer, name) -> true;

    /**
     * Whether the peer may have the relay.
     *
     * @param peer null if the registration didn't come out of a secure channel
     * @param name without {@code forward_to_}; 32 random hex digits for an ephemeral relay, which only {@code *} matches
     */
    boolean mayRegister(@Nullable Identifier peer, String name);

    /** Only authenticated peers, and of those the ones with such an attribute. */
    static RelayAuthorization peers(BiPredicate<Identifier, String> attribute) {
        return (peer, name) -> peer != null && attribute.test(peer, name);
    }
}
