package dev.portals.transport.portal;

import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.transport.portal.PortalEnd.Reason;
import dev.portals.transport.tcp.NettyLoop;
import org.jspecify.annotations.Nullable;

/**
 * The client's end: sends Ping, waits for Pong, then carries (spec 03 section 1.8). Where an outlet of ours has answered
 * before, the client's first bytes follow the Ping without waiting, which saves a round trip.
 */
final class InletPortal extends Portal {
    private final InletOptions options;
    private final Route route;
    private final Inlet inlet;

    InletPortal(Inlet inlet, Node node, NettyLoop loop, OpenPortals portals, InletOptions options, Route route) {
        super(
                node,
                loop,
                portals,
                options.incoming(),
                options.outgoing(),
                options.payloadLimit(),
                node.router().peerOf(route));
        this.options = options;
        this.route = route;
        this.inlet = inlet;
    }

    @Override
    String socketName() {
        return "the client";
    }

    @Override
    public void started(Context running) {
        super.started(running);
        node.flows().addConsumerFor(address, route);
        carriedBy(route.first());
        remote(route);
        after(options.pongTimeout(), this::unanswered);
        Delivery delivery = send(new PortalMessage.Ping(new Extension.Hello(Limits.WINDOW)));
        if (delivery == Delivery.NO_SUCH_ADDRESS) {
            end(Reason.UNREACHABLE, "the route to the outlet begins nowhere any more", false, Closing.RESET);
        } else {
            undeliverable(delivery);
            if (inlet.isOurs(route)) {
                readEarly();
            }
        }
    }

    private void unanswered() {
        String sentence =
                "no answer from the outlet within " + options.pongTimeout().toSeconds()
                        + " s: check that the outlet exists, that its policy lets this node in, and that the service"
                        + " answers";
        end(Reason.NO_ANSWER, sentence, true, Closing.RESET);
    }

    @Override
    void pong(Route returning, @Nullable Extension extension) {
        if (isOpen() || returning.isEmpty()) {
            super.pong(returning, extension);
            return;
        }
        remote(returning);
        if (extension instanceof Extension.Hello hello) {
            extended(hello);
            inlet.answered(route, true);
        } else {
            inlet.answered(route, false);
            if (hasSent()) {
                end(
                        Reason.PROTOCOL,
                        "another kind of outlet answers than before: please connect again",
                        true,
                        Closing.RESET);
                return;
            }
        }
        open();
    }
}
