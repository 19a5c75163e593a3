package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.transport.testing.Await;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWindowTest {
    private final NettyLoops loops = new NettyLoops(2);
    private final NettyLoop home = loops.loops().get(0);
    private final NettyLoop other = loops.loops().get(1);

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void aBusyLoopStopsTheReaderAfterTwoWindowsAndLetsItGoOnLater() {
        LoopWindow window = new LoopWindow(home, loops.loops());
        CountDownLatch busy = new CountDownLatch(1);
        other.execute(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CompletableFuture<Void> goesOn = new CompletableFuture<>();
        CompletableFuture<Boolean> blocked = CompletableFuture.supplyAsync(
                () -> {
                    window.handedOn(Limits.LOOP_WINDOW);
                    assertThat(window.isWritable()).isTrue();
                    window.handedOn(Limits.LOOP_WINDOW - 1);
                    assertThat(window.isWritable()).isTrue();
                    window.handedOn(1);
                    window.whenWritable(home, () -> goesOn.complete(null));
                    return !window.isWritable() && !goesOn.isDone();
                },
                home);
        assertThat(Await.value(blocked)).isTrue();
        busy.countDown();
        Await.value(goesOn);
    }

    @Test
    void aNodeWithOneLoopNeverWaits() {
        LoopWindow window = new LoopWindow(home, java.util.List.of(home));
        window.handedOn(100 * Limits.LOOP_WINDOW);
        window.handedOn(100 * Limits.LOOP_WINDOW);
        assertThat(window.isWritable()).isTrue();
    }
}
