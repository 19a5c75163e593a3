package dev.portals.engine.application;

import dev.portals.engine.setting.Setting;
import dev.portals.transport.tcp.TransportException;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Chooses local ports: the one that something had before, else a free one out of a range of our own (PER-1). */
final class LocalPorts {
    private static final int TRIES = 32;

    private LocalPorts() {}

    /**
     * Binds.
     *
     * @param port 0: any
     * @param range the first and the last of our own, as {@link Setting#PORT_RANGE} is written
     * @param bind fails with a {@link CompletionException} of a {@link TransportException} if the port is taken
     */
    static <T> T bind(int port, String range, RandomGenerator random, IntFunction<T> bind) {
        int middle = range.indexOf('-');
        int first = Integer.parseInt(range, 0, middle, 10);
        int last = Integer.parseInt(range, middle + 1, range.length(), 10);
        for (int i = 0; port == 0 && i < TRIES; i++) {
            try {
                return bind.apply(random.nextInt(first, last + 1));
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof TransportException)) {
                    throw e;
                }
            }
        }
        return bind.apply(port);
    }
}
