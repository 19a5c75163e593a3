package dev.portals.core.api;

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
import dev.portals.core.routing.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An API worker: finds the handler for method and path, runs it off the loop, and answers to the return route (spec 04
 * sections 0.2 to 0.7). A slow request delays no other one.
 *
 * <p>What isn't a request gets no answer. Answers that aren't ok always have a body.
 */
public final class ApiServer implements Worker {
    /** Bytes of a request. */
    private static final int MAX_REQUEST = 256 * 1024;
    /** Requests being answered at the same time, in all unless the server says otherwise, and for one peer. */
    private static final int MAX_CALLS = 256;

    private static final int MAX_CALLS_OF_ONE = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final Node node;
    private final List<Endpoint> endpoints;
    private final boolean insistsOnChannel;
    private final int mostCalls;
    private final Map<Object, Integer> calls = new HashMap<>();
    private int running;
    private @Nullable Context context;

    private record Endpoint(Method method, PathTemplate path, ApiHandler handler) {}

    private ApiServer(Node node, List<Endpoint> endpoints, boolean insistsOnChannel, int mostCalls) {
        this.node = node;
        this.endpoints = endpoints;
        this.insistsOnChannel = insistsOnChannel;
        this.mostCalls = mostCalls;
    }

    /** Collects what a server answers. */
    public static final class Builder {
        private final List<Endpoint> endpoints = new ArrayList<>();
        private boolean insistsOnChannel = true;
        private int mostCalls = MAX_CALLS;

        private Builder() {}

        /**
         * Adds an endpoint. Of two patterns that match a path, the one with more segments spelled out wins.
         *
         * @param path a pattern such as {@code /v0/{id}/admins/{email...}}
         */
        public Builder on(Method method, String path, ApiHandler handler) {
            endpoints.add(new Endpoint(method, new PathTemplate(path), handler));
            return this;
        }

        /** Takes requests from outside secure channels too. */
        public Builder withoutChannel() {
            insistsOnChannel = false;
            return this;
        }

        /** Answers up to so many requests at the same time: for a server whose calls do little but wait. */
        public Builder mostCalls(int most) {
            mostCalls = most;
            return this;
        }

        /** Starts a server with these endpoints, for whom the rule allows. */
        public Context start(Node node, Address address, AccessControl incoming) {
            List<Endpoint> sorted = new ArrayList<>(endpoints);
            sorted.sort(Comparator.comparingInt(endpoint -> -endpoint.path().fixedSegments()));
            return node.router()
                    .start(
                            new ApiServer(node, List.copyOf(sorted), insistsOnChannel, mostCalls),
                            node.nextLoop(),
                            Mailbox.of(address, incoming, AccessControl.ALLOW_ALL));
        }
    }

    /** A server without endpoints yet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        Request request;
        try {
            request = read(message);
        } catch (DecodeException e) {
            // Said only to who is known by a channel, whose way back can't lead to another server: answers make no
            // circles.
            if (message.peer() == null) {
                throw e;
            }
            Request unknown = new Request(0, "", null, Envelope.NO_BODY);
            fail(unknown, message.returning(), Status.BAD_REQUEST, ApiError.of("this is not a request"));
            return;
        } finally {
            message.release();
        }
        if (insistsOnChannel && message.peer() == null) {
            Request unknown = new Request(0, request.path(), request.method(), Envelope.NO_BODY);
            fail(unknown, message.returning(), Status.BAD_REQUEST, ApiError.of("secure channel required"));
        } else if (request.body().length > MAX_REQUEST) {
            fail(request, message.returning(), Status.BAD_REQUEST, "the request is too long");
        } else {
            route(request, message);
        }
    }

    private static Request read(Message message) {
        var payload = message.payload();
        // One header more than the limit, so that a body that is just too long still gets its answer.
        if (payload.readableBytes() > 2 * MAX_REQUEST) {
            throw new DecodeException("a request is far too long");
        }
        Buffers.Bytes bytes = Buffers.inArray(payload);
        return Request.decode(bytes.array(), bytes.from(), bytes.from() + bytes.length());
    }

    private void route(Request request, Message message) {
        Method method = request.method();
        String path = PathTemplate.normalise(request.path());
        if (method == null) {
            fail(request, message.returning(), Status.BAD_REQUEST, "unknown method");
            return;
        }
        boolean known = false;
        for (Endpoint endpoint : endpoints) {
            Map<String, String> parameters = endpoint.path().match(path);
            if (parameters != null) {
                known = true;
                if (endpoint.method() == method) {
                    call(ApiCall.of(message, request, parameters), endpoint.handler());
                    return;
                }
            }
        }
        if (known) {
            fail(
                    request,
                    message.returning(),
                    Status.METHOD_NOT_ALLOWED,
                    new ApiError(request.path(), method, null, null));
        } else {
            fail(request, message.returning(), Status.BAD_REQUEST, "unknown path");
        }
    }

    private void call(ApiCall call, ApiHandler handler) {
        Identifier peer = call.peer();
        Object caller = peer != null ? peer : ApiServer.class;
        Context home = context;
        if (home == null) {
            return;
        }
        if (running >= mostCalls || calls.getOrDefault(caller, 0) >= MAX_CALLS_OF_ONE) {
            fail(call.request(), call.returning(), Status.INTERNAL_SERVER_ERROR, "too many requests at the same time");
            return;
        }
        running++;
        calls.merge(caller, 1, Integer::sum);
        try {
            node.offload().execute(() -> {
                Response response = answer(call, handler);
                home.loop().execute(() -> {
                    finished(caller);
                    send(call.returning(), response);
                });
            });
        } catch (RejectedExecutionException e) {
            finished(caller);
            fail(call.request(), call.returning(), Status.INTERNAL_SERVER_ERROR, "the node is shutting down");
        }
    }

    private void finished(Object caller) {
        running--;
        calls.computeIfPresent(caller, (key, count) -> count == 1 ? null : count - 1);
    }

    private Response answer(ApiCall call, ApiHandler handler) {
        Request request = call.request();
        try {
            return response(request, Status.OK.code(), handler.handle(call));
        } catch (ApiFailure failure) {
            return response(request, failure.code(), error(request, failure.sentence()));
        } catch (DecodeException e) {
            return response(request, Status.BAD_REQUEST.code(), error(request, String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            LOG.warn("the answer to {} failed", request.method(), e);
            return response(request, Status.INTERNAL_SERVER_ERROR.code(), error(request, "internal error"));
        }
    }

    private static byte[] error(Request request, String message) {
        return new ApiError(request.path(), request.method(), message, null).encode();
    }

    private Response response(Request request, int code, byte[] body) {
        return new Response(Envelope.freshId(node.random()), request.id(), code, body);
    }

    private void fail(Request request, Route returning, Status status, String message) {
        fail(request, returning, status, new ApiError(request.path(), request.method(), message, null));
    }

    private void fail(Request request, Route returning, Status status, ApiError error) {
        send(returning, response(request, status.code(), error.encode()));
    }

    private void send(Route returning, Response response) {
        if (context != null) {
            context.send(returning, Buffers.copyOf(response.encode()));
        }
    }
}
