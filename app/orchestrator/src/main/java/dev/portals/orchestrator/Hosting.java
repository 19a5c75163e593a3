package dev.portals.orchestrator;

import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityException;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.orchestrator.authority.AuthoritySettings;
import dev.portals.orchestrator.authority.SqlAuthorityStore;
import dev.portals.orchestrator.instance.Instances;
import dev.portals.orchestrator.project.HostedProject;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.orchestrator.project.ProjectIdentity;
import dev.portals.orchestrator.space.ProjectHosting;
import dev.portals.orchestrator.space.ProjectNodes;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.usage.Limits;
import dev.portals.vault.SigningAlgorithm;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the nodes and authorities of projects behind the gateway of this process. */
final class Hosting implements ProjectHosting {
    /** What an authority knows of an administrator from the beginning (spec 04 section 5.4). */
    private static final Map<String, String> ADMINISTRATOR =
            Map.of("ockam-role", "enroller", "ockam-relay", "*", "ockam-tls-certificate", "true");

    private static final String NODE = "project-";
    private static final String AUTHORITY = "authority-";

    private final Database database;
    private final Identities identities;
    private final ProjectGateway gateway;
    private final ChangeHistory accountAuthority;
    private final InstantSource clock;
    /** All of ours, as far as they were read: to read them for each project would take long with ten thousand. */
    private final Map<String, Identifier> names = new ConcurrentHashMap<>();

    private volatile @Nullable Instances instances;
    private final Limits limits;
    private final AuditLog audit;

    /**
     * Behind that gateway.
     *
     * @param accountAuthority the controller, whose credentials make administrators
     * @param limits what plans give
     */
    Hosting(
            Database database,
            Identities identities,
            ProjectGateway gateway,
            ChangeHistory accountAuthority,
            InstantSource clock,
            Limits limits,
            AuditLog audit) {
        this.database = database;
        this.identities = identities;
        this.gateway = gateway;
        this.accountAuthority = accountAuthority;
        this.clock = clock;
        this.limits = limits;
        this.audit = audit;
    }

    /** Other instances follow from now on. */
    void share(Instances others) {
        instances = others;
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
                            .withStrangersHidden()
                            .withPreTrusted(trusted),
                    new SqlAuthorityStore(database, tenant.projectId(), limits::members),
                    identities,
                    clock,
                    (caller, why) -> audit.refused(caller.toString(), "member.add", tenant.projectId(), why));
            // Who ceased to be one while no authority ran.
            members.keepAdministrators(tenant.administrators());
            HostedProject hosted = gateway.host(new ProjectIdentity(tenant.projectId(), node.identifier()), members);
            hosted.allowRelaying(tenant.relaying());
            Instances others = instances;
            if (others != null) {
                others.started(tenant.projectId());
            }
        }
        return new ProjectNodes(node.history(), authority.history());
    }

    private Identity identity(String name) {
        if (!names.containsKey(name)) {
            names.putAll(identities.own());
        }
        return Optional.ofNullable(names.get(name))
                .flatMap(identities::find)
                .orElseGet(() -> identity(identities, name));
    }

    /** Our identity of that name; the first time, it is made. Of several instances that make it at once, one does. */
    static Identity identity(Identities identities, String name) {
        return find(identities, name).orElseGet(() -> {
            try {
                return identities.create(name, SigningAlgorithm.ED25519);
            } catch (IdentityException e) {
                return find(identities, name).orElseThrow(() -> e);
            }
        });
    }

    private static Optional<Identity> find(Identities identities, String name) {
        return Optional.ofNullable(identities.own().get(name)).flatMap(identities::find);
    }

    private static String nodeName(String projectId) {
        return NODE + projectId;
    }

    private static String authorityName(String projectId) {
        return AUTHORITY + projectId;
    }

    @Override
    public Set<String> known() {
        return identities.own().keySet().stream()
                .filter(name -> name.startsWith(NODE) || name.startsWith(AUTHORITY))
                .map(name -> name.substring(name.indexOf('-') + 1))
                .collect(Collectors.toSet());
    }

    @Override
    public void stop(String projectId) {
        gateway.stop(projectId);
    }

    @Override
    public Set<String> running() {
        return gateway.projects().stream()
                .map(project -> project.identity().id())
                .collect(Collectors.toSet());
    }

    @Override
    public void allowRelaying(String projectId, boolean relaying) {
        gateway.find(projectId)
                .filter(project -> project.isRelayingAllowed() != relaying)
                .ifPresent(project -> project.allowRelaying(relaying));
    }

    @Override
    public void changed() {
        Instances others = instances;
        if (others != null) {
            others.announceProjects();
        }
    }

    @Override
    public void remove(String projectId) {
        gateway.stop(projectId);
        identities.destroy(nodeName(projectId));
        identities.destroy(authorityName(projectId));
        names.remove(nodeName(projectId));
        names.remove(authorityName(projectId));
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
