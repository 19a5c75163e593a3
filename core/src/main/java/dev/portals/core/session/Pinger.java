package dev.portals.core.session;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other end of one connection again and again whether it is alive (spec 03 section 1.15): a random number to
 * its {@code echo}, bare as CBOR. One answer answers for all. Lives on the session's loop.
 */
final class Pinger implements Worker {
    private static final Address ECHO = Address.local("echo");
    /** Bytes of the longest number. */
    private static final int MAX_ANSWER = 9;

    private final Connection connection;
    private final SessionOptions options;
    private final RandomGenerator random;
    private final Runnable onAnswer;
    private final Consumer<ConnectionLostException> onLoss;
    private final EventLoop loop;
    private final Context context;
    private final Map<Long, Instant> unanswered = new HashMap<>();
    private EventLoop.Timer timer = () -> {};
    private long received;
    private volatile @Nullable Duration roundTrip;
    private boolean over;

    /**
     * Starts at once.
     *
     * @param onAnswer called after each sign of life
     * @param onLoss called once, and nothing is sent any more
     */
    Pinger(
            Node node,
            EventLoop loop,
            Connection connection,
            SessionOptions options,
            RandomGenerator random,
            Runnable onAnswer,
            Consumer<ConnectionLostException> onLoss) {
        this.loop = loop;
        this.connection = connection;
        this.options = options;
        this.random = random;
        this.onAnswer = onAnswer;
        this.onLoss = onLoss;
        this.received = connection.received();
        Address collector = node.randomAddress();
        this.context = node.router()
                .start(this, loop, Mailbox.of(collector, AccessControl.ALLOW_ALL, AccessControl.ALLOW_ALL));
        node.flows().addConsumerFor(collector, connection.pingRoute());
    }

    /** Doesn't wait for the next ping's time, unless an answer is being waited for. */
    void pingNow() {
        if (unanswered.isEmpty()) {
            ping();
        }
    }

    /** Sends a ping; the pace goes on from here. */
    void ping() {
        if (over) {
            return;
        }
        timer.cancel();
        long number = random.nextLong();
        unanswered.put(number, loop.clock().instant());
        // Before sending: in a node that is its own peer the answer comes before the call returns.
        timer = loop.schedule(options.patience(), this::check);
        Route echo = connection.pingRoute().append(ECHO);
        Delivery delivery =
                context.send(echo, Buffers.copyOf(new CborWriter().uint(number).toBytes()));
        if (delivery != Delivery.SENT) {
            lose(ConnectionLostException.Sign.UNREACHABLE, "its first hop is gone");
        }
    }

    /** How long the last ping that was answered took; null before. */
    @Nullable Duration roundTrip() {
        return roundTrip;
    }

    void stop() {
        over = true;
        timer.cancel();
        context.stop();
    }

    private void check() {
        if (over) {
            return;
        }
        long now = connection.received();
        if (now != received) {
            received = now;
            heard();
        }
        if (unanswered.isEmpty()) {
            timer = loop.schedule(options.pingInterval().minus(options.patience()), this::ping);
        } else if (unanswered.size() >= options.lostPings()) {
            lose(ConnectionLostException.Sign.SILENT, unanswered.size() + " pings were not answered");
        } else {
            ping();
        }
    }

    private void heard() {
        unanswered.clear();
        onAnswer.run();
    }

    private void lose(ConnectionLostException.Sign sign, String message) {
        if (!over) {
            stop();
            onLoss.accept(new ConnectionLostException(sign, message));
        }
    }

    @Override
    public void handle(Message message, Address source) {
        if (message.payload().readableBytes() > MAX_ANSWER) {
            message.release();
            throw new DecodeException("an answer to a ping is too long");
        }
        byte[] payload = Buffers.toBytes(message.payload());
        Instant sent = unanswered.get(new CborReader(payload).unsigned64());
        if (sent != null) {
            roundTrip = Duration.between(sent, loop.clock().instant());
            heard();
        }
    }
}
