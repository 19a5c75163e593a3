package dev.portals.transport.tcp;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Messages on a connection: written, read, and passed on by a relay. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBench {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Inflow NOBODY = outflow -> {};

    /** Bytes of a payload. */
    @Param({"100", "1500", "49400"})
    public int size;

    private final NettyLoops loops = new NettyLoops(1);
    private final NettyLoop loop = loops.loops().getFirst();
    private final Address receiver = Address.random(RANDOM);
    private final Route target = Route.of(Address.random(RANDOM), Address.local("forward_to_box"));
    private final Route onward = Route.of(Address.random(RANDOM));
    private final Route returning = Route.of(Address.random(RANDOM), Address.random(RANDOM));
    private final FrameReader reader =
            new FrameReader(PooledByteBufAllocator.DEFAULT, new MemoryBudget(Long.MAX_VALUE), () -> {}, this::pass);
    private ByteBuf payload = Buffers.allocate(0);
    private ByteBuf frame = Buffers.allocate(0);
    private int passed;

    @Setup
    public void prepare() {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        payload = Buffers.copyOf(bytes);
        // Through a relay the first hop is the relay itself.
        Route toRelay = onward.prepend(Address.local("forward_to_box"));
        ByteBuf encoded = TransportMessage.encode(toRelay, Message.of(toRelay, returning, payload), loop);
        if (encoded == null) {
            throw new IllegalStateException("too long");
        }
        frame = encoded;
    }

    @TearDown
    public void end() {
        payload.release();
        frame.release();
        loops.close();
    }

    /** A message of our own becomes a frame. */
    @Benchmark
    public int codecEncode() {
        return written(new Message(onward, returning, payload, null, NOBODY));
    }

    /** A frame becomes a message. */
    @Benchmark
    public Object codecDecode() {
        Message message = decode(frame, Limits.LENGTH_BYTES, frame.readableBytes() - Limits.LENGTH_BYTES);
        message.release();
        return message;
    }

    /** A frame is cut out of what was read, gets its new route and becomes a frame again. */
    @Benchmark
    public int relayPassOn() {
        reader.read(frame.retainedDuplicate());
        return passed;
    }

    private boolean pass(ByteBuf buffer, int from, int length) {
        Message in = decode(buffer, from, length);
        Message out = in.withOnward(in.onward().rest().prepend(target));
        passed = written(out.withOnward(out.onward().rest()));
        out.release();
        return true;
    }

    private Message decode(ByteBuf buffer, int from, int length) {
        Message message = TransportMessage.decode(buffer, from, length, receiver, NOBODY, loop);
        if (message == null) {
            throw new IllegalStateException("a heartbeat");
        }
        return message;
    }

    private int written(Message message) {
        ByteBuf encoded = TransportMessage.encode(message.onward(), message, loop);
        if (encoded == null) {
            throw new IllegalStateException("too long");
        }
        int length = encoded.readableBytes();
        encoded.release();
        return length;
    }
}
