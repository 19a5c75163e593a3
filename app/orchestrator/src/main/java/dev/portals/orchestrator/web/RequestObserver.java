package dev.portals.orchestrator.web;

import java.time.Duration;

/** Is told of every answer. */
@FunctionalInterface
public interface RequestObserver {
    /**
     * One was given.
     *
     * @param pattern of the path, with names for what differs; empty for a path that isn't there
     */
    void answered(String pattern, int status, Duration time);
}
