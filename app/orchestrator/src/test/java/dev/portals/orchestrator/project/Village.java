package dev.portals.orchestrator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.relay.RelayClient;
import dev.portals.core.relay.RelayRegistration;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.core.testing.ManualLoop;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.orchestrator.authority.AuthoritySettings;
import dev.portals.orchestrator.authority.AuthorityStore;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Projects on one thread and a clock that only the test moves. Clients live in the gateway's own node and reach it over
 * connections that lead back into it.
 */
final class Village {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    final ManualLoop loop = new ManualLoop(1_750_000_000);
    final Node outer = new Node(List.of(loop), loop, new SecureRandom());
    final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), loop.clock());
    final SecureChannels clients = new SecureChannels(outer, identities, credentials());
    private final FlowControlId entrance = FlowControlId.random(outer.random());
    private final List<Heard> heard = new ArrayList<>();
    private final Context ear = outer.router()
            .start(
                    (message, source) -> heard.add(new Heard(text(message), message.returning(), message.peer())),
                    loop,
                    Mailbox.open(Address.local("ear")));

    /** What arrived at the ear. */
    record Heard(String text, Route returning, @Nullable Identifier peer) {}

    Village() {
        outer.flows().addSpawner(outer.randomAddress(), entrance);
    }

    /** A connection from the node to itself. */
    final class Wire implements Worker {
        private final FlowControlId nearFlow = FlowControlId.random(outer.random());
        private final Address near = outer.randomAddress();
        private final Address far = outer.randomAddress();
        private final Address nearReceiver = outer.randomAddress();
        private final Address farReceiver = outer.randomAddress();
        private final Context context;

        Wire() {
            FlowControlId farFlow = FlowControlId.random(outer.random());
            outer.flows().addProducer(nearReceiver, nearFlow, null, near);
            outer.flows().addProducer(farReceiver, farFlow, entrance, far);
            context = outer.router()
                    .start(
                            this,
                            loop,
                            Mailbox.open(near),
                            Mailbox.open(far),
                            Mailbox.of(
                                    nearReceiver,
                                    AccessControl.DENY_ALL,
                                    outer.flows().outgoing(nearFlow, null)),
                            Mailbox.of(
                                    farReceiver,
                                    AccessControl.DENY_ALL,
                                    outer.flows().outgoing(farFlow, entrance)));
        }

        @Override
        public void handle(Message message, Address source) {
            boolean outwards = message.onward().first().equals(near);
            context.send(
                    outwards ? farReceiver : nearReceiver,
                    Message.of(
                            message.onward().rest(),
                            message.returning().prepend(outwards ? far : near),
                            message.payload()));
        }

        void cut() {
            context.stop();
            loop.run();
        }
    }

    private Credentials credentials() {
        return new Credentials(identities, AttributeStore.inMemory(), loop.clock());
    }

    Identifier person() {
        return identities.create(SigningAlgorithm.ED25519).identifier();
    }

    HostedProject project(String id) {
        Authority authority =
                new Authority(person(), AuthoritySettings.of(id), AuthorityStore.inMemory(), identities, loop.clock());
        return new HostedProject(outer, entrance, identities, new ProjectIdentity(id, person()), authority);
    }

    Credential credential(HostedProject issuer, Identifier subject, Duration life, String... attribute) {
        return credentials()
                .issue(
                        issuer.authority().identifier(),
                        subject,
                        Attributes.of(attribute.length == 0 ? Map.of() : Map.of(attribute[0], attribute[1])),
                        life);
    }

    Credential relayCredential(HostedProject issuer, Identifier subject, String name) {
        return credential(issuer, subject, Duration.ofHours(1), "ockam-relay", name);
    }

    SecureChannel channel(Wire wire, HostedProject project, Identifier self, @Nullable Credential credential) {
        return channel(wire, project, self, credential == null ? null : CredentialSource.fixed(credential));
    }

    SecureChannel channel(Wire wire, HostedProject project, Identifier self, @Nullable CredentialSource credential) {
        CompletableFuture<SecureChannel> opened = clients.connect(
                Route.of(wire.near, Address.local(project.identity().id()), Address.local("api")),
                ChannelOptions.of(self).withCredential(credential));
        loop.run();
        SecureChannel channel = opened.getNow(null);
        assertThat(channel).as("the channel").isNotNull();
        assertThat(channel.peer()).isEqualTo(project.identity().identifier());
        outer.flows().addConsumer(Address.local("ear"), channel.flow());
        return channel;
    }

    /** Begins a handshake that nobody will finish. */
    void begin(Wire wire, HostedProject project) {
        outer.flows().addConsumer(Address.local("ear"), wire.nearFlow);
        byte[] message = new byte[100];
        Identifier stranger = person();
        System.arraycopy(stranger.bytes(), 0, message, 0, stranger.bytes().length);
        ear.send(
                Route.of(wire.near, Address.local(project.identity().id()), Address.local("api")),
                Buffers.copyOf(message));
        loop.run();
    }

    /** How many messages were heard since the last call. */
    int heard() {
        int count = heard.size();
        heard.clear();
        return count;
    }

    /** Whether there is an answer within the patience; with it the answer. */
    @Nullable String ask(SecureChannel channel, String worker, String text) {
        CompletableFuture<Message> asked =
                outer.router().ask(Route.of(channel.encryptor(), Address.local(worker)), buffer(text), PATIENCE);
        loop.run();
        if (!asked.isDone()) {
            loop.advance(PATIENCE);
        }
        return asked.isCompletedExceptionally() ? null : text(asked.join());
    }

    boolean registers(SecureChannel channel, String name) {
        CompletableFuture<RelayRegistration> asked =
                new RelayClient(outer).register(Route.of(channel.encryptor()), name, PATIENCE);
        loop.run();
        if (!asked.isDone()) {
            loop.advance(PATIENCE);
        }
        return !asked.isCompletedExceptionally();
    }

    /** Sends from the ear through a relay to the ear of the relay's owner. */
    void sendThroughRelay(SecureChannel channel, String name, String text) {
        send(Route.of(channel.encryptor(), Address.local("forward_to_" + name), Address.local("ear")), text);
    }

    void send(Route onward, String text) {
        ear.send(onward, buffer(text));
        loop.run();
    }

    /** The one message that was heard since the last call. */
    Heard hears(String text) {
        assertThat(heard).extracting(Heard::text).containsExactly(text);
        return heard.removeFirst();
    }

    void hearsNothing() {
        assertThat(heard).isEmpty();
    }

    private static ByteBuf buffer(String text) {
        return Buffers.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Message message) {
        return new String(Buffers.toBytes(message.payload()), StandardCharsets.UTF_8);
    }
}
