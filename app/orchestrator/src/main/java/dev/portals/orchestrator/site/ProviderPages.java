package dev.portals.orchestrator.site;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.ExternalLogins;
import dev.portals.orchestrator.account.Secrets;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.provider.Attempt;
import dev.portals.orchestrator.provider.ProviderException;
import dev.portals.orchestrator.provider.SignInProvider;
import dev.portals.orchestrator.provider.Somebody;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Signing in at another service. The way there and back is tied to the browser by a cookie, which holds the attempt's secret and
 * where the person wants to go.
 */
final class ProviderPages {
    private static final String PATH = "/sign-in/with/";

    private final PublicAddress address;
    private final Visitors visitors;
    private final ExternalLogins logins;
    private final List<SignInProvider> providers;
    private final AuditLog audit;

    ProviderPages(
            PublicAddress address,
            Visitors visitors,
            ExternalLogins logins,
            List<SignInProvider> providers,
            AuditLog audit) {
        this.address = address;
        this.visitors = visitors;
        this.logins = logins;
        this.providers = List.copyOf(providers);
        this.audit = audit;
    }

    List<SignInView.Provider> buttons() {
        return providers.stream()
                .map(provider -> new SignInView.Provider(provider.name(), PATH + provider.name()))
                .toList();
    }

    void addTo(Routes routes) {
        for (SignInProvider provider : providers) {
            URI back = address.to(PATH + provider.name() + "/back");
            routes.get(PATH + provider.name(), visitors.page((request, visitor) -> begin(provider, back, request)));
            routes.get(
                    PATH + provider.name() + "/back",
                    visitors.page((request, visitor) -> finish(provider, back, request)));
        }
    }

    private Response begin(SignInProvider provider, URI back, Request request) {
        Attempt attempt = new Attempt(Secrets.random());
        String to = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Destination.of(request.query().get("to")).getBytes(StandardCharsets.US_ASCII));
        try {
            return visitors.atProvider(
                    Response.redirect(provider.page(attempt, back).toString()), attempt.secret() + '.' + to);
        } catch (ProviderException e) {
            throw failed(e);
        }
    }

    private Response finish(SignInProvider provider, URI back, Request request) {
        String[] kept = visitors.atProvider(request).split("\\.", 2);
        Attempt attempt = new Attempt(kept[0]);
        if (kept.length != 2 || !Secrets.same(request.query().get("state"), attempt.state())) {
            throw new WebFailure(
                    400, "This sign-in was not begun here", "Begin again, in this browser and within ten minutes.");
        }
        String code = request.query().get("code");
        if (code.isEmpty()) {
            throw new WebFailure(403, "You were not signed in", "It was refused at " + provider.name() + ".");
        }
        try {
            Somebody somebody = provider.finish(attempt, back, code);
            User user = logins.signIn(provider.name(), somebody.subject(), somebody.email(), somebody.name())
                    .orElseThrow(() -> blocked(somebody, provider));
            audit.done(user.email(), "sign-in", "", "by " + provider.name());
            String to = Destination.of(new String(Base64.getUrlDecoder().decode(kept[1]), StandardCharsets.US_ASCII));
            return visitors.atProvider(visitors.signIn(visitors.redirect(to), request, user), "");
        } catch (ProviderException e) {
            throw failed(e);
        } catch (IllegalArgumentException e) {
            throw WebFailure.malformed();
        }
    }

    private WebFailure blocked(Somebody somebody, SignInProvider provider) {
        audit.refused(somebody.email(), "sign-in", "", "the account is blocked; by " + provider.name());
        return new WebFailure(403, "This account is blocked", "Ask the administrator of this installation about it.");
    }

    private static WebFailure failed(ProviderException e) {
        return new WebFailure(502, "You were not signed in", e.sentence());
    }
}
