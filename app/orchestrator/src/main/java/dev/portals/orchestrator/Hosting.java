package dev.portals.orchestrator;

import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.orchestrator.authority.AuthoritySettings;
import dev.portals.orchestrator.authority.SqlAuthorityStore;
import dev.portals.orchestrator.project.HostedProject;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.orchestrator.project.ProjectIdentity;
import dev.portals.orchestrator.space.ProjectHosting;
import dev.portals.orchestrator.space.ProjectNodes;
import dev.portals.orchestrator.store.Database;
import dev.portals.vault.SigningAlgorithm;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs the nodes and authorities of projects behind the gateway of this process. */
final class Hosting implements ProjectHosting {
    /** What an authority knows of an administrator from the beginning (spec 04 section 5.4). */
    private static final Map<String, String> ADMINISTRATOR =
            Map.of("ockam-role", "enroller", "ockam-relay", "*", "ockam-tls-certificate", "true");

    private final Database database;
    private final Identities identities;
    private final ProjectGateway gateway;
    private final ChangeHistory accountAuthority;
    private final InstantSource clock;

    /**
     * Behind that gateway.
     *
     * @param accountAuthority the controller, whose credentials make administrators
     */
    Hosting(
            Database database,
            Identities identities,
            ProjectGateway gateway,
            ChangeHistory accountAuthority,
            InstantSource clock) {
        this.database = database;
        this.identities = identities;
        this.gateway = gateway;
        this.accountAuthority = accountAuthority;
        this.clock = clock;
    }

    @Override
    public synchronized ProjectNodes start(Tenant tenant) {
        Identity node = identity(nodeName(tenant.projectId()));
        Identity authority = identity(authorityName(tenant.projectId()));
        if (gateway.find(tenant.projectId()).isEmpty()) {
            Map<Identifier, Map<String, String>> trusted = new LinkedHashMap<>();
            tenant.administrators().forEach(administrator -> trusted.put(administrator, ADMINISTRATOR));
            Authority members = new Authority(
                    authority.identifier(),
                    AuthoritySettings.of(tenant.projectId())
                            .withAccountAuthority(accountAuthority, true)
                            .withCredentialTtl(tenant.credentialLife())
                            .withPreTrusted(trusted),
                    new SqlAuthorityStore(database, tenant.projectId()),
                    identities,
                    clock);
            HostedProject hosted = gateway.host(new ProjectIdentity(tenant.projectId(), node.identifier()), members);
            hosted.allowRelaying(tenant.relaying());
        }
        return new ProjectNodes(node.history(), authority.history());
    }

    private Identity identity(String name) {
        return Optional.ofNullable(identities.own().get(name))
                .flatMap(identities::find)
                .orElseGet(() -> identities.create(name, SigningAlgorithm.ED25519));
    }

    private static String nodeName(String projectId) {
        return "project-" + projectId;
    }

    private static String authorityName(String projectId) {
        return "authority-" + projectId;
    }

    @Override
    public void stop(String projectId) {
        gateway.stop(projectId);
    }

    @Override
    public void remove(String projectId) {
        gateway.stop(projectId);
        identities.destroy(nodeName(projectId));
        identities.destroy(authorityName(projectId));
    }

    @Override
    public void trust(String projectId, Identifier administrator) {
        gateway.find(projectId).ifPresent(hosted -> hosted.authority().preTrust(administrator, ADMINISTRATOR));
    }

    @Override
    public void forget(String projectId, Identifier administrator) {
        gateway.find(projectId).ifPresent(hosted -> hosted.authority().forgetAdministrator(administrator));
    }
}
