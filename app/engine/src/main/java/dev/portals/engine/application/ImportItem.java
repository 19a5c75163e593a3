package dev.portals.engine.application;

/**
 * One thing in an export, and what importing it does here.
 *
 * @param key by which it is chosen, the same for the same file
 * @param name for a person
 * @param sentence what happens, for a person
 */
public record ImportItem(String key, Kind kind, String name, Change change, String sentence) {
    /** What can be in an export. */
    public enum Kind {
        /** A portal of the other computer, which is opened here as well. */
        PORTAL,
        /** A friend and the trust in them. */
        FRIEND,
        /** The local port and name of something reachable. */
        PORT
    }

    /** What happens here. */
    public enum Change {
        /** It isn't here yet. */
        NEW,
        /** It is here and becomes different. */
        CHANGED,
        /** It is here already, the same. */
        SAME,
        /** It can't be brought here, or what is here is worth more and stays. */
        KEPT
    }

    /** Whether importing it does anything. */
    public boolean isChange() {
        return change == Change.NEW || change == Change.CHANGED;
    }
}
