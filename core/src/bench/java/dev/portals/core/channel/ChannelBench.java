package dev.portals.core.channel;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Route;
import dev.portals.vault.AeadKey;
import dev.portals.vault.SecretBytes;
import io.netty.buffer.ByteBuf;
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

/** What a channel does to each message: wraps and seals it at one end, opens and reads it at the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelBench {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Bytes of a payload: a keystroke, a packet, a bulk stream's. */
    @Param({"1", "1400", "49152"})
    public int size;

    private final Route onward = Route.of(Address.random(RANDOM));
    private final Route returning = Route.of(Address.random(RANDOM));
    private byte[] payload = {};
    private ByteBuf sealed = Buffers.allocate(0);
    private SealingCipher sealing = sealing(new byte[32]);
    private OpeningCipher opening = new OpeningCipher(key(new byte[32]), true);
    private OpeningCipher repeated = new OpeningCipher(key(new byte[32]), false);

    private static AeadKey key(byte[] raw) {
        return new AeadKey(SecretBytes.owning(raw));
    }

    private static SealingCipher sealing(byte[] raw) {
        return new SealingCipher(key(raw), true);
    }

    @Setup
    public void prepare() {
        payload = new byte[size];
        RANDOM.nextBytes(payload);
        byte[] raw = new byte[32];
        RANDOM.nextBytes(raw);
        sealing = sealing(raw.clone());
        opening = new OpeningCipher(key(raw.clone()), true);
        repeated = new OpeningCipher(key(raw.clone()), false);
        try (SealingCipher once = sealing(raw.clone())) {
            ByteBuf plain = wrapped();
            ByteBuf result = once.seal(plain);
            plain.release();
            // As it comes: in direct memory, where a socket was read to.
            sealed = result.alloc().directBuffer(result.readableBytes()).writeBytes(result);
            result.release();
        }
    }

    @TearDown
    public void release() {
        sealed.release();
    }

    private ByteBuf wrapped() {
        return ChannelMessage.wrap(onward, returning, Buffers.copyOf(payload));
    }

    /** The copy of the payload into a buffer is part of it, as reading a socket would be. */
    @Benchmark
    public int codecWrap() {
        ByteBuf plain = wrapped();
        int length = plain.readableBytes();
        plain.release();
        return length;
    }

    /** Wraps and seals. */
    @Benchmark
    public int encryptor() {
        ByteBuf plain = wrapped();
        ByteBuf result = sealing.seal(plain);
        plain.release();
        int length = result.readableBytes();
        result.release();
        return length;
    }

    /** Opens and reads, without the windows of nonces, which would refuse the same message again. */
    @Benchmark
    public Object decryptor() {
        return read(repeated);
    }

    /** Both ends, with re-keying and windows. */
    @Benchmark
    public Object both() {
        ByteBuf plain = wrapped();
        ByteBuf result = sealing.seal(plain);
        plain.release();
        ByteBuf opened = opening.open(result);
        result.release();
        return decoded(opened);
    }

    private Object read(OpeningCipher cipher) {
        return decoded(cipher.open(sealed));
    }

    private static Object decoded(@org.jspecify.annotations.Nullable ByteBuf opened) {
        if (opened == null) {
            throw new IllegalStateException("a message was refused");
        }
        int from = opened.arrayOffset() + opened.readerIndex();
        ChannelMessage message = ChannelMessage.decode(opened.array(), from, from + opened.readableBytes());
        opened.release();
        return message;
    }
}
