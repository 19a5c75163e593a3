package dev.portals.orchestrator.instance;

import dev.portals.core.relay.RelayInfo;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.transport.tcp.HostnamePort;

/** The projects behind the gateway of this instance. */
record GatewaySite(ProjectGateway gateway) implements Site {
    @Override
    public void displace(String projectId, RelayInfo relay) {
        gateway.find(projectId).ifPresent(project -> project.displace(relay));
    }

    @Override
    public void divert(String projectId, String relay, HostnamePort instance) {
        gateway.find(projectId).ifPresent(project -> project.divert(relay, instance));
    }

    @Override
    public void undivert(String projectId, String relay) {
        gateway.find(projectId).ifPresent(project -> project.undivert(relay));
    }
}
