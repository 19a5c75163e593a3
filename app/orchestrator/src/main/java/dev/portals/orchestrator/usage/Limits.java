package dev.portals.orchestrator.usage;

import java.util.List;

/** What plans give, by their names; a plan that isn't there gives what the usual one gives. */
public interface Limits {
    /** Bytes that a project relays in a month; {@link Long#MAX_VALUE}: as many as it likes. */
    long relayedBytes(String plan);

    /** Members of one project. */
    int members(String plan);

    /** Relays of one project at the same time. */
    int relays(String plan);

    /** New invitations of one person within a day. */
    int invitationsPerDay(String plan);

    /** The plans there are. */
    List<String> names();

    /** The sentence for what a plan doesn't give any more. */
    static String refusal(String plan, int most, String thing, String remedy) {
        return plan + " allows " + most + ' ' + thing + (most == 1 ? "" : "s") + "; " + remedy + ", " + REMEDY;
    }

    /** What a refusal ends with. */
    String REMEDY = "or ask the administrator of this installation for a larger plan";
}
