package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServiceNoticeTest {
    @TempDir
    Path directory;

    @Test
    void systemdIsToldThatItIsReadyAliveAndEnding() throws Throwable {
        Path path = directory.resolve("notify");
        try (Listener listener = new Listener(path)) {
            AtomicInteger asked = new AtomicInteger();
            try (ServiceNotice notice = ServiceNotice.of(
                            Map.of("NOTIFY_SOCKET", path.toString(), "WATCHDOG_USEC", "20000"))
                    .orElseThrow()) {
                notice.ready(() -> "connected\n" + asked.incrementAndGet());
                assertThat(listener.next()).isEqualTo("READY=1\nSTATUS=connected\uFFFD1");
                assertThat(listener.next()).isEqualTo("WATCHDOG=1\nSTATUS=connected\uFFFD2");
                assertThat(listener.next()).startsWith("WATCHDOG=1\n");
            }
            String last = listener.next();
            while (last.startsWith("WATCHDOG=1")) {
                last = listener.next();
            }
            assertThat(last).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void whoHasNoStatusAnyMoreGivesNoSignOfLife() throws Throwable {
        Path path = directory.resolve("notify");
        try (Listener listener = new Listener(path)) {
            AtomicInteger asked = new AtomicInteger();
            try (ServiceNotice notice = ServiceNotice.of(
                            Map.of("NOTIFY_SOCKET", path.toString(), "WATCHDOG_USEC", "20000"))
                    .orElseThrow()) {
                notice.ready(() -> {
                    if (asked.incrementAndGet() == 3) {
                        throw new IllegalStateException("stuck");
                    }
                    return "fine";
                });
                assertThat(listener.next()).startsWith("READY=1");
                assertThat(listener.next()).startsWith("WATCHDOG=1");
                while (asked.get() < 3) {
                    Thread.onSpinWait();
                }
            }
            assertThat(listener.next()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void withoutSystemdNobodyIsTold() {
        assertThat(ServiceNotice.of(Map.of())).isEmpty();
        assertThat(ServiceNotice.of(Map.of("NOTIFY_SOCKET", ""))).isEmpty();
        assertThat(ServiceNotice.of(Map.of("NOTIFY_SOCKET", "vsock:2:1"))).isEmpty();
        assertThat(ServiceNotice.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(108))))
                .isEmpty();
    }

    /** A socket of datagrams, as systemd has. */
    private static final class Listener implements AutoCloseable {
        private static final int LONGEST = 1024;
        private final Arena arena = Arena.ofShared();
        private final int descriptor;

        Listener(Path path) throws Throwable {
            descriptor = (int) function(
                            "socket",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(1, 2, 0);
            MemorySegment address = arena.allocate(110);
            byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
            int bound = (int) function(
                            "bind",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(descriptor, address, 2 + name.length + 1);
            assertThat(bound).isZero();
        }

        String next() throws Throwable {
            MemorySegment buffer = arena.allocate(LONGEST);
            long length = (long) function(
                            "recv",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(descriptor, buffer, (long) LONGEST, 0);
            return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }

        @SuppressWarnings("restricted")
        private static MethodHandle function(String name, FunctionDescriptor description) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), description);
        }

        @Override
        public void close() {
            try {
                int closed = (int) function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                        .invokeExact(descriptor);
                assertThat(closed).isZero();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            arena.close();
        }
    }
}
