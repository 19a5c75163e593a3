package dev.portals.orchestrator.usage;

/**
 * What a project has relayed this month.
 *
 * @param owner the address of its space's first administrator; empty if there is none
 * @param plan that one's plan, by name
 * @param limit bytes a month; {@link Long#MAX_VALUE}: as many as it likes
 */
public record ProjectUsage(String projectId, String owner, String plan, long bytes, long limit) {
    /** From where on its owner is warned, in hundredths of the limit. */
    static final int WARNING = 80;

    /** Whether nothing is left. */
    public boolean isUsedUp() {
        return bytes >= limit;
    }

    /** Whether not much is left. */
    public boolean isNearlyUsedUp() {
        return bytes / (double) limit >= WARNING / 100.0;
    }
}
