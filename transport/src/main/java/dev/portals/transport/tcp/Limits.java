package dev.portals.transport.tcp;

import java.time.Duration;

/** The numbers of this transport: the protocol's first, then our own choices. */
final class Limits {
    /** The one version of the protocol, the first byte in each direction (spec 01 section 3.2). */
    static final int VERSION = 1;
    /** Longest message without its 4 length bytes (spec 01 section 3.4). */
    static final int MAX_MESSAGE = 16 * 1024 * 1024;
    /** Bytes of a frame in front of the message. */
    static final int LENGTH_BYTES = 4;
    /** Keep-alive of outgoing sockets, in seconds and probes (spec 01 section 3.5). */
    static final int KEEPALIVE_IDLE = 300;

    static final int KEEPALIVE_INTERVAL = 75;
    static final int KEEPALIVE_PROBES = 2;

    /** How long the peer may take for its version byte. */
    static final Duration VERSION_TIME = Duration.ofSeconds(10);
    /** Longest tracing context that is looked at (spec 01 section 8.6). */
    static final int MAX_TRACING_CONTEXT = 4096;
    /** One read takes at most that many bytes; idle connections hold no buffer at all. */
    static final int MAX_READ = 128 * 1024;

    static final int FIRST_READ = 4096;
    static final int MIN_READ = 1024;
    /** Reads of one connection before the loop looks at the others. */
    static final int READS_PER_TURN = 4;
    /** A socket with that many bytes still to write stops those who produce for it … */
    static final int HIGH_WATER = 512 * 1024;
    /** … until that few are left. */
    static final int LOW_WATER = 256 * 1024;
    /** Control traffic never waits, so beyond that many bytes still to write it is dropped. */
    static final int MAX_QUEUED = 2 * MAX_MESSAGE;

    /** A share of the heap: what half-received frames may hold in all, and as much again what is still to be written. */
    static final long SHARED_MEMORY = Runtime.getRuntime().maxMemory() / 4;
    /** A connection with fewer bytes still to write is not looked at. */
    static final int UNCOUNTED_QUEUE = 16 * 1024;
    /** Connections that one listener has accepted and that have not ended; it refuses more. */
    static final int MAX_ACCEPTED = 10_000;

    /** Bytes of one connection on their way to other loops, twice over. */
    static final int LOOP_WINDOW = 1024 * 1024;

    private Limits() {}
}
