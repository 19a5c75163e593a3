package dev.portals.engine.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the control socket: one thread reads requests, another answers them in their order. */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Lines lines;
    private final Actions actions;
    private final Consumer<Session> ended;
    private final BlockingQueue<JsonNode> requests = new ArrayBlockingQueue<>(Protocol.MOST_WAITING);
    private final Thread reader = Thread.ofVirtual().name("control-reader").unstarted(this::read);
    private final Thread worker = Thread.ofVirtual().name("control-worker").unstarted(this::work);

    Session(Lines lines, Actions actions, Consumer<Session> ended) {
        this.lines = lines;
        this.actions = actions;
        this.ended = ended;
    }

    void start() {
        worker.start();
        reader.start();
    }

    private void read() {
        try {
            for (JsonNode request = lines.read(); request != null; request = lines.read()) {
                if (!requests.offer(request)) {
                    throw new Lines.UnreadableException("too many requests wait on this connection");
                }
            }
        } catch (Lines.UnreadableException e) {
            try {
                error(new ActionException(Reason.INPUT, String.valueOf(e.getMessage())));
            } catch (IOException gone) {
                LOG.debug("who spoke nonsense at the control socket doesn't read the answer", gone);
            }
        } catch (IOException e) {
            LOG.debug("a connection to the control socket broke", e);
        } finally {
            close();
        }
    }

    private void work() {
        try {
            while (true) {
                JsonNode request = requests.take();
                try {
                    ObjectNode result = actions.perform(request, this::event);
                    try {
                        lines.write(Lines.JSON.createObjectNode().set("result", result));
                    } finally {
                        // Who has its answer may be gone before this thread knows that it was written.
                        actions.answered(request);
                    }
                } catch (ActionException e) {
                    error(e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("a connection to the control socket has ended");
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("a connection to the control socket broke", e);
        } finally {
            close();
        }
    }

    private void event(ObjectNode event) {
        try {
            lines.write(Lines.JSON.createObjectNode().set("event", event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void error(ActionException failure) throws IOException {
        ObjectNode answer = Lines.JSON.createObjectNode();
        answer.putObject("error")
                .put("reason", StateJson.word(failure.reason()))
                .put("message", failure.getMessage())
                .put("code", StateJson.code(failure.mode()));
        lines.write(answer);
    }

    @Override
    public void close() {
        worker.interrupt();
        lines.close();
        ended.accept(this);
    }
}
