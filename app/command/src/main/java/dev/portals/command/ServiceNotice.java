package dev.portals.command;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is: sd_notify(3), one datagram for each message to the socket that the variable {@code NOTIFY_SOCKET} names. Java has
 * no such sockets, so the C library is called. Elsewhere than under systemd it says nothing.
 */
final class ServiceNotice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotice.class);
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** The bytes of a path in a {@code sockaddr_un}. */
    private static final int LONGEST_PATH = 108;

    private final String socket;
    private final Duration watchdog;
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watchdog").factory());

    private ServiceNotice(String socket, Duration watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** What these variables ask for; empty if nobody wants to be told. */
    static Optional<ServiceNotice> of(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        boolean usable = (socket.startsWith("/") || socket.startsWith("@"))
                && socket.getBytes(StandardCharsets.UTF_8).length < LONGEST_PATH
                && System.getProperty("os.name", "").equals("Linux");
        return usable ? Optional.of(new ServiceNotice(socket, watchdog(environment))) : Optional.empty();
    }

    /** How often systemd wants a sign of life; zero: never, or not from this process. */
    private static Duration watchdog(Map<String, String> environment) {
        String process = environment.getOrDefault("WATCHDOG_PID", "");
        boolean ours = process.isEmpty()
                || process.equals(Long.toString(ProcessHandle.current().pid()));
        try {
            return ours
                    ? Duration.of(
                            Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")),
                            java.time.temporal.ChronoUnit.MICROS)
                    : Duration.ZERO;
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    /**
     * It is ready. From now on it gives a sign of life twice in the time that systemd waits, for as long as it has a status.
     *
     * @param status one line of how things are; what it throws, or that it never comes, ends the signs of life
     */
    void ready(Supplier<String> status) {
        send("READY=1\nSTATUS=" + line(status.get()));
        long pause = watchdog.dividedBy(2).toMillis();
        if (pause > 0) {
            watching.scheduleWithFixedDelay(
                    () -> send("WATCHDOG=1\nSTATUS=" + line(status.get())), pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    private static String line(String text) {
        return Terminal.clean(text);
    }

    @Override
    public void close() {
        watching.shutdownNow();
        send("STOPPING=1");
    }

    private void send(String message) {
        try (Arena arena = Arena.ofConfined()) {
            OptionalLong sent = send(arena, message.getBytes(StandardCharsets.UTF_8));
            if (sent.isEmpty()) {
                LOG.warn("systemd can't be told at {}", socket);
            }
        } catch (Throwable e) {
            LOG.warn("systemd can't be told", e);
        }
    }

    private OptionalLong send(Arena arena, byte[] message) throws Throwable {
        int descriptor = (int) function(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                .invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        if (descriptor < 0) {
            return OptionalLong.empty();
        }
        try {
            byte[] path = socket.getBytes(StandardCharsets.UTF_8);
            if (path[0] == '@') {
                path[0] = 0;
            }
            MemorySegment address = arena.allocate(Short.BYTES + LONGEST_PATH);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            long sent = (long) function(
                            "sendto",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(
                            descriptor, text, (long) message.length, MSG_NOSIGNAL, address, Short.BYTES + path.length);
            return sent == message.length ? OptionalLong.of(sent) : OptionalLong.empty();
        } finally {
            int closed = (int) function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(descriptor);
            if (closed != 0) {
                LOG.debug("the socket to systemd could not be closed");
            }
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor description) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), description);
    }
}
