package dev.portals.core.controller;

import dev.portals.core.routing.Address;

/** The workers of a controller (spec 04 section 3.1), all behind its channel listener. */
public final class ControllerWorkers {
    /** The channel listener. */
    public static final Address LISTENER = Address.local("api");
    /** Binds the caller to a user account. */
    public static final Address AUTH0_AUTHENTICATOR = Address.local("auth0_authenticator");
    /** Spaces and their administrators. */
    public static final Address SPACES = Address.local("spaces");
    /** Projects, their administrators, operations and add-ons. */
    public static final Address PROJECTS = Address.local("projects");
    /** Issues administrators' credentials. */
    public static final Address ACCOUNTS = Address.local("accounts");
    /** Versions. */
    public static final Address VERSION_INFO = Address.local("version_info");
    /** Legacy subscriptions. */
    public static final Address SUBSCRIPTIONS = Address.local("subscriptions");
    /** Invitations, and the changes of what a user sees. */
    public static final Address USERS = Address.local("users");
    /** Returns what it gets. */
    public static final Address ECHO = Address.local("echo");

    private ControllerWorkers() {}
}
