package dev.portals.core.testing;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Worker;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on and puts itself into the return route (spec 01 section 8.3). For tests only: what it can reach
 * everybody can reach.
 */
public final class Hop implements Worker {
    private final Consumer<Message> tap;
    private @Nullable Context context;

    private Hop(Consumer<Message> tap) {
        this.tap = tap;
    }

    /** Starts one that shows each message as it arrives. */
    public static Context start(Node node, String name, Consumer<Message> tap) {
        return node.router().start(new Hop(tap), node.nextLoop(), Mailbox.open(Address.local(name)));
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        tap.accept(message);
        Context sender = context;
        if (sender != null) {
            sender.send(message.withRoutes(
                    message.onward().rest(), message.returning().prepend(sender.address())));
        }
    }
}
