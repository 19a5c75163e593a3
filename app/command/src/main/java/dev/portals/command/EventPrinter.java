package dev.portals.command;

import dev.portals.engine.NodeEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Prints a node's events on a thread of its own, in their order: they are told on event loops, and whoever reads our output
 * slowly, or not at all, must not hold those up. What doesn't fit into the queue then is not printed.
 */
final class EventPrinter implements Consumer<NodeEvent> {
    private static final int WAITING = 10_000;

    private final Console console;
    private final BlockingQueue<NodeEvent> waiting = new ArrayBlockingQueue<>(WAITING);

    EventPrinter(Console console) {
        this.console = console;
        Thread.ofPlatform().daemon().name("events").start(this::print);
    }

    @Override
    public void accept(NodeEvent event) {
        waiting.offer(event);
    }

    private void print() {
        try {
            while (true) {
                NodeEvent event = waiting.take();
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("event", event.name());
                object.putAll(event.fields());
                console.say(event.sentence(), object);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
