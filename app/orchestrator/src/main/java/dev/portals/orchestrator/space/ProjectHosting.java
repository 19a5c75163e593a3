package dev.portals.orchestrator.space;

import dev.portals.core.identity.Identifier;
import java.time.Duration;
import java.util.Set;

/** Where the nodes and authorities of projects run. All of it may wait; none of it is called inside a transaction. */
public interface ProjectHosting {
    /**
     * A project that is to run.
     *
     * @param administrators who its authority trusts from the beginning (spec 04 section 5.4)
     */
    record Tenant(String projectId, Duration credentialLife, boolean relaying, Set<Identifier> administrators) {
        /** Copies the set. */
        public Tenant {
            administrators = Set.copyOf(administrators);
        }
    }

    /**
     * Starts a project's node and its authority, whose identities are made the first time. When this returns both accept
     * connections.
     */
    ProjectNodes start(Tenant tenant);

    /** Ends both, if they run. */
    void stop(String projectId);

    /** The ids of the projects whose nodes run here. */
    Set<String> running();

    /** Whether a project that runs here relays. */
    void allowRelaying(String projectId, boolean relaying);

    /** The records of some projects have been made or deleted; what else runs projects has followed when this returns. */
    void changed();

    /** Ends both and destroys their identities. */
    void remove(String projectId);

    /** The projects for whose nodes there are identities. */
    Set<String> known();

    /** Makes the authority take an identity for an administrator; effective when this returns. */
    void trust(String projectId, Identifier administrator);

    /**
     * Takes everything an administrator had from an identity: the authority doesn't know it any more, and credentials that
     * say otherwise and were made until now count for nothing; effective when this returns.
     */
    void forget(String projectId, Identifier administrator);
}
