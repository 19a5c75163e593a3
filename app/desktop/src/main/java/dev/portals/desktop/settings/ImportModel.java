package dev.portals.desktop.settings;

import java.util.List;

/**
 * What an import would do, or has done.
 *
 * @param lines what is in it
 * @param phase how far it is
 * @param problem why it does not go on; empty: it does
 * @param chosen how many lines are to be imported
 */
record ImportModel(List<Line> lines, Phase phase, String problem, int chosen) {
    /** How far it is. */
    enum Phase {
        /** The file is read. */
        READING,
        /** The person chooses. */
        CHOOSING,
        /** It is imported. */
        WORKING,
        /** It is done. */
        DONE
    }

    /**
     * Something in it.
     *
     * @param icon name of its picture
     * @param sentence what happens, or has happened
     * @param change whether importing it does anything
     * @param chosen whether it is to be imported
     */
    record Line(String key, String icon, String name, String sentence, boolean change, boolean chosen) {}
}
