package dev.portals.core.service;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Sends every payload back as it came, undecoded (spec 01 section 8.1). Peers take a node without it for dead: their
 * sessions ping it.
 */
public final class Echo implements Worker {
    /** Its usual address. */
    public static final Address ADDRESS = Address.local("echo");

    private @Nullable Context context;

    private Echo() {}

    /** Starts one for whom the rule allows. */
    public static Context start(Node node, Address address, AccessControl incoming) {
        return node.router().start(new Echo(), node.nextLoop(), Mailbox.of(address, incoming, AccessControl.ALLOW_ALL));
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        Context sender = context;
        if (sender == null) {
            message.release();
            return;
        }
        // The origin stays: who sends faster than the answers leave must wait.
        sender.send(new Message(
                message.returning(), Route.of(sender.address()), message.payload(), null, message.origin()));
    }
}
