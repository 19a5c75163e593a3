package dev.portals.orchestrator.web;

/** Answers requests; it may wait, and runs on a thread of its own. */
@FunctionalInterface
public interface Handler {
    /**
     * The answer.
     *
     * @throws WebFailure to answer with an error page
     */
    Response handle(Request request);
}
