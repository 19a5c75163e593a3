package dev.portals.transport.portal;

import dev.portals.core.routing.Buffers;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a portal does to the bytes of a socket: a header in front at one end, read and taken off at the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PayloadBench {
    /** Bytes that were read at once. */
    @Param({"1", "1400", "49152"})
    public int size;

    /** Takes a buffer as for a read, and wraps what is in it. */
    @Benchmark
    public int wrap() {
        ByteBuf data = Buffers.allocate(size);
        data.writerIndex(data.writerIndex() + size);
        PortalMessage.wrap(data);
        int length = data.readableBytes();
        data.release();
        return length;
    }

    /** The same, and reads it again. */
    @Benchmark
    public Object wrapAndRead() {
        ByteBuf data = Buffers.allocate(size);
        data.writerIndex(data.writerIndex() + size);
        PortalMessage.wrap(data);
        PortalMessage message = PortalMessage.decode(data);
        data.release();
        return message;
    }
}
