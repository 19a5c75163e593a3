package dev.portals.engine.application;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.Project;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.OwnCredential;
import dev.portals.engine.ProjectCredential;
import dev.portals.engine.Way;
import dev.portals.engine.state.Reachable;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.portal.Inlet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way of an inlet to the sharer's computer over the sharer's project, with the credential that it takes. */
final class ReachingWay implements AutoCloseable {
    private final ProjectCredential credential;
    private final Way way;
    private volatile @Nullable Instant upSince;
    private volatile boolean closed;

    ReachingWay(
            LocalNode local,
            Path home,
            Project project,
            ServiceAccessDetails access,
            String invitation,
            Inlet inlet,
            Consumer<NodeEvent> events) {
        credential = new ProjectCredential(local, project, home);
        ChannelOptions channels = ChannelOptions.of(local.identifier())
                .withAuthority(project.authorityIdentifier())
                .withCredential(credential.source())
                .withTrust(TrustPolicy.exactly(access.nodeIdentifier()))
                .withTimeout(Application.CHANNEL_TIMEOUT);
        way = Way.ofInlet(
                local,
                channels,
                new MultiAddr(List.of(
                        new MultiAddr.Project(project.name()),
                        new MultiAddr.Service("forward_to_" + access.nodeIdentifier()),
                        new MultiAddr.Secure("api"),
                        new MultiAddr.Service(access.service()))),
                inlet,
                invitation,
                new OwnCredential(local, project.authorityIdentifier(), credential.source()),
                event -> {
                    upSince =
                            event instanceof NodeEvent.Up ? local.node().clock().instant() : null;
                    if (!closed) {
                        events.accept(event);
                    }
                });
    }

    /** How packets go; null while they don't. */
    Reachable.@Nullable Path path() {
        Instant since = upSince;
        return since == null
                ? null
                : new Reachable.Path(Reachable.Path.Kind.RELAY, way.roundTrip().orElse(null), since);
    }

    void retryNow() {
        way.retryNow();
    }

    @Override
    public void close() {
        closed = true;
        way.close();
        credential.close();
    }
}
