package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuffersTest {
    private final List<ByteBuf> made = new ArrayList<>();

    private ByteBuf keep(ByteBuf buffer) {
        made.add(buffer);
        return buffer;
    }

    @AfterEach
    void nothingLeaks() {
        assertThat(made).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }

    private static void assertHolds(ByteBuf buffer, int... bytes) {
        assertThat(buffer.readableBytes()).isEqualTo(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(buffer.getByte(buffer.readerIndex() + i)).isEqualTo((byte) bytes[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48 * 1024, 1 << 20})
    void aNewBufferHasRoomAtBothEndsAndLiesOnTheHeap(int length) {
        ByteBuf buffer = keep(Buffers.allocate(length));
        assertThat(buffer.hasArray()).isTrue();
        assertThat(buffer.readableBytes()).isZero();
        assertThat(buffer.readerIndex()).isEqualTo(Buffers.HEADROOM);
        buffer.writeZero(length);
        assertThat(buffer.writableBytes()).isGreaterThanOrEqualTo(Buffers.TAILROOM);
        buffer.release();
    }

    @Test
    void aBufferApartFromAnotherLiesInAnotherArray() {
        for (int i = 0; i < 50; i++) {
            ByteBuf first = keep(Buffers.allocate(100));
            ByteBuf one = i % 2 == 0 ? first : keep(Buffers.allocateApartFrom(first, 100));
            ByteBuf other = keep(Buffers.allocateApartFrom(one, 100));
            assertThat(other.array()).isNotSameAs(one.array());
            assertThat(other.readerIndex()).isEqualTo(Buffers.HEADROOM);
            assertThat(other.writableBytes()).isGreaterThanOrEqualTo(100 + Buffers.TAILROOM);
            other.release();
            one.release();
            if (one != first) {
                first.release();
            }
        }
    }

    @Test
    void whatLiesOutsideOfTheHeapIsReadIntoAnArray() {
        for (int length : new int[] {0, 1, 64 * 1024, 64 * 1024 + 1}) {
            ByteBuf direct =
                    keep(Unpooled.directBuffer(length + 1)).writeByte(9).writeBytes(new byte[length]);
            if (length > 0) {
                direct.setByte(length, 7);
            }
            Buffers.Bytes bytes = Buffers.inArray(direct.skipBytes(1));
            assertThat(bytes.length()).isEqualTo(length);
            if (length > 0) {
                assertThat(bytes.array()[bytes.from() + length - 1]).isEqualTo((byte) 7);
            }
            assertThat(direct.readableBytes()).isEqualTo(length);
            direct.release();
        }
    }

    @Test
    void whatLiesInAnArrayStaysThere() {
        ByteBuf buffer = keep(Buffers.copyOf(new byte[] {1, 2}));
        Buffers.Bytes bytes = Buffers.inArray(buffer);
        assertThat(bytes.array()).isSameAs(buffer.array());
        assertThat(bytes.array()[bytes.from() + 1]).isEqualTo((byte) 2);
        buffer.release();
    }

    @Test
    void aBufferWithRoomThatNobodyElseHoldsIsUsedAsItIs() {
        ByteBuf buffer = keep(Buffers.copyOf(new byte[] {1, 2}));
        assertThat(Buffers.withRoom(buffer, Buffers.HEADROOM, Buffers.TAILROOM)).isSameAs(buffer);
        assertHolds(buffer, 1, 2);
        buffer.release();
    }

    @Test
    void aBufferWithTooLittleRoomInFrontIsCopiedAndGivenUp() {
        ByteBuf buffer = keep(Buffers.copyOf(new byte[] {1, 2}));
        ByteBuf roomy = keep(Buffers.withRoom(buffer, Buffers.HEADROOM + 1, 0));
        assertThat(roomy).isNotSameAs(buffer);
        assertThat(buffer.refCnt()).isZero();
        assertHolds(roomy, 1, 2);
        assertThat(roomy.readerIndex()).isGreaterThanOrEqualTo(Buffers.HEADROOM + 1);
        roomy.release();
    }

    @Test
    void aBufferWithTooLittleRoomBehindIsCopiedAndGivenUp() {
        ByteBuf buffer = keep(Buffers.copyOf(new byte[] {1, 2}));
        ByteBuf roomy = keep(Buffers.withRoom(buffer, 1, 1000));
        assertThat(roomy).isNotSameAs(buffer);
        assertThat(buffer.refCnt()).isZero();
        assertThat(roomy.writableBytes()).isGreaterThanOrEqualTo(1000);
        assertHolds(roomy, 1, 2);
        roomy.release();
    }

    @Test
    void aSliceHasNoRoomSoItsNeighboursAreSafe() {
        ByteBuf whole = keep(Buffers.copyOf(new byte[] {1, 2, 3, 4}));
        ByteBuf slice = whole.retainedSlice(whole.readerIndex() + 1, 2);
        ByteBuf roomy = keep(Buffers.withRoom(slice, 4, 4));
        roomy.readerIndex(roomy.readerIndex() - 4).setLong(roomy.readerIndex(), -1);
        assertHolds(whole, 1, 2, 3, 4);
        assertThat(whole.refCnt()).isEqualTo(1);
        roomy.release();
        whole.release();
    }

    @Test
    void aBufferThatSomebodyElseHoldsIsCopied() {
        ByteBuf buffer = keep(Buffers.copyOf(new byte[] {1, 2}));
        ByteBuf other = buffer.retain();
        ByteBuf roomy = keep(Buffers.withRoom(buffer, 8, 8));
        assertThat(roomy).isNotSameAs(other);
        roomy.setByte(roomy.readerIndex(), 9);
        assertHolds(other, 1, 2);
        assertThat(other.refCnt()).isEqualTo(1);
        other.release();
        roomy.release();
    }

    @Test
    void aViewIsCopiedAsLongAsTheBufferBehindItIsHeld() {
        ByteBuf buffer = keep(Buffers.copyOf(new byte[] {1, 2}));
        ByteBuf roomy = keep(Buffers.withRoom(buffer.retainedDuplicate(), 8, 8));
        roomy.setByte(roomy.readerIndex(), 9);
        roomy.setLong(roomy.readerIndex() - 8, -1);
        assertHolds(buffer, 1, 2);
        assertThat(buffer.getLong(buffer.readerIndex() - 8)).isNotEqualTo(-1);
        assertThat(buffer.refCnt()).isEqualTo(1);
        buffer.release();
        roomy.release();
    }

    @Test
    void aDirectBufferIsCopiedToTheHeap() {
        ByteBuf direct = keep(PooledByteBufAllocator.DEFAULT.directBuffer(2000));
        direct.setIndex(800, 800).writeBytes(new byte[] {1, 2});
        ByteBuf roomy = keep(Buffers.withRoom(direct, 1, 1));
        assertThat(roomy.hasArray()).isTrue();
        assertThat(direct.refCnt()).isZero();
        assertHolds(roomy, 1, 2);
        roomy.release();
    }

    @Test
    void aReadOnlyBufferIsCopied() {
        ByteBuf roomy = keep(Buffers.withRoom(
                keep(Unpooled.wrappedBuffer(new byte[] {1, 2}).asReadOnly()), 0, 0));
        assertThat(roomy.isReadOnly()).isFalse();
        assertHolds(roomy, 1, 2);
        roomy.release();
    }

    @Test
    void anEmptyPayloadGetsRoomToo() {
        ByteBuf roomy = keep(Buffers.withRoom(Unpooled.EMPTY_BUFFER, 10, 10));
        assertHolds(roomy);
        assertThat(roomy.readerIndex()).isGreaterThanOrEqualTo(10);
        roomy.release();
    }

    @Test
    void takingTheBytesGivesUpTheBuffer() {
        ByteBuf buffer = keep(Buffers.copyOf(new byte[] {1, 2}));
        assertThat(Buffers.toBytes(buffer)).containsExactly(1, 2);
        assertThat(buffer.refCnt()).isZero();
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Buffers.toBytes(buffer));
    }
}
