package dev.portals.engine.application;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.PortalText;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.IdentityException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.friend.ContactCard;
import dev.portals.engine.friend.FriendBook;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Friend;
import dev.portals.transport.node.LocalNode;
import dev.portals.vault.VaultException;
import org.jspecify.annotations.Nullable;

/** What can be done with friends (spec 05 section 15.2). Each waits and is done in its turn. */
record FriendActions(Truth truth, LocalNode local, Memory memory, FriendBook book) {
    private static final int MOST_CHARACTERS = 100;

    SafetyNumber safetyNumber(String email, String identifier) {
        return SafetyNumber.of(local.identifier(), own().email(), identifier(identifier), address(email));
    }

    Friend verify(String email, String identifier) {
        return known(email, identifier, book.verify(address(email), identifier(identifier)));
    }

    Friend accept(String email, String identifier) {
        return known(email, identifier, book.accept(address(email), identifier(identifier)));
    }

    Friend revokeDevice(String email, String identifier) {
        return known(email, identifier, book.revoke(address(email), identifier(identifier)));
    }

    private Friend known(String email, String identifier, boolean known) {
        if (!known) {
            throw new ActionException(Reason.NOT_FOUND, "no device " + identifier + " of " + email + " is known");
        }
        return picture(email);
    }

    Friend pin(String email, String identifier) {
        return pinned(email, book.pin(address(email), identifier(identifier), ""));
    }

    private Friend pinned(String email, FriendBook.Verdict verdict) {
        if (verdict == FriendBook.Verdict.CHANGED) {
            throw new ActionException(
                    Reason.DENIED,
                    email
                            + " is known by another identity already: compare numbers with them, or accept the new"
                            + " device");
        } else if (verdict == FriendBook.Verdict.REVOKED) {
            throw new ActionException(Reason.DENIED, "you have removed this device of " + email + " before");
        }
        return picture(email);
    }

    Friend rename(String email, String name, String note) {
        book.rename(address(email), shown(name, note), note);
        return picture(email);
    }

    /** A name that can be shown. */
    static String shown(String name, String note) {
        String shown = name.strip();
        try {
            return shown.isEmpty() ? shown : new PortalText(shown, null, note).name();
        } catch (DecodeException e) {
            throw new ActionException(
                    Reason.INPUT, "a name has up to " + MOST_CHARACTERS + " characters that can be shown");
        }
    }

    Friend block(String email, boolean blocked) {
        book.block(address(email), blocked);
        return picture(email);
    }

    @Nullable Void forget(String email) {
        if (!book.forget(email)) {
            throw new ActionException(Reason.NOT_FOUND, "nothing is known of " + email);
        }
        return null;
    }

    String exportCard(String name) {
        SavedAccount account = own();
        String shown = name.strip();
        return ContactCard.make(
                account.email(), shown.isEmpty() ? account.name() : shown, local.identifier(), local.identities());
    }

    Friend importCard(String text) {
        ContactCard card;
        try {
            card = ContactCard.read(text, local.identities());
        } catch (DecodeException | IdentityException | VaultException e) {
            throw new ActionException(Reason.INPUT, "that is no contact card: " + e.getMessage());
        }
        if (card.identifier().equals(local.identifier())) {
            throw new ActionException(Reason.INPUT, "that is your own contact card");
        }
        return pinned(card.email(), book.pin(card.email(), card.identifier(), card.name()));
    }

    private SavedAccount own() {
        SavedAccount account = memory.saved().account();
        if (account == null) {
            throw new ActionException(Reason.NOT_ENROLLED, "sign in first: “portals enroll ADDRESS”");
        }
        return account;
    }

    static String address(String email) {
        String text = FriendBook.key(email);
        if (text.length() < 3
                || text.length() > 254
                || text.indexOf('@') < 1
                || text.chars().anyMatch(c -> c <= ' ')) {
            throw new ActionException(Reason.INPUT, "“" + email + "” is not an e-mail address");
        }
        return text;
    }

    private static Identifier identifier(String text) {
        try {
            return Identifier.parse(text.strip());
        } catch (DecodeException | IllegalArgumentException e) {
            throw new ActionException(
                    Reason.INPUT, "“" + text + "” is not an identifier: an I and 64 hexadecimal digits");
        }
    }

    private Friend picture(String email) {
        String key = FriendBook.key(email);
        return truth.state().friends().stream()
                .filter(friend -> friend.email().equals(key))
                .findFirst()
                .or(() -> book.find(email))
                .orElseThrow(() -> new ActionException(Reason.NOT_FOUND, "nothing is known of " + email));
    }
}
