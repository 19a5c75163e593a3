package dev.portals.engine;

import dev.portals.core.api.ApiClient;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.routing.Address;
import dev.portals.transport.node.ConnectException;
import dev.portals.transport.node.Connection;
import dev.portals.transport.node.LocalNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service that is asked with a connection and a channel of its own for each request, as {@code ockam} does (spec 04
 * section 0.1). Every call waits, so none is made on an event loop.
 *
 * <p>Calls fail with {@link ConnectException} (nobody answers, or it isn't who it must be), {@link ApiFailure} (the service
 * says no) or {@link DecodeException} (it says something else).
 *
 * @param what its name in sentences, for example {@code the controller}
 * @param route to its channel listener
 * @param expected who it must be
 * @param credential what we present to it; null for nothing
 */
record ServiceApi(
        LocalNode local,
        String what,
        MultiAddr route,
        Identifier expected,
        @Nullable CredentialSource credential) {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    <T> T ask(Address worker, Function<ApiClient, CompletableFuture<T>> request) {
        return ask(worker, TIMEOUT, request);
    }

    <T> T ask(Address worker, Duration timeout, Function<ApiClient, CompletableFuture<T>> request) {
        ChannelOptions options = ChannelOptions.of(local.identifier())
                .withTrust(TrustPolicy.exactly(expected))
                .withCredential(credential)
                .withTimeout(TIMEOUT);
        try (Connection connection =
                local.connector().connect(secure(route), options).join()) {
            ApiClient api = new ApiClient(local.node(), connection.route().append(worker), timeout);
            CompletableFuture<T> answer = request.apply(api);
            connection.closed().thenRun(() -> answer.completeExceptionally(ended()));
            return answer.join();
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private ConnectException ended() {
        return new ConnectException(
                ConnectException.Reason.OFFLINE, what + " at " + route + " ended the connection before it answered");
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof ApiFailure || cause instanceof DecodeException) {
            return (RuntimeException) cause;
        }
        String problem = cause instanceof TimeoutException ? "doesn't answer" : "can't be asked: " + cause;
        return new ConnectException(ConnectException.Reason.OFFLINE, what + " at " + route + " " + problem);
    }

    /** The address of the channel listener that the route ends with. */
    private static MultiAddr secure(MultiAddr route) {
        List<MultiAddr.Component> parts = new ArrayList<>(route.components());
        if (parts.getLast() instanceof MultiAddr.Service listener) {
            parts.set(parts.size() - 1, new MultiAddr.Secure(listener.name()));
        }
        return new MultiAddr(parts);
    }
}
