package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);
    private final Router router = node.router();
    private final List<ByteBuf> payloads = new ArrayList<>();
    private final List<Message> requests = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        loop.run();
        assertThat(payloads).allSatisfy(payload -> assertThat(payload.refCnt()).isZero());
        assertThat(loop.pendingTimers()).isZero();
    }

    private ByteBuf payload(int value) {
        ByteBuf payload = Buffers.copyOf(new byte[] {(byte) value});
        payloads.add(payload);
        return payload;
    }

    /** A server that keeps the requests; the test answers. */
    private Context server(String name) {
        return router.start(
                (message, source) -> {
                    message.release();
                    requests.add(message);
                },
                loop,
                Mailbox.open(Address.local(name)));
    }

    private CompletableFuture<Message> ask(String... hops) {
        return router.ask(Route.local(hops), payload(1), TIMEOUT);
    }

    @Test
    void theAnswerIsTheAskersWithItsPayload() {
        Context server = server("server");
        CompletableFuture<Message> answer = ask("server");
        assertThat(answer).isNotDone();
        assertThat(requests.getFirst().returning().size()).isEqualTo(1);
        assertThat(requests.getFirst().returning().first().name()).matches("[0-9a-f]{32}");
        assertThat(server.send(requests.getFirst().returning(), payload(2))).isEqualTo(Delivery.SENT);
        assertThat(Buffers.toBytes(answer.join().payload())).containsExactly(2);
        assertThat(router.size()).isEqualTo(1);
        assertThat(node.flows().size()).isZero();
    }

    @Test
    void aSecondAnswerFindsNobody() {
        Context server = server("server");
        CompletableFuture<Message> answer = ask("server");
        Route back = requests.getFirst().returning();
        server.send(back, payload(2));
        assertThat(server.send(back, payload(3))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        assertThat(Buffers.toBytes(answer.join().payload())).containsExactly(2);
    }

    @Test
    void withoutAnAnswerTheTimeRunsOut() {
        Context server = server("server");
        CompletableFuture<Message> answer = ask("server");
        loop.advance(TIMEOUT.minusMillis(1));
        assertThat(answer).isNotDone();
        loop.advance(Duration.ofMillis(1));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(server.send(requests.getFirst().returning(), payload(2))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        assertThat(router.size()).isEqualTo(1);
    }

    @Test
    void anAddressThatNobodyHasIsUnreachableAtOnce() {
        CompletableFuture<Message> answer = ask("nobody");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .withCauseInstanceOf(UnreachableException.class)
                .withMessageContaining("nobody");
        assertThat(router.size()).isZero();
    }

    @Test
    void aRouteWithoutAHopIsUnreachableAtOnce() {
        assertThat(ask()).isCompletedExceptionally();
        assertThat(router.ask(Route.of(Address.tcp("h:1")), payload(1), TIMEOUT))
                .isCompletedExceptionally();
        assertThat(router.size()).isZero();
    }

    @Test
    void aServerThatDoesNotTakeTheRequestLooksSilent() {
        router.start(
                (message, source) -> message.release(),
                loop,
                Mailbox.of(Address.local("server"), AccessControl.DENY_ALL, AccessControl.ALLOW_ALL));
        CompletableFuture<Message> answer = ask("server");
        assertThat(answer).isNotDone();
        loop.advance(TIMEOUT);
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void whoGivesUpWaitingLeavesNothingBehind() {
        Context server = server("server");
        CompletableFuture<Message> answer = ask("server");
        answer.cancel(false);
        assertThat(router.size()).isEqualTo(1);
        assertThat(server.send(requests.getFirst().returning(), payload(2))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
    }

    @Test
    void anAnswerThatComesDuringTheSendingIsTaken() {
        List<Context> self = new ArrayList<>();
        self.add(router.start(
                (message, source) -> {
                    message.release();
                    self.getFirst().send(message.returning(), payload(9));
                },
                loop,
                Mailbox.open(Address.local("quick"))));
        assertThat(Buffers.toBytes(ask("quick").join().payload())).containsExactly(9);
    }

    @Test
    void everyRequestHasAnAddressOfItsOwn() {
        Context server = server("server");
        CompletableFuture<Message> one = ask("server");
        CompletableFuture<Message> two = ask("server");
        assertThat(requests.get(0).returning()).isNotEqualTo(requests.get(1).returning());
        server.send(requests.get(1).returning(), payload(2));
        assertThat(one).isNotDone();
        assertThat(Buffers.toBytes(two.join().payload())).containsExactly(2);
        server.send(requests.get(0).returning(), payload(1));
        assertThat(Buffers.toBytes(one.join().payload())).containsExactly(1);
    }

    @Test
    void anAnswerComesBackOverAConnectionAndALateOneDoesNot() {
        Node other = TestNode.on(loop);
        FlowControlId listener = FlowControlId.random(node.random());
        MemoryLink link = MemoryLink.connect(node, other, listener);
        other.flows().addConsumer(Address.local("server"), listener);
        Context server = other.router()
                .start(
                        (message, source) -> {
                            message.release();
                            requests.add(message);
                        },
                        loop,
                        Mailbox.open(Address.local("server")));
        int before = node.flows().size();
        CompletableFuture<Message> answer =
                router.ask(Route.local("server").prepend(link.left().sender()), payload(1), TIMEOUT);
        loop.run();
        server.send(requests.getFirst().returning(), payload(2));
        server.send(requests.getFirst().returning(), payload(3));
        loop.run();
        assertThat(Buffers.toBytes(answer.join().payload())).containsExactly(2);
        assertThat(node.flows().size()).isEqualTo(before);
        link.cut();
        assertThat(node.flows().size()).isZero();
        assertThat(other.router().size()).isEqualTo(1);
    }
}
