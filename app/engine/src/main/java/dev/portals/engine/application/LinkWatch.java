package dev.portals.engine.application;

import dev.portals.engine.NodeEvent;
import dev.portals.engine.Way;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Problem;
import dev.portals.transport.node.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the relay, as its session and the controller's answers show it (spec 05 section 7.2). Connected means that
 * the relay answered; nothing else does. Thread-safe.
 */
final class LinkWatch {
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final String host;
    private boolean connected;
    private boolean everConnected;
    private boolean network = true;
    private Instant since;
    private @Nullable Problem problem;
    private @Nullable Problem controller;
    private @Nullable Way relay;

    LinkWatch(InstantSource clock, String host) {
        this.clock = clock;
        this.host = host;
        this.since = clock.instant();
    }

    /** The relay's way, whose pings are looked at. */
    synchronized void watch(Way way) {
        relay = way;
    }

    synchronized void event(NodeEvent event) {
        switch (event) {
            case NodeEvent.Up up -> {
                turn(true);
                everConnected = true;
                problem = null;
            }
            case NodeEvent.Down down -> {
                turn(false);
                become(mode(down.side()), down.reason());
            }
            default -> {}
        }
    }

    private static FailureMode mode(ConnectException.@Nullable Reason side) {
        return switch (side) {
            case null -> FailureMode.NETWORK_LOST;
            case DENIED, CREDENTIAL -> FailureMode.PROJECT_GONE;
            case OFFLINE, ADDRESS, ABSENT -> FailureMode.ORCHESTRATOR_UNREACHABLE;
        };
    }

    private void turn(boolean toConnected) {
        if (connected != toConnected) {
            connected = toConnected;
            since = clock.instant();
        }
    }

    private void become(FailureMode mode, String sentence) {
        Problem before = problem;
        Instant begun = before != null && before.mode() == mode ? before.since() : clock.instant();
        problem = new Problem(mode, sentence, begun);
    }

    /** Whether this computer has any network. */
    synchronized void network(boolean there) {
        network = there;
    }

    /** Why the controller can't be asked; null if it can. */
    synchronized void controller(@Nullable Problem why) {
        controller = why;
    }

    synchronized Link link() {
        Duration roundTrip = relay == null ? null : relay.roundTrip().orElse(null);
        if (connected) {
            boolean slow = roundTrip != null && roundTrip.compareTo(SLOW) > 0;
            return new Link(
                    slow || controller != null ? Link.State.DEGRADED : Link.State.CONNECTED,
                    since,
                    controller,
                    roundTrip,
                    host);
        }
        if (!network) {
            FailureMode mode = everConnected ? FailureMode.NETWORK_LOST : FailureMode.NO_NETWORK;
            return new Link(
                    Link.State.OFFLINE, since, new Problem(mode, "this computer has no network", since), null, host);
        }
        return new Link(Link.State.CONNECTING, since, problem, null, host);
    }
}
