package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.TestNode;
import dev.portals.vault.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node with one identity, its channels, and workers that echo and that listen. */
final class Home {
    final ManualLoop loop;
    final Node node;
    final CountingVault vault = new CountingVault();
    final Identities identities;
    final Credentials credentials;
    final SecureChannels channels;
    final Identifier self;
    /** What arrived at {@code ear}; payloads as text. */
    final Queue<Heard> heard = new ArrayDeque<>();
    /** Sends as {@code ear}. */
    final Context ear;

    private final List<FlowControlId> known = new ArrayList<>();

    /** One message that arrived. */
    record Heard(String text, Message message, Address source) {}

    Home(ManualLoop loop) {
        this.loop = loop;
        this.node = TestNode.on(loop);
        this.identities = new Identities(vault.asVault(), IdentityStore.inMemory(), loop.clock());
        this.credentials = new Credentials(identities, AttributeStore.inMemory(), loop.clock());
        this.channels = new SecureChannels(node, identities, credentials);
        this.self = identities.create(SigningAlgorithm.ED25519).identifier();
        this.ear = node.router()
                .start(
                        (message, source) -> heard.add(new Heard(
                                new String(Buffers.toBytes(message.payload()), StandardCharsets.UTF_8),
                                message,
                                source)),
                        loop,
                        Mailbox.open(Address.local("ear")));
        Echo.start(node, loop);
    }

    ChannelOptions options() {
        return ChannelOptions.of(self);
    }

    /** Listens at {@code api} for what comes in through that flow; echo and ear are reachable through the channels. */
    ChannelListener listen(FlowControlId entrance, ChannelOptions options) {
        ChannelListener listener = channels.listen(Address.local("api"), options);
        node.flows().addConsumer(Address.local("api"), entrance);
        allow(listener.flow());
        return listener;
    }

    /** Lets echo and ear be reached through that flow. */
    void allow(FlowControlId flow) {
        known.add(flow);
        node.flows().addConsumer(Address.local("echo"), flow);
        node.flows().addConsumer(Address.local("ear"), flow);
    }

    /** Begins a channel to {@code api} behind that hop. */
    CompletableFuture<SecureChannel> connect(Address hop, ChannelOptions options) {
        return connect(Route.of(hop, Address.local("api")), options);
    }

    CompletableFuture<SecureChannel> connect(Route route, ChannelOptions options) {
        CompletableFuture<SecureChannel> ready = channels.connect(route, options);
        loop.run();
        return ready;
    }

    /** A channel to {@code api} behind that hop, with ear reachable through it. */
    SecureChannel channel(Address hop) {
        SecureChannel channel = now(connect(hop, options()));
        allow(channel.flow());
        return channel;
    }

    void say(SecureChannel channel, String to, String text) {
        ear.send(
                Route.of(channel.encryptor(), Address.local(to)),
                Buffers.copyOf(text.getBytes(StandardCharsets.UTF_8)));
        loop.run();
    }

    /** The text of the next message that was heard. */
    String hears() {
        Heard next = heard.poll();
        assertThat(next).isNotNull();
        return next.text();
    }

    static <T> T now(CompletableFuture<T> future) {
        assertThat(future).isDone();
        try {
            return future.get(0, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static ChannelException failure(CompletableFuture<SecureChannel> future) {
        assertThat(future).isCompletedExceptionally();
        return (ChannelException) future.exceptionNow();
    }
}
