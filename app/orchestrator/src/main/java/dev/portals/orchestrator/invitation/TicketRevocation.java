package dev.portals.orchestrator.invitation;

import org.jdbi.v3.core.Handle;

/** Undoes enrollment tickets at a project's authority. */
@FunctionalInterface
public interface TicketRevocation {
    /**
     * Deletes the code, if it wasn't used up, and the members that it made.
     *
     * @param codeHash SHA-256 of the one-time code, in hexadecimal digits
     */
    void revoke(Handle handle, String projectId, String codeHash);
}
