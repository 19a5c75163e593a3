package dev.portals.command;

/** How the program ends (spec 05 section 15.9). */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** It didn't work. */
    static final int FAILED = 1;
    /** It was called wrongly. */
    static final int USAGE = 2;
    /** There is no identity or project here yet. */
    static final int NOT_ENROLLED = 3;
    /** Nobody answers there. */
    static final int OFFLINE = 4;
    /** We, or they, refuse. */
    static final int DENIED = 5;
    /** There is no such thing. */
    static final int NOT_FOUND = 6;

    private ExitCode() {}
}
