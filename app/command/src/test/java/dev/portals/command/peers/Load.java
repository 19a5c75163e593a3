package dev.portals.command.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A few clients that transfer through one port again and again, and know how it goes. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final long PAUSE_MILLIS = 20;

    private final int port;
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
    private int succeeded;
    private int failed;
    private long lastBegun = Long.MIN_VALUE;
    private AssertionError wrong;

    Load(int port) {
        this.port = port;
        for (int i = 0; i < CLIENTS; i++) {
            clients.scheduleWithFixedDelay(this::transfer, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void transfer() {
        long begun = System.nanoTime();
        try {
            TransferService.transfer(port, 20_000, 200_000);
            synchronized (this) {
                succeeded++;
                lastBegun = Math.max(lastBegun, begun);
                notifyAll();
            }
        } catch (IOException e) {
            synchronized (this) {
                failed++;
            }
        } catch (AssertionError e) {
            synchronized (this) {
                // An early end is a failure that the client sees; anything else is a lie about what came through.
                if (String.valueOf(e.getMessage()).contains("(0 bytes of a hash came)")) {
                    failed++;
                } else {
                    wrong = e;
                    notifyAll();
                }
            }
        }
    }

    /** Waits for a success that began after that moment, and gives the time between them. */
    synchronized Duration success(long after, Duration limit) throws InterruptedException {
        while (lastBegun == Long.MIN_VALUE || lastBegun - after < 0) {
            long left = limit.toNanos() - (System.nanoTime() - after);
            if (left <= 0) {
                throw new AssertionError("no new connection worked for " + limit + "; " + this);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (wrong != null) {
            throw wrong;
        }
        return Duration.ofNanos(System.nanoTime() - after);
    }

    @Override
    public synchronized String toString() {
        return succeeded + " transfers succeeded, " + failed + " failed";
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
