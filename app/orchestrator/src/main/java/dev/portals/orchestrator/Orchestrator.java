package dev.portals.orchestrator;

import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Clients;
import dev.portals.orchestrator.account.FirstAdministrator;
import dev.portals.orchestrator.account.SignInMail;
import dev.portals.orchestrator.admin.AdminSite;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.controller.Controller;
import dev.portals.orchestrator.instance.Instances;
import dev.portals.orchestrator.instance.Turns;
import dev.portals.orchestrator.invitation.InvitationLimits;
import dev.portals.orchestrator.invitation.Invitations;
import dev.portals.orchestrator.mail.MailQueue;
import dev.portals.orchestrator.mail.MailSender;
import dev.portals.orchestrator.mail.MailTexts;
import dev.portals.orchestrator.mail.Outbox;
import dev.portals.orchestrator.metrics.Metrics;
import dev.portals.orchestrator.operations.Figures;
import dev.portals.orchestrator.operations.OperationsPages;
import dev.portals.orchestrator.operations.Readiness;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.orchestrator.provider.SignInProvider;
import dev.portals.orchestrator.site.AccountSite;
import dev.portals.orchestrator.site.DeviceRemoval;
import dev.portals.orchestrator.site.InvitationPages;
import dev.portals.orchestrator.site.PlanNotices;
import dev.portals.orchestrator.space.ProjectAddresses;
import dev.portals.orchestrator.space.ProjectSettings;
import dev.portals.orchestrator.space.Projects;
import dev.portals.orchestrator.space.Spaces;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.OrchestratorKeys;
import dev.portals.orchestrator.usage.Levels;
import dev.portals.orchestrator.usage.UsageWatch;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebServer;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole orchestrator in this process: accounts, controller, project nodes with their authorities and relays, invitations and
 * mail. It is a program by itself and a part of others, such as tests.
 */
public final class Orchestrator implements AutoCloseable {
    private static final String CONTROLLER = "controller";
    private static final Duration PROJECT_PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final OrchestratorSettings settings;
    private final PublicAddress publicAddress;
    private final WebServer web;
    private final Controller controller;
    private final ProjectGateway gateway;
    private final Identifier identifier;
    private final Metrics metrics;
    private final Optional<URI> firstAdministrator;
    private @Nullable Instances instances;
    private boolean closed;

