package dev.portals.transport.portal;

import dev.portals.core.routing.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a peer is gone that nobody tells about, as a plain relay between the two doesn't: silence is followed by
 * questions, and too many questions in a row without any sign of life by the end. Between 4 and 5 periods pass from the
 * last sign of life to the end. On one loop only.
 */
final class SilenceWatch {
    private final EventLoop loop;
    private final Duration period;
    private final Runnable question;
    private final Runnable gone;
    private EventLoop.@Nullable Timer timer;
    private boolean heard = true;
    private int unanswered;

    /**
     * Not watching yet.
     *
     * @param period from the beginning of silence, or a question, to the next question
     * @param question asks the peer
     * @param gone is run once, at the end
     */
    SilenceWatch(EventLoop loop, Duration period, Runnable question, Runnable gone) {
        this.loop = loop;
        this.period = period;
        this.question = question;
        this.gone = gone;
    }

    void start() {
        timer = loop.schedule(period, this::look);
    }

    /** The peer is there. */
    void heard() {
        heard = true;
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void look() {
        if (heard) {
            heard = false;
            unanswered = 0;
        } else if (unanswered == Limits.QUESTIONS) {
            timer = null;
            gone.run();
            return;
        } else {
            unanswered++;
        }
        timer = loop.schedule(period, this::look);
        if (unanswered > 0) {
            question.run();
        }
    }
}
