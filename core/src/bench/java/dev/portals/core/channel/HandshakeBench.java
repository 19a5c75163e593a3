package dev.portals.core.channel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole handshake with identities and credentials, the work of both sides: half of a figure is one side's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class HandshakeBench {
    private final Meeting met = new Meeting();

    /** Between ends that have met before: what was verified once is remembered. */
    @Benchmark
    public Object acquaintances() {
        return met.handshake();
    }

    /** Between strangers, whose identities, channel keys and credentials are made as a part of this. */
    @Benchmark
    public Object strangersMadeFirst() {
        return new Meeting().handshake();
    }
}
