package dev.portals.engine.application;

import dev.portals.transport.tcp.TransportException;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Chooses local ports: the one that something had before, else a free one out of a range of our own (PER-1). */
final class LocalPorts {
    private static final int FIRST = 40_000;
    private static final int COUNT = 9_000;
    private static final int TRIES = 32;

    private LocalPorts() {}

    /**
     * Binds.
     *
     * @param port 0: any
     * @param bind fails with a {@link CompletionException} of a {@link TransportException} if the port is taken
     */
    static <T> T bind(int port, RandomGenerator random, IntFunction<T> bind) {
        for (int i = 0; port == 0 && i < TRIES; i++) {
            try {
                return bind.apply(FIRST + random.nextInt(COUNT));
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof TransportException)) {
                    throw e;
                }
            }
        }
        return bind.apply(port);
    }
}
