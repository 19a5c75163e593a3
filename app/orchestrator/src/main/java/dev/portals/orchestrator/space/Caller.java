package dev.portals.orchestrator.space;

import dev.portals.orchestrator.account.Emails;

/**
 * The account of somebody who asks for something.
 *
 * @param id never another account's
 * @param email as its owner spells it
 * @param verified whether the address was shown to be the owner's
 * @param plan what the account may use, by name
 */
public record Caller(long id, String email, boolean verified, String plan) {
    /** The form of the address in which it is compared. */
    String key() {
        return Emails.key(email);
    }
}
