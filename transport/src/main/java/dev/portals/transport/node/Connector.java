package dev.portals.transport.node;

import dev.portals.core.channel.ChannelException;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns multi-addresses into connections, channels and routes (spec 03 section 4.1). */
public final class Connector {
    /** What the peer may reach over a connection that we made. */
    private static final List<Address> CONSUMERS = List.of(
            Address.local("api"), Address.local("echo"), Address.local("uppercase"), Address.local("key_exchanger"));

    private static final Duration TCP_TIMEOUT = Duration.ofSeconds(10);

    private final Node node;
    private final TcpTransport tcp;
    private final SecureChannels channels;
    private final Function<String, Optional<KnownProject>> projects;

    /**
     * Where a project is and who it must be.
     *
     * @param route to its channel listener
     * @param identifier the only identity accepted there
     */
    public record KnownProject(MultiAddr route, Identifier identifier) {}

    /** A connector over that transport; project names are looked up as they are met. */
    public Connector(
            Node node, TcpTransport tcp, SecureChannels channels, Function<String, Optional<KnownProject>> projects) {
        this.node = node;
        this.tcp = tcp;
        this.channels = channels;
        this.projects = projects;
    }

    /**
     * Connects everything an address asks for.
     *
     * @param address of the parts ip4, ip6, dnsaddr, tcp, service, worker, secure and project
     * @param options how our end of each channel behaves; its trust holds for the last {@code /secure/} part, behind
     *     which the service is; who relays to it is not trusted with anything, and a project's is its own identifier
     * @return fails with {@link ConnectException}; then nothing is left open
     */
    public CompletableFuture<Connection> connect(MultiAddr address, ChannelOptions options) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Attempt attempt = new Attempt(options);
                    try {
                        attempt.walk(address, options.trust());
                        return attempt.finish();
                    } catch (CompletionException e) {
                        attempt.abandon();
                        throw ConnectException.of(e.getCause() == null ? e : e.getCause());
                    } catch (RuntimeException e) {
                        attempt.abandon();
                        throw ConnectException.of(e);
                    }
                },
                node.offload());
    }

    /** One way through the parts of an address, on a thread that may wait. */
    private final class Attempt {
        private final ChannelOptions options;
        private final List<SecureChannel> opened = new ArrayList<>();
        private List<Address> hops = new ArrayList<>();
        private @Nullable TcpConnection connection;
        private @Nullable FlowControlId flow;

        Attempt(ChannelOptions options) {
            this.options = options;
        }

        void walk(MultiAddr address, TrustPolicy trust) {
            List<MultiAddr.Component> parts = address.components();
            int innermost = parts.size() - 1;
            while (innermost >= 0 && !(parts.get(innermost) instanceof MultiAddr.Secure)) {
                innermost--;
            }
            for (int i = 0; i < parts.size(); i++) {
                switch (parts.get(i)) {
                    case MultiAddr.Ip4 ip -> dial(ip.text(), parts, ++i);
                    case MultiAddr.Ip6 ip -> dial("[" + ip.text() + "]", parts, ++i);
                    case MultiAddr.DnsAddr name -> dial(name.host(), parts, ++i);
                    case MultiAddr.Service service -> hops.add(Address.local(service.name()));
                    case MultiAddr.Worker worker -> hops.add(Address.local(worker.name()));
                    case MultiAddr.Secure secure -> {
                        hops.add(Address.local(secure.name()));
                        channel(i == innermost ? trust : TrustPolicy.everyone());
                    }
                    case MultiAddr.Project project -> project(project.name());
                    default ->
                        throw new ConnectException(
                                ConnectException.Reason.ADDRESS,
                                "“" + new MultiAddr(List.of(parts.get(i)))
                                        + "” can't be used here: name a host and port, /secure/, /service/ or"
                                        + " /project/");
                }
            }
        }

        private void project(String name) {
            KnownProject project = projects.apply(name)
                    .orElseThrow(() -> new ConnectException(
                            ConnectException.Reason.ADDRESS,
                            "there is no project named " + name + " here: join it first with its ticket"));
            walk(project.route(), TrustPolicy.exactly(project.identifier()));
            channel(TrustPolicy.exactly(project.identifier()));
        }

        private void dial(String host, List<MultiAddr.Component> parts, int next) {
            if (next >= parts.size() || !(parts.get(next) instanceof MultiAddr.Tcp port)) {
                throw new ConnectException(
                        ConnectException.Reason.ADDRESS, "after the host " + host + " write /tcp/PORT");
            }
            if (connection != null) {
                throw new ConnectException(
                        ConnectException.Reason.ADDRESS, "an address can have only one host and port");
            }
            connection = tcp.connect(new HostnamePort(host, port.port()), TCP_TIMEOUT)
                    .join();
            hops.add(connection.senderAddress());
            flow = connection.flow();
        }

        private void channel(TrustPolicy trust) {
            CompletableFuture<?> ended = connection == null ? new CompletableFuture<>() : connection.closed();
            SecureChannel channel;
            try {
                channel = RepeatedHandshake.join(channels, Route.of(hops), options.withTrust(trust), ended);
            } catch (CompletionException e) {
                if (!opened.isEmpty() && e.getCause() instanceof ChannelException failure) {
                    throw ConnectException.beyond(failure);
                }
                throw e;
            }
            opened.add(channel);
            hops = new ArrayList<>(List.of(channel.encryptor()));
            flow = channel.flow();
        }

        Connection finish() {
            if (flow != null) {
                for (Address consumer : CONSUMERS) {
                    node.flows().addConsumer(consumer, flow);
                }
            }
            CompletableFuture<Void> closed = new CompletableFuture<>();
            for (SecureChannel channel : opened) {
                channel.closed().whenComplete((ended, failure) -> closed.complete(null));
            }
            TcpConnection below = connection;
            if (below != null) {
                below.closed().whenComplete((ended, failure) -> closed.complete(null));
            }
            Route route = Route.of(hops);
            return new Connection(route, transportRoute(route), below, List.copyOf(opened), closed);
        }

        private Route transportRoute(Route route) {
            if (route.isEmpty()
                    || node.router().terminal(Route.of(route.last())).isPresent()) {
                return route;
            }
            return route.withoutLast();
        }

        void abandon() {
            opened.reversed().forEach(SecureChannel::close);
            if (connection != null) {
                connection.close();
            }
        }
    }
}
