package dev.portals.orchestrator.admin;

import dev.portals.core.api.ApiFailure;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.invitation.Invitations;
import dev.portals.orchestrator.mail.MailSettings;
import dev.portals.orchestrator.site.DeviceRemoval;
import dev.portals.orchestrator.site.Visitor;
import dev.portals.orchestrator.site.Visitors;
import dev.portals.orchestrator.space.Projects;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.usage.Levels;
import dev.portals.orchestrator.usage.Limits;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebFailure;
import dev.portals.orchestrator.web.pages.admin.JtescreenGenerated;
import java.time.InstantSource;
import java.util.Locale;

/**
 * The administration of an installation. For whoever isn't an administrator its pages aren't there; what is done on them is in
 * the audit log.
 */
public final class AdminSite {
    /** That of all pages, and frames of our own. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self';"
            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final Parts parts;

    /**
     * What the pages are about.
     *
     * @param removal takes devices away
     */
    public record Parts(
            Database database,
            InstantSource clock,
            Visitors visitors,
            Accounts accounts,
            Projects projects,
            Invitations invitations,
            AuditLog audit,
            Nodes nodes,
            Levels levels,
            Limits limits,
            MailSettings mail,
            DeviceRemoval removal) {}

    /** Shows a screen. */
    @FunctionalInterface
    interface Show {
        Screen of(Request request, Visitor visitor);
    }

    /** Does something. */
    @FunctionalInterface
    interface Do {
        /** The path of the page to show then. */
        String of(Request request, Visitor visitor);
    }

    /** The administration of those. */
    public AdminSite(Parts parts) {
        this.parts = parts;
    }

    /** Adds all pages. */
    public void addTo(Routes routes) {
        Directory directory = new Directory(parts.database(), parts.clock());
        AdminRoutes admin = new AdminRoutes(routes, parts.visitors());
        new OverviewPage(parts).addTo(admin);
        new UserPages(parts, directory).addTo(admin);
        new SpacePages(parts, directory).addTo(admin);
        new ProjectPages(parts, directory).addTo(admin);
        new InvitationsPage(parts).addTo(admin);
        new MailPages(parts).addTo(admin);
        new AuditPage(parts).addTo(admin);
    }

    /** Where pages are added that only administrators see. */
    record AdminRoutes(Routes routes, Visitors visitors) {
        void get(String path, Show show) {
            routes.get(path, visitors.administrator((request, visitor) -> {
                Screen screen;
                try {
                    screen = show.of(request, visitor);
                } catch (ApiFailure failure) {
                    throw told(failure);
                }
                return Pages.page(200, out -> JtescreenGenerated.render(out, null, visitor.frame(), screen))
                        .with("Content-Security-Policy", POLICY);
            }));
        }

        void post(String path, Do action) {
            routes.post(path, visitors.administrator((request, visitor) -> {
                try {
                    return visitors.redirect(action.of(request, visitor));
                } catch (ApiFailure failure) {
                    throw told(failure);
                }
            }));
        }

        void raw(String path, Visitors.Page page) {
            routes.get(path, visitors.administrator(page));
        }
    }

    /** Refusals are sentences that people may read. */
    static WebFailure told(ApiFailure failure) {
        if (failure.code() == 404) {
            return WebFailure.notFound();
        }
        String sentence = failure.sentence();
        return new WebFailure(
                failure.code() >= 400 && failure.code() < 500 ? failure.code() : 500,
                "That was not done",
                sentence.isEmpty()
                        ? "Go back and try again."
                        : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".");
    }
}
