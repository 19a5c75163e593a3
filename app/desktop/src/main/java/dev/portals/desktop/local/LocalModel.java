package dev.portals.desktop.local;

/**
 * What the dialog shows besides what is typed.
 *
 * @param portProblem what is wrong with the port; empty: nothing
 * @param problem why the last try failed; empty: it didn't
 * @param ready whether it may be tried
 */
record LocalModel(String portProblem, String problem, boolean ready) {}
