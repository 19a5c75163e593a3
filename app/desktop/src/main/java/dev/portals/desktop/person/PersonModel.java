package dev.portals.desktop.person;

import dev.portals.engine.state.Trust;
import java.util.List;

/**
 * What the dialog shows besides what is typed.
 *
 * @param name as I call them, else the address
 * @param problem why the last action failed; empty: it didn't
 */
record PersonModel(
        String email,
        String name,
        Trust trust,
        boolean blocked,
        List<Computer> computers,
        String problem,
        boolean working) {
    /** Copies the list. */
    PersonModel {
        computers = List.copyOf(computers);
    }

    /**
     * A computer of theirs.
     *
     * @param shortened the identity, as far as people look at it
     * @param about when it was seen, in words
     * @param removed whether nothing of it is accepted any more
     */
    record Computer(String identity, String shortened, Trust trust, String about, boolean removed) {}
}
