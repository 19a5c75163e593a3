package dev.portals.orchestrator.controller;

import dev.portals.core.api.ApiCall;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.space.Caller;
import java.util.Optional;

/** Who asks, by the identity that was proved. */
record Callers(Accounts accounts) {
    /** The account of the caller; {@link ApiFailure} if it has none or must not ask. */
    Caller of(ApiCall call) {
        User user = accounts.byIdentifier(call.caller())
                .orElseThrow(
                        () -> new ApiFailure(Status.UNAUTHORIZED, "enroll first: this identity belongs to no account"));
        if (user.blocked()) {
            throw new ApiFailure(Status.FORBIDDEN, "this account is blocked");
        }
        accounts.seen(call.caller());
        return caller(user);
    }

    /** The number of the account that an identity belongs to. */
    Optional<Long> number(Identifier identifier) {
        return accounts.byIdentifier(identifier).map(User::id);
    }

    static Caller caller(User user) {
        return new Caller(user.id(), user.email(), user.verified(), user.plan());
    }
}
