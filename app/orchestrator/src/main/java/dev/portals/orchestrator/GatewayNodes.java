package dev.portals.orchestrator;

import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.admin.Nodes;
import dev.portals.orchestrator.project.HostedProject;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.orchestrator.project.ProjectRelay;
import dev.portals.orchestrator.usage.WatchedNodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The projects behind the gateway of this process, for those who look after them. */
record GatewayNodes(ProjectGateway gateway) implements WatchedNodes, Nodes {
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
        return each(project -> project.relays().size());
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
    public void limitRelays(String projectId, int most) {
        gateway.find(projectId).ifPresent(project -> project.limitRelays(most));
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
