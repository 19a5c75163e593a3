package dev.portals.orchestrator.site;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Clients;
import dev.portals.orchestrator.account.DeviceCodes;
import dev.portals.orchestrator.account.Grants;
import dev.portals.orchestrator.account.Sessions;
import dev.portals.orchestrator.account.SignInMail;
import dev.portals.orchestrator.account.SignIns;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Routes;
import java.time.InstantSource;
import java.util.List;

/** The account service: everything it answers, put together. */
public final class AccountSite {
    private final Visitors visitors;
    private final SignInPages signIn;
    private final AuthorizePages authorize;
    private final DevicePages devices;
    private final OAuthEndpoints oauth;

    /**
     * The account service of an installation.
     *
     * @param mail how codes reach people
     */
    public AccountSite(
            Database database,
            InstantSource clock,
            PublicAddress address,
            Accounts accounts,
            Clients clients,
            SignInMail mail) {
        Grants grants = new Grants(database, clock);
        DeviceCodes codes = new DeviceCodes(database, clock, grants);
        this.visitors = new Visitors(address, new Sessions(database, clock), new Pages(address));
        this.authorize = new AuthorizePages(visitors, grants, clients, clock);
        this.signIn = new SignInPages(visitors, new SignIns(database, clock, accounts, mail), authorize, List.of());
        this.devices = new DevicePages(visitors, codes);
        this.oauth = new OAuthEndpoints(address, clients, accounts, grants, codes);
    }

    /** For pages of others that need to know who asks. */
    public Visitors visitors() {
        return visitors;
    }

    /** Adds everything it answers. */
    public void addTo(Routes routes) {
        oauth.addTo(routes);
        authorize.addTo(routes);
        signIn.addTo(routes);
        devices.addTo(routes);
    }
}
