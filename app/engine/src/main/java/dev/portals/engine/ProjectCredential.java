package dev.portals.engine;

import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialCache;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.credential.Credentials;
import dev.portals.core.credential.FileCredentialCache;
import dev.portals.core.credential.RefreshingCredentialSource;
import dev.portals.core.credential.VerifiedCredential;
import dev.portals.core.project.Project;
import dev.portals.transport.node.LocalNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A node's own credential of a project: fetched from the project's authority, kept in the home's folder {@code credentials}
 * between runs and renewed before it ends.
 */
public final class ProjectCredential implements AutoCloseable {
    private final LocalNode local;
    private final Project project;
    private final CredentialCache cache;
    private final CredentialCache.Key key;
    private final ScheduledExecutorService scheduler;
    private final RefreshingCredentialSource source;

    /**
     * Nothing is fetched before it is needed.
     *
     * @param home where credentials are kept
     * @throws dev.portals.core.identity.IdentityException if the authority's change history isn't valid
     */
    public ProjectCredential(LocalNode local, Project project, Path home) {
        this.local = local;
        this.project = project;
        local.identities().learn(project.authority(), null);
        this.cache = FileCredentialCache.open(home.resolve("credentials"));
        this.key = new CredentialCache.Key(
                local.identifier(), project.authorityIdentifier(), "project-member-" + project.id());
        this.scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("credential-alarm").factory());
        this.source = RefreshingCredentialSource.of(
                key,
                new AuthorityClient(local, project)::credential,
                local.credentials(),
                cache,
                scheduler,
                local.node().offload());
    }

    /** To present in channels. */
    public CredentialSource source() {
        return source;
    }

    /**
     * Fetches a credential now, verifies it and keeps it.
     *
     * @throws dev.portals.core.credential.CredentialException if what the authority issued isn't valid
     */
    public VerifiedCredential fetch() {
        Credential credential = new AuthorityClient(local, project).credential();
        Credentials credentials = local.credentials();
        VerifiedCredential verified =
                credentials.verify(credential, local.identifier(), Set.of(project.authorityIdentifier()));
        cache.put(key, credential);
        return verified;
    }

    @Override
    public void close() {
        source.close();
        scheduler.shutdownNow();
    }
}
