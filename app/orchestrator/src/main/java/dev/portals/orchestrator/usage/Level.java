package dev.portals.orchestrator.usage;

/**
 * How much of one thing is used of what a plan gives.
 *
 * @param subject the id of the project; of invitations the address of who invites
 * @param name what the project is called; of invitations that address
 * @param owner whose plan it is, by address: a project's is that of the first administrator of its space; empty if there is
 *     none
 * @param plan its name
 * @param limit {@link Long#MAX_VALUE}: none
 */
public record Level(Resource resource, String subject, String name, String owner, String plan, long used, long limit) {
    /** From where on people are warned, in hundredths of the limit. */
    public static final int WARNING = 80;

    /** Whether nothing is left. */
    public boolean isUsedUp() {
        return used >= limit;
    }

    /** Whether not much is left, or nothing. */
    public boolean isNearlyUsedUp() {
        return percent() >= WARNING;
    }

    /** Hundredths of the limit that are used, rounded down; 100 is everything. */
    public int percent() {
        // Limits are far below a hundredth of what a long holds, but for “none”.
        return limit == Long.MAX_VALUE
                ? 0
                : (int) Math.min(999, limit == 0 ? 100 : (long) Math.floor(used * 100.0 / limit));
    }

    /** How much of how much. */
    public String amount() {
        if (limit == Long.MAX_VALUE) {
            return shown(used);
        }
        return shown(used) + " of " + shown(limit);
    }

    private String shown(long number) {
        return resource == Resource.RELAYED_BYTES ? Amounts.bytes(number) : Amounts.count(number);
    }

    /** What it is about, as the beginning of a sentence or a heading. */
    public String sentence() {
        return switch (resource) {
            case RELAYED_BYTES -> "The project “" + name + "” has relayed " + amount() + " this month";
            case MEMBERS -> "The project “" + name + "” has " + amount() + " members";
            case RELAYS -> "The project “" + name + "” has " + amount() + " relays";
            case INVITATIONS -> name + " has made " + amount() + " invitations within a day";
        };
    }

    /** What its owner can do about it. */
    public String advice() {
        return "If that is too little, ask the administrator of this installation for a larger plan than “" + plan
                + "”.";
    }

    /** What happens when the limit is reached, or what has happened. */
    public String consequence() {
        return switch (resource) {
            case RELAYED_BYTES ->
                isUsedUp()
                        ? "Its relays have ended, and whoever connects through them is disconnected, until a new month begins (in universal time)."
                        : "When all of it is used, its relays end until a new month begins (in universal time).";
            case MEMBERS ->
                isUsedUp()
                        ? "Nobody else becomes a member until one is removed. Who is a member stays one."
                        : "When the limit is reached, nobody else becomes a member.";
            case RELAYS ->
                isUsedUp()
                        ? "No other relay is made until one ends. Those that are there stay."
                        : "When the limit is reached, no other relay is made.";
            case INVITATIONS ->
                isUsedUp()
                        ? "Another invitation can be made when the first of them is a day old."
                        : "When the limit is reached, the next invitation has to wait for a day.";
        };
    }
}
