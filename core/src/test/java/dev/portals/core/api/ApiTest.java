package dev.portals.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.UnreachableException;
import dev.portals.core.routing.Worker;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Client and server against each other, and each against what peers of other makes say. */
class ApiTest {
    private static final Identifier ALICE = Identifier.of(new byte[32]);

    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);
    private final Probe app = Probe.at(node, "app");
    private @Nullable Identifier peer = ALICE;
    private final ApiClient client = new ApiClient(node, Route.local("channel", "things"), Duration.ofSeconds(10));

    ApiTest() {
        // Stands for a secure channel: what passes it gets a peer, and answers come back past it.
        node.router()
                .start(
                        new Worker() {
                            private @Nullable Context context;

                            @Override
                            public void started(Context started) {
                                context = started;
                            }

                            @Override
                            public void handle(Message message, Address source) {
                                if (context != null) {
                                    context.send(new Message(
                                            message.onward().rest(),
                                            message.returning(),
                                            message.payload(),
                                            peer,
                                            null));
                                }
                            }
                        },
                        loop,
                        Mailbox.open(Address.local("channel")));
    }

    private static byte[] text(String text) {
        return new CborWriter().text(text).toBytes();
    }

    private Context serve() {
        return ApiServer.builder()
                .on(Method.GET, "/v0", call -> text("list"))
                .on(Method.GET, "/v0/{id}", call -> text("show " + call.parameter("id")))
                .on(Method.GET, "/v0/special", call -> text("special"))
                .on(Method.POST, "/v0", call -> text("made " + call.body().text() + " for " + call.caller()))
                .on(Method.DELETE, "/v0/{id}", call -> ApiHandler.DONE)
                .on(Method.PUT, "/v0/{id}", call -> {
                    throw new ApiFailure(Status.CONFLICT, "there is one already");
                })
                .on(Method.PATCH, "/v0/{id}", call -> {
                    throw new IllegalStateException("secret detail");
                })
                .start(node, Address.local("things"), AccessControl.ALLOW_ALL);
    }

    private <T> CompletableFuture<T> run(CompletableFuture<T> future) {
        loop.run();
        return future;
    }

    private List<Response> raw(byte[] payload) {
        app.send(Message.of(Route.local("channel", "things"), Route.local("app"), Buffers.copyOf(payload)));
        loop.run();
        return app.take().stream()
                .map(seen -> {
                    assertThat(seen.returning()).isEqualTo(Route.local("things"));
                    return Response.decode(HexFormat.of().parseHex(seen.payload()));
                })
                .toList();
    }

    private Response only(byte[] payload) {
        List<Response> responses = raw(payload);
        assertThat(responses).hasSize(1);
        return responses.getFirst();
    }

    private void assertFails(CompletableFuture<?> future, Status status, String sentence) {
        assertThat(run(future)).isCompletedExceptionally();
        assertThat(future.exceptionNow()).isInstanceOfSatisfying(ApiFailure.class, failure -> {
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.code()).isEqualTo(status.code());
            assertThat(failure.sentence()).isEqualTo(sentence);
        });
    }

    @Test
    void aValueIsAskedForAndComes() {
        serve();
        assertThat(run(client.ask(Method.GET, "/v0/", CborReader::text))).isCompletedWithValue("list");
        assertThat(run(client.ask(Method.GET, "v0/7", CborReader::text))).isCompletedWithValue("show 7");
        assertThat(run(client.ask(Method.GET, "v0/special", CborReader::text))).isCompletedWithValue("special");
        assertThat(run(client.ask(Method.POST, "/v0", text("it"), CborReader::text)))
                .isCompletedWithValue("made it for " + ALICE);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void whatHasNoValueIsTold() {
        serve();
        assertThat(run(client.tell(Method.DELETE, "/v0/7"))).isCompleted();
        assertThat(run(client.tell(Method.GET, "/v0/7"))).isCompleted();
        assertThat(run(client.ask(Method.DELETE, "/v0/7", CborReader::text)).exceptionNow())
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void aRefusalKeepsItsStatusAndSentence() {
        serve();
        assertFails(client.tell(Method.PUT, "/v0/7"), Status.CONFLICT, "there is one already");
        assertFails(client.ask(Method.PUT, "/v0/7", CborReader::text), Status.CONFLICT, "there is one already");
    }

    @Test
    void aBrokenHandlerTellsNothingOfItsInside() {
        serve();
        assertFails(client.tell(Method.PATCH, "/v0/7"), Status.INTERNAL_SERVER_ERROR, "internal error");
    }

    @Test
    void anUnknownPathIsABadRequestWithPathAndMethod() {
        serve();
        Response response = only(Request.of(5, Method.GET, "/v1/x").encode());
        assertThat(response.code()).isEqualTo(400);
        assertThat(response.re()).isEqualTo(5);
        assertThat(ApiError.decode(new CborReader(response.body())))
                .isEqualTo(new ApiError("/v1/x", Method.GET, "unknown path", null));
    }

    @Test
    void aWrongMethodIsSaidWithPathAndMethodOnly() {
        serve();
        Response response = only(Request.of(5, Method.PATCH, "/v0").encode());
        assertThat(response.code()).isEqualTo(405);
        assertThat(ApiError.decode(new CborReader(response.body())))
                .isEqualTo(new ApiError("/v0", Method.PATCH, null, null));
    }

    @Test
    void aMissingMethodIsABadRequestAndTheServerLives() {
        serve();
        assertThat(only(new Request(5, "/v0", null, Envelope.NO_BODY).encode()).code())
                .isEqualTo(400);
        assertThat(run(client.ask(Method.GET, "/v0", CborReader::text))).isCompletedWithValue("list");
    }

    @Test
    void anUndecodableBodyIsABadRequest() {
        serve();
        assertThat(only(new Request(5, "/v0", Method.POST, new byte[] {0x01}).encode())
                        .code())
                .isEqualTo(400);
        Response missing = only(Request.of(6, Method.POST, "/v0").encode());
        assertThat(missing.code()).isEqualTo(400);
        assertThat(missing.errorMessage()).isEqualTo("the request needs a body");
    }

    @Test
    void whatIsNoRequestIsSaidToBeNone() {
        serve();
        for (String hex : List.of("", "00", "05", "03a40101", "ffff", "a4011a")) {
            Response response = only(HexFormat.of().parseHex(hex));
            assertThat(response.code()).isEqualTo(400);
            assertThat(response.re()).isZero();
            assertThat(response.errorMessage()).isEqualTo("this is not a request");
        }
        assertThat(only(new byte[600 * 1024]).code()).isEqualTo(400);
        assertThat(only(Request.of(5, Method.GET, "/v0").encode()).isOk()).isTrue();
    }

    @Test
    void whatIsNoRequestAndComesFromOutsideAChannelGetsNoAnswer() {
        serve();
        peer = null;
        assertThat(raw(new byte[] {5})).isEmpty();
        assertThat(raw(new byte[600 * 1024])).isEmpty();
    }

    @Test
    void aRequestFromOutsideAChannelIsToldSo() {
        serve();
        peer = null;
        Response response = only(Request.of(5, Method.GET, "/v0").encode());
        assertThat(response.code()).isEqualTo(400);
        assertThat(response.re()).isZero();
        assertThat(response.id()).isNotZero();
        assertThat(response.body())
                .isEqualTo(ApiError.of("secure channel required").encode());
        assertThat(raw(new byte[] {5})).isEmpty();
    }

    @Test
    void aServerMayTakeRequestsFromOutsideChannels() {
        ApiServer.builder()
                .withoutChannel()
                .on(Method.GET, "", call -> text(String.valueOf(call.peer())))
                .on(Method.POST, "", call -> text(call.caller().toString()))
                .start(node, Address.local("things"), AccessControl.ALLOW_ALL);
        peer = null;
        assertThat(run(client.ask(Method.GET, "", CborReader::text))).isCompletedWithValue("null");
        assertFails(client.tell(Method.POST, ""), Status.UNAUTHORIZED, "secure channel required");
    }

    @Test
    void aBodyThatIsTooLongIsToldSo() {
        serve();
        Response response = only(new Request(5, "/v0", Method.POST, new byte[256 * 1024 + 1]).encode());
        assertThat(response.code()).isEqualTo(400);
        assertThat(response.re()).isEqualTo(5);
        assertThat(response.errorMessage()).contains("too long");
    }

    @Test
    void theRuleOfTheMailboxIsAsked() {
        ApiServer.builder()
                .on(Method.GET, "", call -> text("never"))
                .start(node, Address.local("things"), (source, message) -> false);
        assertThat(raw(Request.of(5, Method.GET, "").encode())).isEmpty();
    }

    @Test
    void aServerThatStoppedAnswersNothingMore() {
        Context server = serve();
        app.send(Message.of(
                Route.local("channel", "things"),
                Route.local("app"),
                Buffers.copyOf(Request.of(5, Method.GET, "/v0").encode())));
        server.stop();
        loop.run();
        assertThat(app.take()).isEmpty();
    }

    /** A node whose slow work waits until the test lets it run. */
    private final class Slow {
        final Queue<Runnable> work = new ArrayDeque<>();
        final Node slowNode = new Node(List.of(loop), work::add, new SecureRandom());
        final Probe asker = Probe.at(slowNode, "app");

        Slow() {
            ApiServer.builder()
                    .on(Method.GET, "{n}", call -> text(call.parameter("n")))
                    .start(slowNode, Address.local("things"), AccessControl.ALLOW_ALL);
        }

        void ask(int n, byte[] who) {
            asker.send(new Message(
                    Route.local("things"),
                    Route.local("app"),
                    Buffers.copyOf(Request.of(n, Method.GET, "/" + n).encode()),
                    Identifier.of(who),
                    null));
            loop.run();
        }

        List<Response> answers() {
            loop.run();
            return asker.take().stream()
                    .map(seen -> Response.decode(HexFormat.of().parseHex(seen.payload())))
                    .toList();
        }
    }

    @Test
    void aSlowRequestDelaysNoOther() {
        Slow slow = new Slow();
        slow.ask(1, new byte[32]);
        slow.ask(2, new byte[32]);
        Runnable first = slow.work.remove();
        slow.work.remove().run();
        assertThat(slow.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.re()).isEqualTo(2));
        first.run();
        assertThat(slow.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.re()).isEqualTo(1));
    }

    @Test
    void oneCallerCannotTakeTheWholeServer() {
        Slow slow = new Slow();
        for (int n = 1; n <= 40; n++) {
            slow.ask(n, new byte[32]);
        }
        assertThat(slow.work).hasSize(32);
        assertThat(slow.answers())
                .hasSize(8)
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo(500));
        byte[] other = new byte[32];
        other[0] = 1;
        slow.ask(99, other);
        assertThat(slow.work).hasSize(33);
        slow.work.forEach(Runnable::run);
        slow.work.clear();
        assertThat(slow.answers())
                .hasSize(33)
                .allSatisfy(answer -> assertThat(answer.isOk()).isTrue());
        slow.ask(100, new byte[32]);
        assertThat(slow.work).hasSize(1);
    }

    @Test
    void allCallersTogetherAreBounded() {
        Slow slow = new Slow();
        for (int n = 0; n < 300; n++) {
            byte[] who = new byte[32];
            who[0] = (byte) (n / 20);
            slow.ask(n + 1, who);
        }
        assertThat(slow.work).hasSize(256);
    }

    @Test
    void aNodeThatShutsDownSaysSo() {
        Node closing = new Node(
                List.of(loop),
                task -> {
                    throw new RejectedExecutionException();
                },
                new SecureRandom());
        Probe asker = Probe.at(closing, "app");
        ApiServer.builder()
                .withoutChannel()
                .on(Method.GET, "", call -> text("never"))
                .start(closing, Address.local("things"), AccessControl.ALLOW_ALL);
        asker.send(
                Route.local("things"),
                HexFormat.of().formatHex(Request.of(1, Method.GET, "").encode()));
        loop.run();
        assertThat(asker.take())
                .singleElement()
                .satisfies(seen -> assertThat(Response.decode(HexFormat.of().parseHex(seen.payload()))
                                .code())
                        .isEqualTo(500));
    }

    /** What a peer of another make answers, whatever it is asked. */
    private void answerWith(byte[] payload) {
        node.router()
                .start(
                        new Worker() {
                            private @Nullable Context context;

                            @Override
                            public void started(Context started) {
                                context = started;
                            }

                            @Override
                            public void handle(Message message, Address source) {
                                message.release();
                                if (context != null) {
                                    context.send(message.returning(), Buffers.copyOf(payload));
                                }
                            }
                        },
                        loop,
                        Mailbox.open(Address.local("things")));
    }

    @Test
    void aTextAsErrorIsUnderstood() {
        answerWith(new Response(1, 999, 404, text("no such thing")).encode());
        assertFails(client.tell(Method.GET, ""), Status.NOT_FOUND, "no such thing");
    }

    @Test
    void anErrorWithoutABodyKeepsItsStatus() {
        answerWith(new Response(1, 0, 403, Envelope.NO_BODY).encode());
        assertFails(client.ask(Method.GET, "", CborReader::text), Status.FORBIDDEN, "");
    }

    @Test
    void anUnknownStatusIsAFailureOfThatNumber() {
        answerWith(new Response(1, 0, 422, text("odd")).encode());
        assertThat(run(client.tell(Method.GET, "")).exceptionNow())
                .isInstanceOfSatisfying(ApiFailure.class, failure -> {
                    assertThat(failure.status()).isNull();
                    assertThat(failure.code()).isEqualTo(422);
                });
    }

    @Test
    void anAnswerThatIsNoneIsADecodeException() {
        answerWith(new byte[] {1, 2, 3});
        assertThat(run(client.tell(Method.GET, "")).exceptionNow()).isInstanceOf(DecodeException.class);
    }

    @Test
    void aValueOfAnotherKindIsADecodeException() {
        answerWith(new Response(1, 0, 200, new byte[] {1}).encode());
        assertThat(run(client.ask(Method.GET, "", CborReader::text)).exceptionNow())
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void anAnswerThatIsTooLongIsADecodeException() {
        answerWith(new byte[4 * 1024 * 1024 + 1]);
        assertThat(run(client.tell(Method.GET, "")).exceptionNow()).isInstanceOf(DecodeException.class);
    }

    @Test
    void silenceEndsWithTheTimeLimit() {
        node.router().start((message, source) -> message.release(), loop, Mailbox.open(Address.local("things")));
        CompletableFuture<Void> answer = client.tell(Method.GET, "");
        loop.advance(Duration.ofSeconds(9));
        assertThat(answer).isNotDone();
        loop.advance(Duration.ofSeconds(1));
        assertThat(answer.exceptionNow()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aWayThatBeginsNowhereFailsAtOnce() {
        ApiClient lost = new ApiClient(node, Route.local("gone", "things"), Duration.ofSeconds(10));
        assertThat(run(lost.tell(Method.GET, "")).exceptionNow()).isInstanceOf(UnreachableException.class);
    }

    @Test
    void noBytesHurtTheServer() {
        serve();
        Random random = new Random(13);
        byte[] good = new Request(77, "/v0/x", Method.POST, text("body")).encode();
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            byte[] payload = i % 2 == 0 ? new byte[random.nextInt(60)] : good.clone();
            if (i % 2 == 0) {
                random.nextBytes(payload);
            } else {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            }
            raw(payload).forEach(response -> codes.add(response.code()));
        }
        assertThat(codes).isNotEmpty().doesNotContain(0);
        assertThat(run(client.ask(Method.GET, "/v0", CborReader::text))).isCompletedWithValue("list");
    }
}
