package dev.portals.orchestrator.invitation;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import org.jdbi.v3.core.Handle;

/**
 * Somebody with an account, as invitations know people.
 *
 * @param key the address as addresses are compared
 * @param verified whether the address is this person's for sure
 */
record Person(long id, String email, String key, boolean verified, String name, String plan) {
    /**
     * The user of that number.
     *
     * @throws ApiFailure if there is none, or it is blocked
     */
    static Person of(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM users WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> {
                    if (row.getBoolean("blocked")) {
                        throw new ApiFailure(Status.FORBIDDEN, "this account is blocked");
                    }
                    return new Person(
                            id,
                            row.getString("email"),
                            row.getString("email_key"),
                            row.getBoolean("verified"),
                            row.getString("name"),
                            row.getString("plan"));
                })
                .findOne()
                .orElseThrow(() -> new ApiFailure(Status.UNAUTHORIZED, "enroll first: this identity has no account"));
    }
}
