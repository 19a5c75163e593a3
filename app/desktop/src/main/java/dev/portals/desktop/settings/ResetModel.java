package dev.portals.desktop.settings;

/**
 * What the dialog shows.
 *
 * @param word whether a word is to be typed before
 * @param leave whether everything is taken back and given up before
 * @param ready whether it may be done
 * @param problem why it was not done; empty: it wasn't tried
 */
record ResetModel(boolean word, boolean leave, boolean ready, String problem) {}
