package dev.portals.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The allow-list of what may enter (spec 01 section 4.6): a message that comes in through a producer reaches only the
 * consumers registered for the producer's flow or for the flow of the spawner that made the producer.
 *
 * <p>Thread-safe: reads are lock-free and per message, changes are rare.
 */
public final class FlowControls {
    private final Map<FlowControlId, Set<Address>> consumers = new ConcurrentHashMap<>();
    private final Map<Address, Set<FlowControlId>> consumes = new ConcurrentHashMap<>();
    private final Map<Address, Producer> producers = new ConcurrentHashMap<>();
    private final Map<Address, Address> additional = new ConcurrentHashMap<>();
    private final Map<Address, FlowControlId> spawners = new ConcurrentHashMap<>();

    /**
     * Where messages of outside origin enter.
     *
     * @param flow the producer's own flow
     * @param spawner the flow of what created it, if anything did
     */
    public record Producer(FlowControlId flow, @Nullable FlowControlId spawner) {}

    /** Registers a producer, and the addresses (a sender, an encryptor) that stand for it as a next hop. */
    public synchronized void addProducer(
            Address producer, FlowControlId flow, @Nullable FlowControlId spawner, Address... others) {
        producers.put(producer, new Producer(flow, spawner));
        additional.put(producer, producer);
        for (Address other : others) {
            additional.put(other, producer);
        }
    }

    /** Registers what creates producers. */
    public synchronized void addSpawner(Address spawner, FlowControlId flow) {
        spawners.put(spawner, flow);
    }

    /** Lets the address receive from the producers of that flow. */
    public synchronized void addConsumer(Address consumer, FlowControlId flow) {
        consumers.computeIfAbsent(flow, key -> ConcurrentHashMap.newKeySet()).add(consumer);
        consumes.computeIfAbsent(consumer, key -> ConcurrentHashMap.newKeySet()).add(flow);
    }

    /** Lets the address receive what comes back over the first hop of a route, if that hop is part of a producer. */
    public void addConsumerFor(Address consumer, Route route) {
        if (!route.isEmpty()) {
            producerFor(route.first()).ifPresent(producer -> addConsumer(consumer, producer.flow()));
        }
    }

    /** Whether the address may receive from producers of that flow. */
    public boolean isConsumer(Address consumer, FlowControlId flow) {
        Set<Address> all = consumers.get(flow);
        return all != null && all.contains(consumer);
    }

    /** The producer at exactly that address. */
    public Optional<Producer> producer(Address address) {
        return Optional.ofNullable(producers.get(address));
    }

    /** The producer that the address is, or is a part of. */
    public Optional<Producer> producerFor(Address address) {
        Address producer = additional.get(address);
        return producer == null ? Optional.empty() : producer(producer);
    }

    /** The flow of a spawner. */
    public Optional<FlowControlId> spawner(Address address) {
        return Optional.ofNullable(spawners.get(address));
    }

    /** Every flow the address may receive from. */
    public List<FlowControlId> flowsOf(Address consumer) {
        Set<FlowControlId> flows = consumes.get(consumer);
        return flows == null ? List.of() : List.copyOf(flows);
    }

    /** The outgoing rule of a producer's mailbox (spec 01 section 4.6.4). */
    public AccessControl outgoing(FlowControlId flow, @Nullable FlowControlId spawner) {
        return (source, message) -> {
            Address next = message.onward().first();
            return isConsumer(next, flow) || spawner != null && isConsumer(next, spawner);
        };
    }

    /** Forgets an address in every role it had (spec 01 section 4.6.6, for all of a worker's addresses). */
    synchronized void forget(Address address) {
        FlowControlId spawned = spawners.remove(address);
        if (spawned != null) {
            dropIfUnused(spawned);
        }
        Producer producer = producers.remove(address);
        if (producer != null) {
            additional.values().removeIf(address::equals);
            dropIfUnused(producer.flow());
            if (producer.spawner() != null) {
                dropIfUnused(producer.spawner());
            }
        }
        Address owner = additional.get(address);
        if (owner != null && !owner.equals(address)) {
            additional.remove(address);
        }
        Set<FlowControlId> flows = consumes.remove(address);
        if (flows != null) {
            for (FlowControlId flow : flows) {
                Set<Address> all = consumers.get(flow);
                if (all != null && all.remove(address) && all.isEmpty()) {
                    consumers.remove(flow);
                }
            }
        }
    }

    private void dropIfUnused(FlowControlId flow) {
        if (spawners.containsValue(flow)) {
            return;
        }
        for (Producer producer : producers.values()) {
            if (producer.flow().equals(flow) || flow.equals(producer.spawner())) {
                return;
            }
        }
        Set<Address> orphans = consumers.remove(flow);
        if (orphans != null) {
            for (Address orphan : new ArrayList<>(orphans)) {
                Set<FlowControlId> flows = consumes.get(orphan);
                if (flows != null && flows.remove(flow) && flows.isEmpty()) {
                    consumes.remove(orphan);
                }
            }
        }
    }

    /** How many entries are kept in all; for a test that nothing leaks. */
    int size() {
        return consumes.size() + producers.size() + additional.size() + spawners.size();
    }
}
