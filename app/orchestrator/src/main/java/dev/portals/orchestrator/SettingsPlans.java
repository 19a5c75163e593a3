package dev.portals.orchestrator;

import dev.portals.orchestrator.OrchestratorSettings.PlanSetting;
import dev.portals.orchestrator.space.Plans;
import dev.portals.orchestrator.usage.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The plans of the settings; one that isn't there is the usual one. */
record SettingsPlans(Map<String, PlanSetting> plans) implements Plans, Limits {
    static PlanSetting of(Map<String, PlanSetting> plans, String name) {
        return plans.getOrDefault(name, plans.getOrDefault("basic", PlanSetting.DEFAULT));
    }

    @Override
    public int projects(String plan) {
        return of(plans, plan).projects();
    }

    @Override
    public Duration credentialLife(String plan) {
        return of(plans, plan).credentialLife();
    }

    @Override
    public long relayedBytes(String plan) {
        return of(plans, plan).relayedBytes();
    }

    @Override
    public int members(String plan) {
        return of(plans, plan).members();
    }

    @Override
    public int relays(String plan) {
        return of(plans, plan).relays();
    }

    @Override
    public int invitationsPerDay(String plan) {
        return of(plans, plan).invitationsPerDay();
    }

    @Override
    public List<String> names() {
        return plans.keySet().stream().sorted().toList();
    }
}
