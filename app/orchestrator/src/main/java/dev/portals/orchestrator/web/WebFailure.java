package dev.portals.orchestrator.web;

/** A request that is answered with an error page. It carries no stack trace. */
public final class WebFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    /**
     * A failure that the person is told.
     *
     * @param status of HTTP
     * @param title a few words
     * @param sentence what happened and what to do
     */
    public WebFailure(int status, String title, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.title = title;
    }

    /** There is no such thing, or the person may not know of it. */
    public static WebFailure notFound() {
        return new WebFailure(404, "There is no such page", "The address may be mistyped, or what it showed is gone.");
    }

    /** The request isn't one. */
    public static WebFailure malformed() {
        return new WebFailure(400, "This request makes no sense", "Go back and try again.");
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** A few words. */
    public String title() {
        return title;
    }

    /** What happened and what to do. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
