package dev.portals.desktop.card;

import org.jspecify.annotations.Nullable;

/**
 * What the dialog that takes a card shows.
 *
 * @param problem what is wrong with what was given; empty: nothing
 * @param known who is known by their card now; null: nobody yet
 */
record ImportCardModel(
        String problem, boolean working, @Nullable Known known) {
    /**
     * Who made a card.
     *
     * @param name as they say, else the address
     */
    record Known(String email, String name) {}
}
