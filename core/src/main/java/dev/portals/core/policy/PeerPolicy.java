package dev.portals.core.policy;

import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Node;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a policy to the authenticated peers of a resource, both ways (spec 02 section 6.8). Thread-safe; on the hot path
 * it costs one look into a map.
 *
 * <p>That a peer is allowed is remembered for a second; that it is not is found out anew each time, so that a new
 * credential takes effect at once.
 */
public final class PeerPolicy {
    /** How long a positive verdict holds, in milliseconds. */
    static final long REMEMBERED = 1_000;

    /** The least time between two reports about one peer, in milliseconds. */
    static final long REPORT_INTERVAL = 1_000;

    /** The most peers that are remembered. */
    static final int MAX_PEERS = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(PeerPolicy.class);
    private static final Object NOBODY = new Object();

    private final Node node;
    private final String resource;
    private final String resourceType;
    private final @Nullable Identifier authority;
    private final BiFunction<Identifier, Identifier, Optional<Map<String, String>>> attributes;
    private final Map<Identifier, Verdict> allowed = new ConcurrentHashMap<>();
    private final Map<Object, Long> reported = new ConcurrentHashMap<>();
    private volatile PolicyExpression policy;
    private volatile @Nullable Consumer<Denial> denials;

    private record Verdict(PolicyExpression policy, long since) {}

    /**
     * @param resource the name of the resource
     * @param resourceType such as {@code tcp-outlet}
     * @param authority whose word on attributes counts; null if there is none, then {@code subject.has_credential} is not
     *     set
     * @param attributes what an authority (second) says about a subject (first) at present, quickly; empty if nothing
     */
    public PeerPolicy(
            Node node,
            PolicyExpression policy,
            String resource,
            String resourceType,
            @Nullable Identifier authority,
            BiFunction<Identifier, Identifier, Optional<Map<String, String>>> attributes) {
        this.node = node;
        this.policy = policy;
        this.resource = resource;
        this.resourceType = resourceType;
        this.authority = authority;
        this.attributes = attributes;
    }

    /** The same with the attributes out of credentials. */
    public PeerPolicy(
            Node node,
            PolicyExpression policy,
            String resource,
            String resourceType,
            @Nullable Identifier authority,
            Credentials credentials) {
        this(
                node,
                policy,
                resource,
                resourceType,
                authority,
                (subject, by) -> credentials
                        .attributes(subject, by)
                        .map(entry -> entry.attributes().asText()));
    }

    /** The policy in force. */
    public PolicyExpression policy() {
        return policy;
    }

    /** Puts another policy in force, from the next message on. */
    public void replace(PolicyExpression newPolicy) {
        policy = newPolicy;
    }

    /**
     * Tells of denials, each peer at most once a second, on the loop that the message was on.
     *
     * @return this
     */
    public PeerPolicy onDenial(Consumer<Denial> listener) {
        denials = listener;
        return this;
    }

    /** For what comes in: the peer is who the message was decrypted from. */
    public AccessControl incoming() {
        return (source, message) -> allows(message.peer());
    }

    /** For what goes out: the peer is whom the message's route reaches through a secure channel. */
    public AccessControl outgoing() {
        return (source, message) -> allows(node.router().peerOf(message.onward()));
    }

    /** Whether the peer may use the resource; nobody may not. */
    public boolean allows(@Nullable Identifier peer) {
        if (peer != null && (remembered(peer) || decide(peer))) {
            return true;
        }
        report(peer);
        return false;
    }

    private boolean remembered(Identifier peer) {
        Verdict verdict = allowed.get(peer);
        return verdict != null && verdict.policy == policy && within(verdict.since, REMEMBERED);
    }

    private boolean decide(Identifier peer) {
        PolicyExpression current = policy;
        if (!current.allows(environment(peer))) {
            return false;
        }
        makeRoom(allowed);
        allowed.put(peer, new Verdict(current, now()));
        return true;
    }

    private Environment environment(Identifier peer) {
        Optional<Map<String, String>> known = Optional.empty();
        if (authority != null) {
            try {
                known = attributes.apply(peer, authority);
            } catch (RuntimeException e) {
                LOG.warn("the attributes of {} can't be looked up", peer, e);
            }
        }
        return Environment.builder()
                .resource(resource, "handle_message")
                .subject(peer.toString(), authority == null ? null : known.isPresent(), known.orElse(Map.of()))
                .build();
    }

    /** A sentence that says whether the peer may use the resource, and why not. */
    public String explain(@Nullable Identifier peer) {
        String subject = resourceType + " " + resource;
        if (peer == null) {
            return subject + " is closed to messages that don't come through a secure channel";
        }
        PolicyExpression current = policy;
        Environment environment = environment(peer);
        return current.allows(environment)
                ? subject + " is open to " + peer
                : subject + " is closed to " + peer + ": " + current.explain(environment);
    }

    private void report(@Nullable Identifier peer) {
        Consumer<Denial> listener = denials;
        if (listener == null || !due(peer == null ? NOBODY : peer)) {
            return;
        }
        try {
            listener.accept(new Denial(peer, explain(peer)));
        } catch (RuntimeException e) {
            LOG.warn("whoever listens to denials failed", e);
        }
    }

    private boolean due(Object peer) {
        long now = now();
        Long last = reported.get(peer);
        if (last != null && within(last, REPORT_INTERVAL)) {
            return false;
        }
        makeRoom(reported);
        // Of two threads that get here at once, one reports.
        return last == null ? reported.putIfAbsent(peer, now) == null : reported.replace(peer, last, now);
    }

    /** Both maps only save work, so a full one may as well be emptied. */
    private static void makeRoom(Map<?, ?> map) {
        if (map.size() >= MAX_PEERS) {
            map.clear();
        }
    }

    private boolean within(long since, long time) {
        long age = now() - since;
        return age >= 0 && age < time;
    }

    private long now() {
        return node.clock().millis();
    }
}
