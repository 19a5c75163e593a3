package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100);
    private final List<String> losers = new ArrayList<>();

    private final class Some implements MemoryBudget.Holder {
        private final String name;
        private long bytes;

        Some(String name) {
            this.name = name;
        }

        Some hold(long now) {
            bytes = now;
            budget.held(this);
            return this;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void giveUp() {
            losers.add(name);
        }
    }

    @Test
    void nobodyGivesUpWithinTheBudget() {
        new Some("a").hold(50);
        new Some("b").hold(50);
        assertThat(losers).isEmpty();
    }

    @Test
    void whoHasHeldForTheLongestGivesUpFirst() {
        Some a = new Some("a").hold(10);
        new Some("b").hold(50);
        a.hold(20);
        new Some("c").hold(45);
        assertThat(losers).containsExactly("a");
        new Some("d").hold(50);
        assertThat(losers).containsExactly("a", "b");
    }

    @Test
    void whoHasFreedTheirsIsNotAsked() {
        Some a = new Some("a").hold(60);
        a.bytes = 0;
        new Some("b").hold(60);
        assertThat(losers).isEmpty();
    }

    @Test
    void whoReleasesAndHoldsAgainIsTheYoungest() {
        Some a = new Some("a").hold(40);
        new Some("b").hold(40);
        budget.released(a);
        a.hold(40);
        new Some("c").hold(40);
        assertThat(losers).containsExactly("b");
    }

    @Test
    void whoWantsMoreThanAllGivesUpItself() {
        new Some("a").hold(101);
        assertThat(losers).containsExactly("a");
    }

    @Test
    void halfReceivedFramesCountAndWholeOnesDoNot() {
        FrameReader old = reader("old");
        FrameReader whole = reader("whole");
        old.read(bytes(40));
        whole.read(bytes(40));
        assertThat(losers).containsExactly("old");
        old.end();
        whole.read(bytes(60));
        reader("young").read(bytes(40));
        assertThat(losers).containsExactly("old");
    }

    private FrameReader reader(String name) {
        return new FrameReader(
                UnpooledByteBufAllocator.DEFAULT, budget, () -> losers.add(name), (buffer, from, length) -> true);
    }

    /** A piece of a frame of 100 bytes; only the first piece has its length. */
    private static ByteBuf bytes(int number) {
        ByteBuf piece = Unpooled.buffer(number).writeZero(number);
        return number == 40 ? piece.setInt(0, 96) : piece;
    }
}