    private Orchestrator(OrchestratorSettings settings, InstantSource clock) {
        this.settings = settings;
        try {
            Installation installation = new Installation(settings);
            keep(installation.lock());
            SecureRandom random = new SecureRandom();
            Database database = keep(installation.open());
            Identities identities = OrchestratorKeys.open(database, installation.masterKey(), clock);
            Identity self = Hosting.identity(identities, CONTROLLER);
            this.identifier = self.identifier();

            this.web = keep(bind("http", settings.http()));
            this.publicAddress = settings.publicUrl() != null
                    ? settings.publicUrl()
                    : PublicAddress.of("http://localhost:" + web.address().getPort());
            NettyNode netty = keep(NettyNode.create(Runtime.getRuntime().availableProcessors()));
            this.gateway = keep(gateway(netty, settings.gateway(), identities));

            SettingsPlans plans = new SettingsPlans(settings.plans());
            AuditLog audit = new AuditLog(database, clock);
            Accounts accounts = new Accounts(database, clock);
            ProjectAddresses addresses = new ProjectAddresses(
                    settings.projectHost(), publicPort(settings.instance().publicGateway(), gateway.address()));
            Hosting hosting = new Hosting(database, identities, gateway, self.history(), clock, plans, audit);
            Turns turns = Turns.alone(database);
            if (database.isPostgresql()) {
                instances =
                        keep(Instances.join(database, clock, settings.instance().name(), internalAddress(), gateway));
                hosting.share(instances);
                turns = instances.turns();
            }
            Projects projects = keep(new Projects(
                    database,
                    clock,
                    audit,
                    hosting,
                    new ProjectSettings(addresses, version(), plans, PROJECT_PATIENCE)));
            Spaces spaces = new Spaces(database, clock, audit, projects, random);

            MailQueue queue = new MailQueue(clock);
            MailTexts texts = new MailTexts(publicAddress);
            Revisions revisions = keep(Revisions.start(database));
            Invitations invitations = new Invitations(
                    database,
                    clock,
                    queue,
                    texts,
                    new InvitationTargets(spaces, projects, addresses),
                    new MemberRevocation(),
                    audit,
                    revisions,
                    InvitationLimits.of(plans::invitationsPerDay));

            this.metrics = new Metrics();
            this.controller = keep(controller(
                    netty,
                    new Controller.Parts(
                            identifier,
                            version(),
                            identities,
                            database,
                            accounts,
                            spaces,
                            projects,
                            invitations,
                            revisions,
                            audit,
                            metrics)));

            SignInMail signInMail = (handle, id, email, code, path, life) ->
                    queue.enqueue(handle, texts.signInCode(id, email, code, path, life));
            DeviceRemoval removal = (user, device) -> {
                if (accounts.unbind(device, user.id())) {
                    audit.done(user.email(), "device.remove", device.toString(), "");
                    projects.deviceChanged(device, List.of(user.email()));
                }
            };
            GatewayNodes nodes = new GatewayNodes(gateway, database);
            Levels levels = new Levels(database, clock, plans, nodes::relays);
            AccountSite site = new AccountSite(
                    database,
                    clock,
                    publicAddress,
                    accounts,
                    audit,
                    new Clients(settings.clientIds()),
                    signInMail,
                    identities.vault().identitySigning(),
                    settings.providers().values().stream()
                            .map(SignInProvider::of)
                            .toList(),
                    removal,
                    user -> levels.warnings(user).stream()
                            .map(level -> new PlanNotices.Notice(
                                    level.sentence(), level.consequence() + " " + level.advice()))
                            .toList());
            Routes routes = new Routes();
            site.addTo(routes);
            new InvitationPages(site.visitors(), invitations, clock).addTo(routes);
            new AdminSite(new AdminSite.Parts(
                            database,
                            clock,
                            site.visitors(),
                            accounts,
                            projects,
                            invitations,
                            audit,
                            nodes,
                            levels,
                            plans,
                            settings.mail(),
                            removal))
                    .addTo(routes);
            AccountSite.addInstallation(routes, controllerRoute(), identifier.toString());
            this.firstAdministrator =
                    new FirstAdministrator(database, accounts).newLink().map(publicAddress::to);
            if (instances == null) {
                projects.start();
            } else {
                projects.join();
                instances.keepProjects(projects::follow);
            }
            figures(netty, database, site, audit);
            new OperationsPages(
                            new Readiness(database, controller::isListening, gateway::isListening, clock),
                            metrics,
                            settings.metricsToken(),
                            settings.publicUrl() != null)
                    .addTo(routes);
            web.serve(publicAddress, settings.proxies(), routes, metrics::answeredPage);
            keep(new UsageWatch(database, clock, levels, nodes, queue, texts, audit).start());
            keep(MailSender.start(database, clock, random, settings.mail()));
            tend(turns, accounts, invitations, audit, new Outbox(database), clock);
            keep(Running.self(
                            publicAddress.toString(),
                            text(web.address()),
                            text(controller.address()),
                            text(gateway.address()),
                            identifier.toString())
                    .announce(settings.home()));
            LOG.info(
                    "ready at {}: pages {}, controller {}, gateway {}",
                    publicAddress,
                    web.address(),
                    controller.address(),
                    gateway.address());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything; when this returns, all of it answers.
     *
     * @throws dev.portals.orchestrator.store.StoreException if the database can't be used
     * @throws OrchestratorSettings.Refused if a setting can't be carried out
     * @throws dev.portals.vault.VaultException if the keys can't be used
     */
    public static Orchestrator start(OrchestratorSettings settings) {
        return new Orchestrator(settings, InstantSource.system());
    }

    /** Where the pages are reached. */
    public PublicAddress publicAddress() {
        return publicAddress;
    }

    /** Where the account service listens. */
    public InetSocketAddress http() {
        return web.address();
    }

    /** Where the controller listens. */
    public InetSocketAddress controller() {
        return controller.address();
    }

    /** Where the projects are reached. */
    public InetSocketAddress gateway() {
        return gateway.address();
    }

    /** Who the controller is: clients expect nobody else. */
    public Identifier controllerIdentifier() {
        return identifier;
    }

    /** The link that makes whoever follows it the first administrator, once; empty if there is one. */
    public Optional<URI> firstAdministrator() {
        return firstAdministrator;
    }

    /** The variables that point an {@code ockam} command of either generation here (spec 06, A 04 section 9). */
    public SequencedMap<String, String> environment() {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        variables.put("OCKAM_AUTHENTICATOR_ENDPOINT", publicAddress.toString());
        variables.put("OCKAM_AUTH0_CLIENT_ID", Clients.PORTALS);
        variables.put("OCKAM_CONTROLLER_ADDR", controllerRoute());
        variables.put("OCKAM_CONTROLLER_IDENTITY_ID", identifier.toString());
        variables.put("OCKAM_ORCHESTRATOR_UI_URL", publicAddress.to("/").toString());
        variables.put("OCKAM_DISABLE_UPGRADE_CHECK", "1");
        variables.put("OCKAM_TELEMETRY_EXPORT", "false");
        variables.put("OCKAM_OPENTELEMETRY_EXPORT", "false");
        return variables;
    }

    private void figures(NettyNode netty, Database database, AccountSite site, AuditLog audit) {
        new Figures(metrics)
                .of(gateway)
                .of(controller)
                .of(database)
                .of(netty.loops().loops());
        metrics.counter("portals_sign_ins_total", "Sessions begun in browsers.", site::signedIn);
        metrics.counter("portals_refusals_total", "Requests that somebody had no right to.", audit::refusals);
    }

    private String controllerRoute() {
        return new ProjectAddresses(
                        settings.publicHost(), publicPort(settings.instance().publicController(), controller.address()))
                .controller()
                .toString();
    }

    private static int publicPort(int setting, InetSocketAddress bound) {
        return setting == 0 ? bound.getPort() : setting;
    }

    /** Where other instances reach our gateway. */
    private HostnamePort internalAddress() {
        HostnamePort internal = settings.instance().internal();
        HostnamePort bound = settings.gateway();
        String host = internal != null
                ? internal.host()
                : gateway.address().getAddress().isAnyLocalAddress() ? localHost() : bound.host();
        return new HostnamePort(host, publicPort(internal == null ? 0 : internal.port(), gateway.address()));
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            throw new OrchestratorSettings.Refused(
                    "instance.internal", "say where other instances reach the gateway of this one");
        }
    }

    /** The version of this program. */
    static String version() {
        return Optional.ofNullable(Orchestrator.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static WebServer bind(String field, HostnamePort place) {
        try {
            return WebServer.bind(literal(field, place));
        } catch (IOException e) {
            throw unusable(field, place, String.valueOf(e.getMessage()));
        }
    }

    private static ProjectGateway gateway(NettyNode netty, HostnamePort place, Identities identities) {
        try {
            return ProjectGateway.start(netty, literal("gateway", place), identities);
        } catch (TransportException e) {
            throw unusable("gateway", place, String.valueOf(e.getMessage()));
        }
    }

    private Controller controller(NettyNode netty, Controller.Parts with) {
        try {
            return Controller.start(netty, literal("controller", settings.controller()), with);
        } catch (TransportException e) {
            throw unusable("controller", settings.controller(), String.valueOf(e.getMessage()));
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static InetSocketAddress literal(String field, HostnamePort place) {
        InetSocketAddress address = new InetSocketAddress(place.host().replaceAll("^\\[|]$", ""), place.port());
        if (address.isUnresolved()) {
            throw new OrchestratorSettings.Refused(field, "the host " + place.host() + " is unknown");
        }
        return address;
    }

    private static OrchestratorSettings.Refused unusable(String field, HostnamePort place, String why) {
        return new OrchestratorSettings.Refused(
                field, place + " can't be used (" + why + "): choose another port, or 0 for a free one");
    }

    /** What has to be done now and then. */
    private void tend(
            Turns turns,
            Accounts accounts,
            Invitations invitations,
            AuditLog audit,
            Outbox outbox,
            InstantSource clock) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tending").factory());
        keep(timer::shutdownNow);
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        if (turns.take("tending")) {
                            accounts.forgetExpired();
                            invitations.tend();
                            audit.forget(AuditLog.KEPT);
                            outbox.forget(clock.instant().minus(settings.mailKept()));
                        }
                    } catch (RuntimeException e) {
                        LOG.warn("what has expired could not be forgotten now", e);
                    }
                },
                1,
                10,
                TimeUnit.MINUTES);
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.add(part);
        return part;
    }

    /** Ends everything, the last that was started first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        LOG.info("ending");
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {} failed", part, e);
            }
        }
    }
}
