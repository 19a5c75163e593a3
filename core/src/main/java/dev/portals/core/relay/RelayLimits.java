package dev.portals.core.relay;

/**
 * How much a relay service keeps for others.
 *
 * @param relays at the same time in all
 * @param relaysOfOne at the same time for one identity, or for one connection without an identity
 * @param nameBytes of one name, in UTF-8
 */
public record RelayLimits(int relays, int relaysOfOne, int nameBytes) {
    /** 10,000 relays, 1,000 for each identity, names of 512 bytes. */
    public static final RelayLimits DEFAULT = new RelayLimits(10_000, 1_000, 512);
}
