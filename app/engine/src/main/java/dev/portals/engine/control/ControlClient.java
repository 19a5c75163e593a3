package dev.portals.engine.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.FailureMode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to the application of a home that runs in another process. One request at a time. */
public final class ControlClient implements AutoCloseable {
    private final Lines lines;

    private ControlClient(Lines lines) {
        this.lines = lines;
    }

    /** Connects; empty if no application of that home runs. */
    public static Optional<ControlClient> connect(Path home) {
        SocketChannel channel = null;
        try {
            Path socket = ControlAddress.toReach(home);
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Optional.of(new ControlClient(new Lines(channel, Protocol.LONGEST_ANSWER)));
        } catch (IOException | IllegalArgumentException e) {
            close(channel);
            return Optional.empty();
        }
    }

    /** A request for that action, to be filled. */
    public static ObjectNode request(String action) {
        return Lines.JSON.createObjectNode().put("action", action);
    }

    /** An object of the kind that {@link Protocol} describes, to be filled. */
    public static ObjectNode event(String name) {
        return StateJson.event(name);
    }

    /**
     * Sends a request and waits for its result.
     *
     * @param events told what happens meanwhile
     * @throws ActionException if it wasn't done, with the application's words, or if the application has ended
     */
    public JsonNode ask(ObjectNode request, Consumer<JsonNode> events) {
        try {
            lines.write(request);
            for (JsonNode answer = lines.read(); answer != null; answer = lines.read()) {
                if (answer.has("event")) {
                    events.accept(answer.path("event"));
                } else if (answer.has("result")) {
                    return answer.path("result");
                } else {
                    throw failure(answer.path("error"));
                }
            }
        } catch (IOException e) {
            // The same as when it closes.
        }
        throw new ActionException(Reason.FAILED, "the application of this home has ended");
    }

    private static ActionException failure(JsonNode error) {
        Reason reason;
        try {
            reason = Reason.valueOf(error.path("reason").asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            reason = Reason.FAILED;
        }
        return new ActionException(
                reason,
                error.path("message").asText(),
                FailureMode.find(error.path("code").asText()).orElse(null));
    }

    private static void close(@Nullable SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It was never open to anybody.
            }
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
