package dev.portals.core.api;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Asks one API worker (spec 03 section 3.3). Answers are read, and their futures completed, on the node's offload
 * executor.
 *
 * <p>A future fails with {@link ApiFailure} (the server said no), {@link DecodeException} (it said something else),
 * {@link java.util.concurrent.TimeoutException} (it said nothing) or
 * {@link dev.portals.core.routing.UnreachableException} (it couldn't be asked).
 */
public final class ApiClient {
    /** Bytes of an answer. */
    private static final int MAX_RESPONSE = 12 * 1024 * 1024;

    private final Node node;
    private final Route route;
    private final Duration timeout;

    /**
     * A client for one worker.
     *
     * @param route leads to the worker: usually an encryptor and the worker's address
     * @param timeout of each request
     */
    public ApiClient(Node node, Route route, Duration timeout) {
        this.node = node;
        this.route = route;
        this.timeout = timeout;
    }

    /** Asks for a value. */
    public <T> CompletableFuture<T> ask(Method method, String path, Function<CborReader, T> decoder) {
        return ask(method, path, Envelope.NO_BODY, decoder);
    }

    /** Asks for a value. An ok without a body is a {@link DecodeException}. */
    public <T> CompletableFuture<T> ask(Method method, String path, byte[] body, Function<CborReader, T> decoder) {
        return exchange(method, path, body).thenApply(response -> {
            if (!response.hasBody()) {
                throw new DecodeException("the answer has no body");
            }
            return decoder.apply(new CborReader(response.body()));
        });
    }

    /** Asks for something to be done, and wants no value; a body that comes nevertheless isn't looked at. */
    public CompletableFuture<Void> tell(Method method, String path, byte[] body) {
        return exchange(method, path, body).thenAccept(response -> {});
    }

    /** The same without a body. */
    public CompletableFuture<Void> tell(Method method, String path) {
        return tell(method, path, Envelope.NO_BODY);
    }

    private CompletableFuture<Response> exchange(Method method, String path, byte[] body) {
        Request request = new Request(Envelope.freshId(node.random()), path, method, body);
        return node.router()
                .ask(route, Buffers.copyOf(request.encode()), timeout)
                .handleAsync(
                        (message, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(failure);
                            }
                            return answer(message);
                        },
                        node.offload());
    }

    private static Response answer(Message message) {
        if (message.payload().readableBytes() > MAX_RESPONSE) {
            message.release();
            throw new DecodeException("an answer is longer than " + MAX_RESPONSE + " bytes");
        }
        Response response = Response.decode(Buffers.toBytes(message.payload()));
        if (!response.isOk()) {
            throw new ApiFailure(response.code(), response.errorMessage());
        }
        return response;
    }
}
