package dev.portals.engine.state;

/**
 * Who signed in, and where.
 *
 * @param name empty if the account has none
 * @param picture an address of the web; empty if the account has none
 * @param orchestrator its address of the web
 * @param project the id of the project that this computer's portals belong to
 */
public record Account(String email, String name, String picture, String orchestrator, String project) {}
