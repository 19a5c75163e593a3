package dev.portals.core.service;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers a BARE string with the same in upper case, whatever the language (spec 01 section 8.2). */
public final class Uppercase implements Worker {
    /** Its usual address. */
    public static final Address ADDRESS = Address.local("uppercase");

    /** Bytes of a request; it is a demonstration. */
    private static final int MAX_REQUEST = 64 * 1024;

    private @Nullable Context context;

    private Uppercase() {}

    /** Starts one for whom the rule allows. */
    public static Context start(Node node, Address address, AccessControl incoming) {
        return node.router()
                .start(new Uppercase(), node.nextLoop(), Mailbox.of(address, incoming, AccessControl.ALLOW_ALL));
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        Context sender = context;
        if (sender == null || message.payload().readableBytes() > MAX_REQUEST) {
            message.release();
            throw new DecodeException("a text is too long");
        }
        byte[] payload = Buffers.toBytes(message.payload());
        String upper = Bare.readString(payload, 0, payload.length).toUpperCase(Locale.ROOT);
        sender.send(new Message(
                message.returning(),
                Route.of(sender.address()),
                Buffers.copyOf(Bare.string(upper)),
                null,
                message.origin()));
    }
}
