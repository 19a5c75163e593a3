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
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.MemoryLink;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels over loops that are real threads, where sender, receiver and listener live on different ones. */
@Timeout(60)
class ThreadsTest {
    private static final int CHANNELS = 20;
    private static final int MESSAGES = 200;

    private final ExecutorService offload = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ThreadLoop> loops = new ArrayList<>();

    private final class Threaded {
        final Node node;
        final SecureChannels channels;
        final Identifier self;

        Threaded() {
            List<ThreadLoop> own = List.of(new ThreadLoop(), new ThreadLoop(), new ThreadLoop());
            loops.addAll(own);
            node = new Node(own, offload, new SecureRandom());
            Identities identities = new Identities(
                    SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
            channels = new SecureChannels(
                    node, identities, new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()));
            self = identities.create(SigningAlgorithm.ED25519).identifier();
            Echo.start(node, node.nextLoop());
        }
    }

    @AfterEach
    void end() {
        loops.forEach(ThreadLoop::close);
        offload.close();
    }

    @Test
    void manyChannelsComeUpCarryTheirMessagesInOrderAndEnd() throws Exception {
        Threaded alice = new Threaded();
        Threaded bob = new Threaded();
        FlowControlId entrance = FlowControlId.random(bob.node.random());
        MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
        ChannelListener listener = bob.channels.listen(Address.local("api"), ChannelOptions.of(bob.self));
        bob.node.flows().addConsumer(Address.local("api"), entrance);
        bob.node.flows().addConsumer(Address.local("echo"), listener.flow());

        List<CompletableFuture<SecureChannel>> ready = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            ready.add(alice.channels.connect(
                    Route.of(link.left().sender(), Address.local("api")), ChannelOptions.of(alice.self)));
        }
        List<BlockingQueue<Integer>> heard = new ArrayList<>();
        List<SecureChannel> channels = new ArrayList<>();
        List<Context> ears = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            SecureChannel channel = ready.get(i).get(30, TimeUnit.SECONDS);
            channels.add(channel);
            BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            heard.add(queue);
            Address ear = Address.local("ear" + i);
            ears.add(alice.node
                    .router()
                    .start(
                            (message, source) -> {
                                queue.add(message.payload().readInt());
                                message.release();
                            },
                            alice.node.nextLoop(),
                            Mailbox.open(ear)));
            alice.node.flows().addConsumer(ear, channel.flow());
        }
        for (int n = 0; n < MESSAGES; n++) {
            for (int i = 0; i < CHANNELS; i++) {
                ears.get(i)
                        .send(
                                Route.of(channels.get(i).encryptor(), Address.local("echo")),
                                Buffers.allocate(4).writeInt(n));
            }
        }
        for (int i = 0; i < CHANNELS; i++) {
            for (int n = 0; n < MESSAGES; n++) {
                assertThat(heard.get(i).poll(30, TimeUnit.SECONDS)).isEqualTo(n);
            }
        }
        List<SecureChannel> theirs = bob.channels.channels();
        assertThat(theirs).hasSize(CHANNELS);
        for (int i = 0; i < CHANNELS; i++) {
            if (i % 2 == 0) {
                channels.get(i).close();
            }
        }
        for (int i = 0; i < CHANNELS; i += 2) {
            channels.get(i).closed().get(30, TimeUnit.SECONDS);
        }
        link.cut();
        for (SecureChannel channel : channels) {
            channel.closed().get(30, TimeUnit.SECONDS);
        }
        for (SecureChannel channel : theirs) {
            channel.closed().get(30, TimeUnit.SECONDS);
        }
        assertThat(alice.channels.channels()).isEmpty();
        assertThat(bob.channels.channels()).isEmpty();
    }
}
