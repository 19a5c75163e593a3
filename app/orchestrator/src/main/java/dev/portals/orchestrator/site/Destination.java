package dev.portals.orchestrator.site;

/** Pages of ours that somebody may be sent to after signing in, and nothing else. */
final class Destination {
    /** Where people go who wanted nothing else. */
    static final String DEFAULT = "/account";

    private static final int MOST = 2_000;

    private Destination() {}

    /** That page if it is one of ours, else the default one. */
    static String of(String path) {
        boolean ours = path.length() <= MOST
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c <= '~' && c != '\\' && c != '"' && c != '<' && c != '>');
        return ours ? path : DEFAULT;
    }

    /** Whether it is the page that gives codes to programs. */
    static boolean isAuthorize(String path) {
        return path.startsWith("/authorize?");
    }
}
