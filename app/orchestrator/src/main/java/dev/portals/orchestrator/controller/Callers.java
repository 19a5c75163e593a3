package dev.portals.orchestrator.controller;

import dev.portals.core.api.ApiCall;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.space.Caller;
import java.util.Locale;
import java.util.Optional;

/** Who asks, by the identity that was proved. */
record Callers(Accounts accounts) {
    private static final int MOST_OF_OBJECT = 100;

    /** The account of the caller; {@link ApiFailure} if it has none or must not ask. */
    Caller of(ApiCall call) {
        User user = accounts.byIdentifier(call.caller())
                .orElseThrow(
                        () -> new ApiFailure(Status.UNAUTHORIZED, "enroll first: this identity belongs to no account"));
        if (user.blocked()) {
            throw new ApiFailure(Status.FORBIDDEN, "this account is blocked");
        }
        if (!user.verified()) {
            throw new ApiFailure(Status.FORBIDDEN, "confirm the e-mail address of this account first");
        }
        accounts.seen(call.caller());
        return caller(user);
    }

    /** Records that somebody may not. All strangers are one: they cost nothing, and must not fill the log. */
    void refused(ApiCall call, String worker, ApiFailure failure, AuditLog audit) {
        Identifier identifier = call.peer();
        if (identifier == null || failure.status() != Status.FORBIDDEN && failure.status() != Status.UNAUTHORIZED) {
            return;
        }
        String action = worker + "." + String.valueOf(call.request().method()).toLowerCase(Locale.ROOT);
        Optional<User> user = accounts.byIdentifier(identifier);
        if (user.isEmpty()) {
            audit.refused("stranger", action, "", identifier + ": " + failure.sentence());
            return;
        }
        String object =
                call.parameters().getOrDefault("project", call.parameters().getOrDefault("space", ""));
        audit.refused(
                user.get().email(),
                action,
                object.substring(0, Math.min(object.length(), MOST_OF_OBJECT)),
                failure.sentence());
    }

    /** The number of the account that an identity belongs to. */
    Optional<Long> number(Identifier identifier) {
        return accounts.byIdentifier(identifier).map(User::id);
    }

    static Caller caller(User user) {
        return new Caller(user.id(), user.email(), user.verified(), user.plan());
    }
}
