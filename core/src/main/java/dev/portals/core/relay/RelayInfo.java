package dev.portals.core.relay;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One relay of a service.
 *
 * @param name as it was registered
 * @param address where it takes messages
 * @param owner who registered it last; null without a secure channel
 * @param via where its owner is reached: the encryptor of a channel, or a connection
 * @param tags what an Elixir peer said about it
 * @param createdAt of the address
 * @param updatedAt of the route behind it
 */
public record RelayInfo(
        String name,
        Address address,
        @Nullable Identifier owner,
        Address via,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {}
