package dev.portals.engine.state;

import java.util.Locale;
import java.util.Optional;

/** What can go wrong in ways that need explaining (spec 05 section 9). The codes are stable. */
public enum FailureMode {
    /** FM-1. */
    NO_NETWORK(
            1,
            "This computer has no network",
            "The application could not find any network when it began.",
            "Connect to a network. Your portals are there again by themselves within seconds; what you see until then is of"
                    + " the last time there was a connection."),
    /** FM-2. */
    NETWORK_LOST(
            2,
            "The network was lost",
            "There was a connection to the orchestrator, and it has ended.",
            "Nothing is to be done: it is tried again at once when the network is back, and every few seconds otherwise."
                    + " Local ports stay the same."),
    /** FM-3. */
    ORCHESTRATOR_UNREACHABLE(
            3,
            "The orchestrator can't be reached",
            "This computer has a network, but the orchestrator's host is unknown, refuses connections, isn't who it should be,"
                    + " or something between here and there blocks it.",
            "See whether the sentence names a host that is misspelt; if a web page asks you to sign in to this network, do"
                    + " so; if you need a proxy, set it; else ask who runs the orchestrator."),
    /** FM-4. */
    PROJECT_GONE(
            4,
            "Your project is no longer available",
            "The orchestrator answers, but your project was deleted or doesn't take this computer's credential.",
            "Sign out and in again, which makes this computer a member anew; if that doesn't help, ask who runs the"
                    + " orchestrator."),
    /** FM-5. */
    SERVICE_DOWN(
            5,
            "The service behind a portal doesn't answer",
            "The portal is there, but the program that it leads to refuses connections or doesn't answer. Friends'"
                    + " connections are closed at once.",
            "On your own computer: start the service, or edit the portal's address. On a friend's: tell them."),
    /** FM-6. */
    FRIEND_AWAY(
            6,
            "The friend's computer is off",
            "The friend's project answers, but no computer of theirs is connected to it.",
            "Wait: the portal connects by itself as soon as their computer is back."),
    /** FM-7. */
    ACCESS_ENDED(
            7,
            "The portal was closed, or you are no longer invited",
            "The friend's computer answers and doesn't let you in.",
            "Ask the friend; delete the entry if it is no longer needed."),
    /** FM-8. */
    INVITATION_NOT_SENT(
            8,
            "The invitation was not sent",
            "The orchestrator, or your project's authority, didn't take it. Nothing is recorded as sent.",
            "Check the address, and try again."),
    /** FM-9. */
    ANSWER_NOT_TAKEN(
            9,
            "The answer to an invitation didn't get through",
            "The orchestrator refused it, or could not be reached.",
            "Try again. An answer that could not be told for want of a connection is told later by itself."),
    /** FM-10. */
    TICKET_REFUSED(
            10,
            "The invitation's ticket isn't taken",
            "It has expired, was used by somebody else, or was taken back.",
            "Ask the friend for a new invitation."),
    /** FM-11. */
    PORT_BUSY(
            11,
            "The local port is taken by another program",
            "A portal keeps its local port for life, so that bookmarks and settings stay right; this time another program"
                    + " listens there.",
            "End that program and retry, or choose another port: “portals port ID PORT”."),
    /** FM-12. */
    CLOCK_WRONG(
            12,
            "This computer's clock is wrong",
            "Credentials hold for a time. A clock that is more than two minutes off makes valid ones look expired or from"
                    + " the future.",
            "Set the clock, best by switching on setting it automatically."),
    /** FM-13. */
    WOKE_UP(
            13,
            "This computer slept",
            "Connections end when a computer sleeps.",
            "Nothing is to be done: all of them are tried at once when it wakes up."),
    /** FM-14. */
    STORAGE(
            14,
            "The application's data can't be written",
            "The disk is full, or its directory may not be written. What is open stays open, and nothing is lost, but nothing"
                    + " can be changed.",
            "Make room or repair the permissions, then try again."),
    /** FM-15. */
    KEYS_LOCKED(
            15,
            "The keys can't be used",
            "The place where the keys are kept is locked, or access was denied.",
            "Unlock it and retry. Keys are never put anywhere else without your consent."),
    /** FM-16. */
    SECOND_INSTANCE(
            16,
            "The application runs already",
            "Another process uses this home.",
            "Use that one, or end it with “portals quit”."),
    /** FM-17. */
    SAFE_MODE(
            17,
            "The application failed and was started in safe mode",
            "It ended unexpectedly twice in a short time, so all portals are paused.",
            "Resume them with “portals resume”. If it happens again, report the problem."),
    /** FM-18. */
    QUOTA(
            18,
            "The quota of your account is used up",
            "The orchestrator passes on no more data, or takes no more members, spaces or projects, for this account.",
            "Wait until the quota begins anew, or ask who runs the orchestrator. Direct connections aren't counted.");

    private final int number;
    private final String title;
    private final String cause;
    private final String remedy;

    FailureMode(int number, String title, String cause, String remedy) {
        this.number = number;
        this.title = title;
        this.cause = cause;
        this.remedy = remedy;
    }

    /** The stable code, for example {@code FM-11}. */
    public String code() {
        return "FM-" + number;
    }

    /** What is the matter, in a few words. */
    public String title() {
        return title;
    }

    /** What it means. */
    public String cause() {
        return cause;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }

    /** The one with that code, in any case and with or without {@code FM-}. */
    public static Optional<FailureMode> find(String code) {
        String digits = code.strip().toUpperCase(Locale.ROOT).replaceFirst("^FM-?", "");
        for (FailureMode mode : values()) {
            if (Integer.toString(mode.number).equals(digits)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
