package dev.portals.desktop.card;

/**
 * What the dialog of the own card shows.
 *
 * @param card the text; empty: it isn't made yet
 * @param problem what went wrong; empty: nothing
 */
record OwnCardModel(String card, Saved saved, String problem) {
    /** Whether it was written into a file. */
    enum Saved {
        /** Not yet. */
        NOT,
        /** It was. */
        DONE
    }
}
