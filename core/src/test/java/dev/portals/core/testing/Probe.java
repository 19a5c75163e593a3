package dev.portals.core.testing;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A worker without rules that keeps what it gets; payloads are shown in hex. */
public final class Probe {
    /** What arrived. */
    public record Seen(Route onward, Route returning, String payload, Message message) {
        /** The three parts that cross a wire. */
        public String line() {
            return onward + " / " + returning + " / " + payload;
        }
    }

    private final Context context;
    private final List<Seen> seen = new ArrayList<>();

    private Probe(Node node, Address address) {
        context = node.router()
                .start(
                        (message, source) -> seen.add(new Seen(
                                message.onward(),
                                message.returning(),
                                HexFormat.of().formatHex(Buffers.toBytes(message.payload())),
                                message)),
                        node.nextLoop(),
                        Mailbox.open(address));
    }

    /** One at that address. */
    public static Probe at(Node node, String name) {
        return new Probe(node, Address.local(name));
    }

    /** One at that address. */
    public static Probe at(Node node, Address address) {
        return new Probe(node, address);
    }

    /** Everything that arrived, and forgets it. */
    public List<Seen> take() {
        List<Seen> taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    /** Sends from here, with this address as return route. */
    public Delivery send(Route onward, String hex) {
        return context.send(onward, Buffers.copyOf(HexFormat.of().parseHex(hex)));
    }

    /** Sends any message from here. */
    public Delivery send(Message message) {
        return context.send(message);
    }

    /** Its worker. */
    public Context context() {
        return context;
    }
}
