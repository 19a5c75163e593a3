package dev.portals.core.channel;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import org.jspecify.annotations.Nullable;

/** Sends everything back to where it came from. */
final class Echo implements Worker {
    private @Nullable Context context;

    static void start(Node node, EventLoop loop) {
        node.router().start(new Echo(), loop, Mailbox.open(Address.local("echo")));
    }

    @Override
    public void started(Context running) {
        context = running;
    }

    @Override
    public void handle(Message message, Address source) {
        if (context != null) {
            context.send(message.withRoutes(message.returning(), Route.of(context.address())));
        }
    }
}
