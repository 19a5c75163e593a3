package dev.portals.desktop.found;

import dev.portals.desktop.list.Address;
import java.util.Optional;

/**
 * A service of this computer.
 *
 * @param program whose it is; empty: nobody may know
 */
public record Found(int port, String program) {
    /** Where it is. */
    public Address address() {
        return new Address("localhost", port, Optional.empty());
    }

    /** What it is called to a person. */
    String words() {
        String kind = address().kind().orElse("");
        String what = program.isEmpty() ? kind : program;
        return what.isEmpty() ? Integer.toString(port) : port + " · " + what;
    }
}
