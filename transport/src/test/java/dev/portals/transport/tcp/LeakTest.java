package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.transport.testing.Await;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.HexFormat;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LeakTest {
    @Test
    void noBufferIsLostByTrafficGarbageOrBrokenConnections() {
        Queue<String> leaks = new ConcurrentLinkedQueue<>();
        ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + " " + records));
        try (TestPeer node = new TestPeer(2)) {
            TcpListener listener = node.listen();
            node.echo("echo", listener.spawner());
            node.sink("deaf");
            Random random = new Random(5);
            byte[] good = HexFormat.of().parseHex(RawPeer.TO_ECHO);
            for (int i = 0; i < 200; i++) {
                try (RawPeer peer = RawPeer.greet(listener)) {
                    peer.frame(good);
                    peer.frame("848182004464656166" + "8041aaf6");
                    peer.frame(good);
                    peer.hexFrame();
                    byte[] rest = RawPeer.framed(good);
                    rest[5 + random.nextInt(rest.length - 5)] = (byte) random.nextInt();
                    peer.send(java.util.Arrays.copyOf(rest, random.nextInt(rest.length)));
                }
            }
            Await.until("all are gone", () -> node.transport.metrics().open() == 0);
        } finally {
            for (int i = 0; i < 5; i++) {
                System.gc();
                PooledByteBufAllocator.DEFAULT.heapBuffer().release();
                PooledByteBufAllocator.DEFAULT.directBuffer().release();
            }
            ByteBufUtil.setLeakListener(null);
        }
        assertThat(leaks).isEmpty();
    }
}
