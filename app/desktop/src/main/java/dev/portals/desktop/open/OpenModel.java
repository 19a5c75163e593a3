package dev.portals.desktop.open;

import dev.portals.desktop.look.Mark;

/**
 * What the dialog shows besides what is typed.
 *
 * @param answer whether something answers at the address; null mark word empty: not known
 * @param addressProblem what is wrong with the address; empty: nothing
 * @param addressHint what to know about it; empty: nothing
 * @param nameProblem what is wrong with the name; empty: nothing
 * @param suggestion a name that is free; empty: none needed
 * @param ownerHint what whoever shares such a service should know; empty: nothing
 * @param problem why it couldn't be opened; empty: it wasn't tried
 * @param working whether it is being opened
 * @param ready whether it may be tried
 */
record OpenModel(
        Mark answer,
        String answerWord,
        String addressProblem,
        String addressHint,
        String nameProblem,
        String suggestion,
        String ownerHint,
        String problem,
        boolean working,
        boolean ready) {}
