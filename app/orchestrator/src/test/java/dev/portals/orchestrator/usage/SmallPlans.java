package dev.portals.orchestrator.usage;

import java.util.List;

/** A plan of small numbers, another of larger ones, and none that has no limit. */
final class SmallPlans implements Limits {
    @Override
    public long relayedBytes(String plan) {
        return plan.equals("small") ? 1_000 : Long.MAX_VALUE;
    }

    @Override
    public int members(String plan) {
        return plan.equals("small") ? 10 : 100_000;
    }

    @Override
    public int relays(String plan) {
        return plan.equals("small") ? 5 : 1_000;
    }

    @Override
    public int invitationsPerDay(String plan) {
        return plan.equals("small") ? 10 : 1_000;
    }

    @Override
    public List<String> names() {
        return List.of("large", "small");
    }
}
