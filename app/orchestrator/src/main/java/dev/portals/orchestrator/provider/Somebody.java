package dev.portals.orchestrator.provider;

/**
 * Who a provider says somebody is.
 *
 * @param subject never another person's at this provider
 * @param email which the provider has seen to be the person's
 * @param name may be empty
 */
public record Somebody(String subject, String email, String name) {}
