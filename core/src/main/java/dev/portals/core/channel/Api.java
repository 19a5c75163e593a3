package dev.portals.core.channel;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Requests at the api addresses of a channel (spec 02 section 5.13).
 *
 * <pre>
 * request   BARE byte string
 * response  00 | BARE byte string,  or  01 | BARE string, why not
 * </pre>
 */
final class Api {
    private Api() {}

    /** What is done with the bytes of a request. */
    @FunctionalInterface
    interface Operation {
        /** The result, or null if it is refused. */
        @Nullable ByteBuf on(Buffers.Bytes bytes);
    }

    /** Answers along the return route. */
    static void answer(Context context, Address address, Message request, Operation operation) {
        Route back = request.returning();
        byte[] in = Buffers.toBytes(request.payload());
        context.send(address, Message.of(back, Route.of(address), response(in, operation)));
    }

    private static ByteBuf response(byte[] in, Operation operation) {
        try {
            Bare.Slice slice = Bare.readSlice(in, 0, in.length);
            ByteBuf result = operation.on(new Buffers.Bytes(in, slice.from(), slice.to() - slice.from()));
            return result == null ? refusal("it does not authenticate") : success(Buffers.toBytes(result));
        } catch (DecodeException | IllegalStateException e) {
            return refusal(String.valueOf(e.getMessage()));
        }
    }

    private static ByteBuf success(byte[] result) {
        byte[] encoded = Bare.bytes(result);
        return Buffers.allocate(1 + encoded.length).writeByte(0).writeBytes(encoded);
    }

    private static ByteBuf refusal(String why) {
        byte[] encoded = Bare.bytes(why.getBytes(StandardCharsets.UTF_8));
        return Buffers.allocate(1 + encoded.length).writeByte(1).writeBytes(encoded);
    }
}
