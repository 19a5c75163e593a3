package dev.portals.core.routing;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** What everything in one node shares: the router, the flow controls, the loops, the clock and the randomness. */
public final class Node {
    private final Router router;
    private final FlowControls flows = new FlowControls();
    private final List<EventLoop> loops;
    private final AtomicInteger nextLoop = new AtomicInteger();
    private final Executor offload;
    private final SecureRandom random;

    /**
     * A node without workers.
     *
     * @param loops where workers live, at least one
     * @param offload runs what may be slow (key agreement, signatures, key services), never on a loop
     * @param random makes addresses that can't be guessed
     */
    public Node(List<? extends EventLoop> loops, Executor offload, SecureRandom random) {
        this.loops = List.copyOf(loops);
        this.offload = offload;
        this.random = random;
        this.router = new Router(this);
    }

    /** Finds workers by address. */
    public Router router() {
        return router;
    }

    /** What may enter where. */
    public FlowControls flows() {
        return flows;
    }

    /** The next loop in turn, for a worker that belongs to no connection. */
    public EventLoop nextLoop() {
        return loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
    }

    /**
     * Whichever of the loops the caller is on: for a worker that only passes on what it gets, and is handed it on the
     * sender's loop, on several at the same time. Callers that are on none are on the first, so that order is kept. It may
     * be told more than once that it has started.
     */
    public EventLoop callersLoop() {
        return new CallersLoop(this, loops);
    }

    /** Another node, empty, on the same loops. */
    public Node sibling() {
        return new Node(loops, offload, random);
    }

    /** All loops. */
    public List<EventLoop> loops() {
        return loops;
    }

    /** Runs what may be slow; results must come back to a loop by its {@code execute}. */
    public Executor offload() {
        return offload;
    }

    /** Strong randomness. */
    public SecureRandom random() {
        return random;
    }

    /** What time it is. */
    public InstantSource clock() {
        return loops.getFirst().clock();
    }

    /** A fresh local address that can't be guessed. */
    public Address randomAddress() {
        return Address.random(random);
    }
}
