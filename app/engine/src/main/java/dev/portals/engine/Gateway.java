package dev.portals.engine;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Worker;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A second name for the way to the channel listener, the project's identifier: addresses of projects and tickets have the
 * form {@code …/service/<project>/service/api} (spec 04 section 4.1). It passes on to the listener and to nothing else.
 */
final class Gateway implements Worker {
    private final Address listener;
    private @Nullable Context context;

    private Gateway(Address listener) {
        this.listener = listener;
    }

    static Context start(Node node, String project, Address listener) {
        return node.router()
                .start(
                        new Gateway(listener),
                        node.nextLoop(),
                        Mailbox.of(
                                Address.local(project),
                                AccessControl.ALLOW_ALL,
                                AccessControl.towards(Set.of(listener))));
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        if (message.onward().size() != 2 || !message.onward().get(1).equals(listener)) {
            message.release();
            return;
        }
        Objects.requireNonNull(context).send(message.withOnward(message.onward().rest()));
    }
}
