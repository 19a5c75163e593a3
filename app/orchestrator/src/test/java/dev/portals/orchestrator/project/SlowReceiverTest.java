package dev.portals.orchestrator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.SecureChannel;
import dev.portals.core.credential.Credential;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay's owner that reads slowly holds up whoever sends to it, all the way through the project. */
@Timeout(90)
class SlowReceiverTest {
    private static final int MESSAGE = 40_000;
    /** More than all buffers from end to end, those of the sockets included: 120 MB. */
    private static final int FAR_TOO_MANY = 3_000;

    private final City city = new City();
    private final HostedProject project = city.project("p1", Map.of());
    private final Guest owner = new Guest(city);
    private final Guest sender = new Guest(city);
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final Gate gate = new Gate();

    @AfterEach
    void end() {
        gate.open.complete(null);
        sender.close();
        owner.close();
        city.close();
    }

    /** Takes nothing until it is opened. */
    private static final class Gate implements Outflow {
        private final CompletableFuture<Void> open = new CompletableFuture<>();

        @Override
        public boolean isWritable() {
            return open.isDone();
        }

        @Override
        public void whenWritable(EventLoop loop, Runnable task) {
            open.thenRunAsync(task, loop);
        }
    }

    private Credential credential(Guest guest) {
        return city.credential(
                project.authority().identifier(),
                guest.history(),
                Map.of("ockam-relay", "*"),
                InstantSource.system(),
                Duration.ofHours(1));
    }

    @Test
    void whatSendsTooFastIsNotReadUntilTheOwnerReadsAndNothingIsLost() {
        Address sink = Address.local("sink");
        owner.node
                .router()
                .start(
                        (message, source) -> {
                            arrived.incrementAndGet();
                            message.release();
                            Inflow origin = message.origin();
                            if (origin != null && !gate.isWritable()) {
                                origin.pauseUntil(gate);
                            }
                        },
                        owner.connection.loop(),
                        Mailbox.open(sink));
        SecureChannel reading = owner.channel(project, credential(owner));
        owner.allow(reading, sink);
        Await.value(owner.relay(reading, "box", Duration.ofSeconds(10)));
        SecureChannel writing = sender.channel(project, credential(sender));

        Source source = new Source(Route.of(writing.encryptor(), Address.local("forward_to_box"), sink));
        source.begin();
        Await.until("the sender is held up", () -> stalled(source.outflow));
        assertThat(sent.get()).isLessThan(FAR_TOO_MANY);
        gate.open.complete(null);
        Await.until("everything arrives", () -> arrived.get() == FAR_TOO_MANY);
        assertThat(project.traffic().relayedMessages()).isEqualTo(FAR_TOO_MANY);
    }

    /** Whether nothing has been taken for half a second, or all of it. */
    private boolean stalled(Outflow outflow) {
        int before = sent.get();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(500)) {
            if (outflow.isWritable() && sent.get() < FAR_TOO_MANY || sent.get() != before) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    /** Sends as long as its connection takes more. */
    private final class Source {
        private final Route route;
        private final Context context;
        private final EventLoop loop = sender.connection.loop();
        final Outflow outflow;

        Source(Route route) {
            this.route = route;
            context = sender.node
                    .router()
                    .start(
                            (message, source) -> message.release(),
                            loop,
                            Mailbox.of(Address.local("source"), AccessControl.DENY_ALL, AccessControl.ALLOW_ALL));
            Outflow found = sender.node.router().outflow(route);
            assertThat(found).isNotNull();
            outflow = found;
        }

        void begin() {
            loop.execute(this::send);
        }

        private void send() {
            for (int i = 0; i < 16 && sent.get() < FAR_TOO_MANY; i++) {
                if (!outflow.isWritable()) {
                    outflow.whenWritable(loop, this::send);
                    return;
                }
                context.send(new Message(
                        route, Route.of(context.address()), Buffers.copyOf(new byte[MESSAGE]), null, full -> {}));
                sent.incrementAndGet();
            }
            if (sent.get() < FAR_TOO_MANY) {
                loop.execute(this::send);
            }
        }
    }
}
