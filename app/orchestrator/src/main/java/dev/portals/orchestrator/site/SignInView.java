package dev.portals.orchestrator.site;

import java.util.List;

/**
 * The page on which people sign in.
 *
 * @param purpose what happens then
 * @param email what was typed
 * @param problem with it; empty if none
 * @param to where to go when done
 */
public record SignInView(String purpose, String email, String problem, String to, List<Provider> providers) {
    /** Somewhere else to sign in. */
    public record Provider(String name, String path) {}
}
