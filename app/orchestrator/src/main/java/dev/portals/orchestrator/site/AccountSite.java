package dev.portals.orchestrator.site;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Clients;
import dev.portals.orchestrator.account.DeviceCodes;
import dev.portals.orchestrator.account.ExternalLogins;
import dev.portals.orchestrator.account.FirstAdministrator;
import dev.portals.orchestrator.account.Grants;
import dev.portals.orchestrator.account.IdTokens;
import dev.portals.orchestrator.account.Sessions;
import dev.portals.orchestrator.account.SignInMail;
import dev.portals.orchestrator.account.SignIns;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.provider.SignInProvider;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Routes;
import dev.portals.vault.SigningVault;
import java.time.InstantSource;
import java.util.List;

/** The account service: everything it answers, put together. */
public final class AccountSite {
    private final Visitors visitors;
    private final SignInPages signIn;
    private final AuthorizePages authorize;
    private final DevicePages devices;
    private final AccountPages account;
    private final FirstAdministratorPages first;
    private final ProviderPages providers;
    private final OAuthEndpoints oauth;
    private final Sessions sessions;
    private final Discovery discovery;

    /**
     * The account service of an installation.
     *
     * @param clients which programs people may sign in to
     * @param mail how codes reach people
     * @param keys holds the key that signs ID tokens
     * @param elsewhere where people can sign in besides
     * @param removal takes devices away
     * @param notices what somebody's plan soon gives no more
     */
    public AccountSite(
            Database database,
            InstantSource clock,
            PublicAddress address,
            Accounts accounts,
            AuditLog audit,
            Clients clients,
            SignInMail mail,
            SigningVault keys,
            List<SignInProvider> elsewhere,
            DeviceRemoval removal,
            PlanNotices notices) {
        Grants grants = new Grants(database, clock);
        DeviceCodes codes = new DeviceCodes(database, clock, grants);
        this.sessions = new Sessions(database, clock);
        IdTokens idTokens = new IdTokens(database, clock, address, keys);
        this.visitors = new Visitors(address, sessions, new Pages(address));
        this.authorize = new AuthorizePages(visitors, grants, clients, clock, audit);
        this.providers = new ProviderPages(address, visitors, new ExternalLogins(database, accounts), elsewhere, audit);
        this.signIn = new SignInPages(
                visitors, new SignIns(database, clock, accounts, mail), authorize, providers.buttons(), audit);
        this.devices = new DevicePages(visitors, codes, audit);
        this.account = new AccountPages(visitors, accounts, sessions, removal, notices, clock, audit);
        this.first = new FirstAdministratorPages(visitors, new FirstAdministrator(database, accounts), audit);
        this.oauth = new OAuthEndpoints(address, clients, accounts, grants, codes, idTokens);
        this.discovery = new Discovery(address, idTokens);
    }

    /** For pages of others that need to know who asks. */
    public Visitors visitors() {
        return visitors;
    }

    /** How often somebody has signed in in a browser, to this process. */
    public long signedIn() {
        return sessions.begun();
    }

    /** Adds everything it answers. */
    public void addTo(Routes routes) {
        oauth.addTo(routes);
        discovery.addTo(routes);
        authorize.addTo(routes);
        signIn.addTo(routes);
        providers.addTo(routes);
        devices.addTo(routes);
        account.addTo(routes);
        first.addTo(routes);
    }

    /**
     * Adds where our own programs find the controller.
     *
     * @param controller a multi-address
     * @param identifier who the controller is
     */
    public static void addInstallation(Routes routes, String controller, String identifier) {
        Discovery.addInstallation(routes, controller, identifier);
    }
}
