package dev.portals.orchestrator.invitation;

import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.identity.Identifier;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What invitations ask of spaces and projects, inside their own transactions. */
public interface Targets {
    /**
     * A project that is ready.
     *
     * @param route where clients reach it, as in its record
     * @param authorityRoute where clients reach its authority, as in its record
     */
    record Project(
            String id, String name, Identifier identifier, String route, Identifier authority, String authorityRoute) {}

    /** The project of that id; empty if there is none or it isn't ready. */
    Optional<Project> project(Handle handle, String id);

    /** What the project or space is called; empty if there is none. */
    Optional<String> name(Handle handle, Scope scope, String id);

    /**
     * Whether somebody administers a project or a space.
     *
     * @param scope {@link Scope#SPACE} for a space, else for a project
     */
    boolean administers(Handle handle, Scope scope, String id, String email);

    /** Gives somebody who accepted an invitation the role that it promised (spec 04 section 6.4). */
    void grant(Handle handle, String id, String email, Role role, Scope scope);

    /** Makes what was granted effective everywhere, after the transaction; it may wait. */
    void granted(String id, String email, Scope scope);
}
