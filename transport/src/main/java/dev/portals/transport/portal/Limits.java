package dev.portals.transport.portal;

import java.time.Duration;

/** The numbers of portals: the protocol's first, then our own choices. */
final class Limits {
    /** What newer peers put into one Payload at most; more is never sent (spec 03 section 1.2). */
    static final int MAX_SENT_PAYLOAD = 128 * 1024;
    /** What is sent in one Payload unless told otherwise, which every version of peers is used to. */
    static final int DEFAULT_PAYLOAD = 48 * 1024;
    /** Keep-alive of sockets, in seconds and probes (spec 03 section 1.7). */
    static final int KEEPALIVE_IDLE = 300;

    static final int KEEPALIVE_INTERVAL = 75;
    static final int KEEPALIVE_PROBES = 2;

    /** Bytes that a peer which knows our extension may have on their way to us, for each portal. */
    static final int WINDOW = 1024 * 1024;
    /** Bytes of its client that an inlet may send before the outlet has answered. */
    static final int EARLY = 2 * MAX_SENT_PAYLOAD;
    /** Credit is handed back in pieces of at least this. */
    static final int CREDIT_STEP = WINDOW / 4;
    /** Bytes a socket may hold back with credit; what it holds beyond gives no new credit until LOW_WATER is reached. */
    static final int HIGH_WATER = 256 * 1024;

    static final int LOW_WATER = 128 * 1024;
    /** Bytes a socket may hold back without credit, before the connection that feeds it has to wait. */
    static final int PLAIN_HIGH_WATER = 1024 * 1024;

    static final int PLAIN_LOW_WATER = 256 * 1024;
    static final int FIRST_READ = 2048;
    static final int MIN_READ = 1024;
    /** Reads of one socket before the loop looks at the others. */
    static final int READS_PER_TURN = 4;
    /** A socket that takes none of its last bytes for so long is closed without them. */
    static final Duration DRAIN_TIME = Duration.ofSeconds(30);
    /** An inlet of ours that is silent for so long is asked whether it is there; the next question follows as late. */
    static final Duration SILENCE = Duration.ofSeconds(10);
    /** So many questions without an answer end a portal. */
    static final int QUESTIONS = 3;
    /** After an accept failed (no more file descriptors), the next try waits for so long. */
    static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);
    /** Longest sentence that goes with a Disconnect, in bytes of UTF-8. */
    static final int MAX_SENTENCE = 200;

    static final int DEFAULT_PORTALS = 10_000;
    static final Duration PONG_TIMEOUT = Duration.ofSeconds(30);
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private Limits() {}
}
