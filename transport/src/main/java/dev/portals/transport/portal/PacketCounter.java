package dev.portals.transport.portal;

/** Checks the counters of those payloads that carry one: 0, 1, … 65535, 0 … (spec 03 section 1.4). */
final class PacketCounter {
    private int last = 0xffff;

    /** Whether this is the next one; then the one after it is expected. */
    boolean accepts(int counter) {
        if (counter != (last + 1 & 0xffff)) {
            return false;
        }
        last = counter;
        return true;
    }
}
