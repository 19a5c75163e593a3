package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.DecodeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final List<byte[]> frames = new ArrayList<>();
    private boolean more = true;
    private final FrameReader reader =
            new FrameReader(allocator, new MemoryBudget(Long.MAX_VALUE), () -> {}, (buffer, from, length) -> {
                byte[] frame = new byte[length];
                buffer.getBytes(from, frame);
                frames.add(frame);
                return more;
            });

    @AfterEach
    void nothingIsLeft() {
        reader.end();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    private void read(byte[] bytes) {
        reader.read(allocator.heapBuffer(bytes.length).writeBytes(bytes));
    }

    @Test
    void aClaimedLengthAllocatesNothing() {
        read(HexFormat.of().parseHex("01000000" + "84"));
        assertThat(allocator.metric().usedDirectMemory()).isLessThan(64);
        read(new byte[1000]);
        assertThat(allocator.metric().usedDirectMemory()).isLessThan(2100);
        assertThat(frames).isEmpty();
    }

    @Test
    void aClaimBeyondTheLimitIsRefusedAtOnce() {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex("01000001"))).isInstanceOf(DecodeException.class);
    }

    @Test
    void aClaimBeyondTheLimitIsRefusedWhenItCameInPieces() {
        read(HexFormat.of().parseHex("ff00"));
        assertThatThrownBy(() -> read(HexFormat.of().parseHex("0001"))).isInstanceOf(DecodeException.class);
    }

    @Test
    void nothingIsHandedOnAfterTheSinkHadEnough() {
        more = false;
        read(HexFormat.of().parseHex("00000001aa00000001bb"));
        read(HexFormat.of().parseHex("00000001cc"));
        assertThat(frames).containsExactly(new byte[] {(byte) 0xaa});
    }

    @Test
    void anyCutGivesTheSameFrames() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            frames.clear();
            List<byte[]> sent = new ArrayList<>();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                byte[] message = new byte[random.nextInt(random.nextInt(5) == 0 ? 5000 : 12)];
                random.nextBytes(message);
                sent.add(message);
                stream.writeBytes(RawPeer.framed(message));
            }
            byte[] bytes = stream.toByteArray();
            int most = 1 + random.nextInt(3000);
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(most));
                read(Arrays.copyOfRange(bytes, at, to));
                at = to;
            }
            assertThat(frames).usingElementComparator(Arrays::compare).containsExactlyElementsOf(sent);
        }
    }

    @Test
    void largePiecesOfAFrameStayWhereTheyWereReadTo() {
        byte[] message = new byte[100_000];
        new Random(5).nextBytes(message);
        byte[] bytes = RawPeer.framed(message);
        read(Arrays.copyOf(bytes, 40_000));
        long before = allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
        assertThat(before).isLessThan(80_100);
        read(Arrays.copyOfRange(bytes, 40_000, 90_000));
        long after = allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
        assertThat(after - before).isLessThanOrEqualTo(50_000);
        read(Arrays.copyOfRange(bytes, 90_000, bytes.length));
        assertThat(frames).usingElementComparator(Arrays::compare).containsExactly(message);
    }

    @Test
    void whatIsHeldIsNeverMuchMoreThanTwiceWhatCame() {
        MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
        Random random = new Random(6);
        FrameReader held = new FrameReader(allocator, budget, () -> {}, (buffer, from, length) -> true);
        held.read(allocator.heapBuffer().writeInt(Limits.MAX_MESSAGE));
        long came = 4;
        for (int i = 0; i < 400; i++) {
            int capacity = 1 + random.nextInt(64 * 1024);
            int bytes = 1 + random.nextInt(capacity);
            held.read(allocator.heapBuffer(capacity).writeZero(bytes));
            came += bytes;
            assertThat(held.bytes()).isLessThanOrEqualTo(2 * came + 64 * (i + 2));
            long used =
                    allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
            assertThat(used).isLessThanOrEqualTo(held.bytes());
        }
        held.end();
    }

    @Test
    void aFrameInsideOneReadIsNotCopied() {
        ByteBuf in = allocator.heapBuffer().writeBytes(HexFormat.of().parseHex("00000002aabb"));
        new FrameReader(allocator, new MemoryBudget(Long.MAX_VALUE), () -> {}, (buffer, from, length) -> {
                    assertThat(buffer).isSameAs(in);
                    return true;
                })
                .read(in);
        assertThat(in.refCnt()).isZero();
    }
}
