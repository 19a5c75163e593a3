package dev.portals.desktop.edit;

/**
 * What the dialog shows besides what is typed.
 *
 * @param titleProblem what is wrong with the name; empty: nothing
 * @param addressProblem what is wrong with the address; empty: nothing
 * @param problem why it couldn't be changed; empty: it wasn't tried
 * @param ready whether it may be tried
 */
record EditModel(String titleProblem, String addressProblem, String problem, boolean working, boolean ready) {}
