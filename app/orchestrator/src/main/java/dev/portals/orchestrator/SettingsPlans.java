package dev.portals.orchestrator;

import dev.portals.orchestrator.OrchestratorSettings.PlanSetting;
import dev.portals.orchestrator.space.Plans;
import java.time.Duration;
import java.util.Map;

/** The plans of the settings; one that isn't there is the usual one. */
record SettingsPlans(Map<String, PlanSetting> plans) implements Plans {
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
}
