package dev.portals.orchestrator.space;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.orchestrator.account.Emails;
import java.util.Locale;
import java.util.regex.Pattern;

/** What spaces, projects and their administrators may be called (spec 04 section 3.2). */
final class Naming {
    private static final int MOST_CHARACTERS = 63;
    private static final int MOST_OF_DEFAULT = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*");

    private Naming() {}

    /** Refuses a name that isn't one. */
    static String checkName(String name) {
        if (name.length() > MOST_CHARACTERS || !NAME.matcher(name).matches()) {
            throw new ApiFailure(
                    Status.BAD_REQUEST,
                    "a name consists of at most " + MOST_CHARACTERS
                            + " letters and digits with single “-”, “_” or “.” between them");
        }
        return name;
    }

    /** The form in which names are compared. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Refuses an address that isn't one. */
    static String checkEmail(String email) {
        if (!Emails.isValid(email)) {
            throw new ApiFailure(Status.BAD_REQUEST, "that is not an e-mail address");
        }
        return email;
    }

    /** What the space of a new account is called, before four digits are added that make it unlike others. */
    static String ofDefaultSpace(String email) {
        String local = email.substring(0, Math.max(0, email.indexOf('@')));
        String name = local.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        name = name.substring(0, Math.min(name.length(), MOST_OF_DEFAULT)).replaceAll("-$", "");
        return name.isEmpty() ? "space" : name;
    }
}
