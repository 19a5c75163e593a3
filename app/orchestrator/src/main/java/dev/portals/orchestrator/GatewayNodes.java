package dev.portals.orchestrator;

import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.admin.Nodes;
import dev.portals.orchestrator.project.HostedProject;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.orchestrator.project.ProjectRelay;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.usage.WatchedNodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The projects behind the gateway of this process, for those who look after them. Of other instances it knows how many relays
 * they have.
 */
record GatewayNodes(ProjectGateway gateway, Database database) implements WatchedNodes, Nodes {
    private <T> Map<String, T> each(Function<HostedProject, T> value) {
        Map<String, T> all = new HashMap<>();
        gateway.projects().forEach(project -> all.put(project.identity().id(), value.apply(project)));
        return all;
    }

    @Override
    public Map<String, Long> relayedBytes() {
        return each(project -> project.traffic().relayedBytes());
    }

    @Override
    public Map<String, Integer> relays() {
        Map<String, Integer> relays = new HashMap<>(shared());
        each(project -> project.relays().size()).forEach((id, here) -> relays.merge(id, here, Math::max));
        return relays;
    }

    /** The relays of all instances together, as far as they have been recorded; nothing if there is one instance. */
    private Map<String, Integer> shared() {
        Map<String, Integer> relays = new HashMap<>();
        if (database.isPostgresql()) {
            database.read(handle -> handle.createQuery("SELECT project_id, COUNT(*) AS number FROM relays"
                                    + " WHERE instance_id IS NOT NULL GROUP BY project_id")
                            .map((row, context) -> Map.entry(row.getString("project_id"), row.getInt("number")))
                            .list())
                    .forEach(project -> relays.put(project.getKey(), project.getValue()));
        }
        return relays;
    }

    @Override
    public Map<String, Long> refusedRelays() {
        return each(HostedProject::refusedRelays);
    }

    @Override
    public void allowRelaying(String projectId, boolean allowed) {
        gateway.find(projectId)
                .filter(project -> project.isRelayingAllowed() != allowed)
                .ifPresent(project -> project.allowRelaying(allowed));
    }

    @Override
    public void limitRelays(Map<String, Integer> most) {
        Map<String, Integer> shared = shared();
        most.forEach((id, limit) -> gateway.find(id).ifPresent(project -> {
            int elsewhere =
                    Math.max(0, shared.getOrDefault(id, 0) - project.relays().size());
            project.limitRelays(Math.max(0, limit - elsewhere));
        }));
    }

    @Override
    public List<Relay> all() {
        return gateway.projects().stream()
                .flatMap(project -> project.relays().stream().map(relay -> relay(project, relay)))
                .toList();
    }

    @Override
    public List<Relay> of(String projectId) {
        return gateway.find(projectId)
                .map(project -> project.relays().stream()
                        .map(relay -> relay(project, relay))
                        .toList())
                .orElse(List.of());
    }

    private static Relay relay(HostedProject project, ProjectRelay relay) {
        var owner = relay.info().owner();
        return new Relay(
                project.identity().id(),
                relay.info().name(),
                owner == null ? "" : owner.toString(),
                relay.info().createdAt(),
                relay.bytes());
    }

    @Override
    public int channels(String projectId) {
        return gateway.find(projectId)
                .map(project -> project.traffic().channels())
                .orElse(0);
    }

    @Override
    public boolean removeRelay(String projectId, String name) {
        return gateway.find(projectId).map(project -> project.removeRelay(name)).orElse(false);
    }

    @Override
    public void removeMember(String projectId, Identifier member) {
        gateway.find(projectId).ifPresent(project -> project.authority().forget(member));
    }
}
