package dev.portals.transport.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.node.ConnectException.Reason;
import dev.portals.transport.tcp.TcpListener;
import dev.portals.transport.testing.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From an address to a connection (spec 01 section 7.5, checklist M7 and M8), and what is said of one that fails. */
class ConnectorTest {
    private final Map<String, Connector.KnownProject> projects = new ConcurrentHashMap<>();
    private final LocalNode here =
            new LocalNode(NodeHome.inMemory(), 1, name -> Optional.ofNullable(projects.get(name)));
    private final LocalNode there = new LocalNode(NodeHome.inMemory(), 1, name -> Optional.empty());
    private TcpListener listener;
    private String host;

    @BeforeEach
    void listen() {
        listener = Await.value(there.tcp().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        there.channels().listen(Address.local("api"), ChannelOptions.of(there.identifier()));
        there.node().flows().addConsumer(Address.local("api"), listener.spawner());
        host = "/ip4/127.0.0.1/tcp/" + listener.socketAddress().getPort();
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private ChannelOptions options() {
        return ChannelOptions.of(here.identifier()).withTimeout(Await.LIMIT);
    }

    private Connection connect(String address) {
        return Await.value(here.connector().connect(MultiAddr.parse(address), options()));
    }

    private ConnectException failure(String address, ChannelOptions options) {
        Throwable failure = catchThrowable(() ->
                here.connector().connect(MultiAddr.parse(address), options).join());
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(ConnectException.class);
        assertNothingIsLeft();
        return (ConnectException) failure.getCause();
    }

    private void assertNothingIsLeft() {
        Await.until("no connection is left", () -> here.tcp().connections().isEmpty());
        Await.until("no channel is left", () -> here.channels().channels().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ip4/127.0.0.1                          | /tcp/PORT",
                "/ip4/127.0.0.1/service/api              | /tcp/PORT",
                "/ip6/::1/udp/4000                       | /tcp/PORT",
                "/dnsaddr/localhost                      | /tcp/PORT",
                "/tcp/4000                               | /tcp/4000",
                "/node/n1/service/api                    | /node/n1",
                "/space/s1                               | /space/s1",
                "/project/unknown/service/echo           | unknown",
                "HOST/ip4/127.0.0.1/tcp/1                | only one host",
                "HOST/secure/api/dnsaddr/localhost/tcp/1 | only one host"
            })
    void anAddressThatCannotBeUsedIsSaidToBe(String address, String words) {
        ConnectException failure = failure(address.replace("HOST", host), options());
        assertThat(failure.reason()).isEqualTo(Reason.ADDRESS);
        assertThat(failure).hasMessageContaining(words);
    }

    @Test
    void nobodyThereIsOffline() {
        int port = listener.socketAddress().getPort();
        there.tcp().close();
        assertThat(failure("/ip4/127.0.0.1/tcp/" + port, options()).reason()).isEqualTo(Reason.OFFLINE);
        assertThat(failure("/dnsaddr/no-such-host.invalid/tcp/1", options()).reason())
                .isEqualTo(Reason.OFFLINE);
    }

    @Test
    void aListenerThatDoesNotExistIsOfflineInTime() {
        ChannelOptions impatient = options().withTimeout(Duration.ofMillis(200));
        assertThat(failure(host + "/secure/nobody", impatient).reason()).isEqualTo(Reason.OFFLINE);
    }

    @Test
    void somebodyElseThanExpectedIsDenied() {
        ChannelOptions strict = options().withTrust(TrustPolicy.exactly(here.identifier()));
        assertThat(failure(host + "/secure/api", strict).reason()).isEqualTo(Reason.DENIED);
    }

    @Test
    void aHostAloneIsASender() {
        try (Connection connection = connect(host + "/service/echo")) {
            assertThat(connection.route().size()).isEqualTo(2);
            assertThat(connection.route().last()).isEqualTo(Address.local("echo"));
            assertThat(connection.channels()).isEmpty();
        }
        assertNothingIsLeft();
    }

    @Test
    void workersAndServicesBeforeASecurePartAreHopsToItsListener() {
        AtomicInteger forwarded = relay("forward_to_box", 0);
        try (Connection connection = connect(host + "/service/forward_to_box/secure/api/service/web/worker/x")) {
            assertThat(forwarded).hasPositiveValue();
            assertThat(connection.channels()).hasSize(1);
            Address encryptor = connection.channels().getFirst().encryptor();
            assertThat(connection.route()).isEqualTo(Route.of(encryptor, Address.local("web"), Address.local("x")));
            assertThat(connection.transportRoute()).isEqualTo(Route.of(encryptor, Address.local("web")));
            assertThat(connection.channels().getFirst().peer()).isEqualTo(there.identifier());
        }
        assertNothingIsLeft();
    }

    @Test
    void aProjectIsItsRouteWithAChannelToItsIdentifier() {
        projects.put("garden", new Connector.KnownProject(MultiAddr.parse(host + "/service/api"), there.identifier()));
        try (Connection connection = connect("/project/garden/service/echo")) {
            assertThat(connection.route())
                    .isEqualTo(Route.of(connection.channels().getFirst().encryptor(), Address.local("echo")));
        }
        projects.put("forged", new Connector.KnownProject(MultiAddr.parse(host + "/service/api"), here.identifier()));
        assertThat(failure("/project/forged/service/echo", options()).reason()).isEqualTo(Reason.DENIED);
    }

    @Test
    void theEndOfAChannelIsTheEndOfTheConnection() {
        try (Connection connection = connect(host + "/secure/api/service/echo")) {
            assertThat(connection.closed()).isNotDone();
            Await.until(
                    "the other end is up", () -> !there.channels().channels().isEmpty());
            there.channels().channels().forEach(channel -> channel.close());
            Await.value(connection.closed());
        }
        assertNothingIsLeft();
    }

    @Test
    void aHandshakeThatARelayDropsIsRepeatedAndOnlyOneChannelStays() {
        AtomicInteger seen = relay("forward_to_box", 2);
        try (Connection connection = connect(host + "/service/forward_to_box/secure/api")) {
            assertThat(seen).hasValueGreaterThan(2);
            assertThat(here.channels().channels())
                    .containsExactly(connection.channels().getFirst());
        }
        assertNothingIsLeft();
    }

    @Test
    void aDirectHandshakeIsNotRepeated() {
        AtomicInteger seen = relay("deaf", Integer.MAX_VALUE);
        assertThat(failure(host + "/secure/deaf", options().withTimeout(Duration.ofMillis(1500)))
                        .reason())
                .isEqualTo(Reason.OFFLINE);
        assertThat(seen).hasValue(1);
    }

    @Test
    void aRelayThatDropsEverythingIsOfflineAfterTheWholeTime() {
        AtomicInteger seen = relay("forward_to_box", Integer.MAX_VALUE);
        ChannelOptions impatient = options().withTimeout(Duration.ofMillis(1500));
        assertThat(failure(host + "/service/forward_to_box/secure/api", impatient)
                        .reason())
                .isEqualTo(Reason.OFFLINE);
        assertThat(seen).hasValue(2);
    }

    /** Starts a relay to which everybody can connect; what it passes on comes out of no flow, so it may go anywhere. */
    private AtomicInteger relay(String name, int lost) {
        Dropping relay = new Dropping(lost);
        there.node().router().start(relay, there.node().nextLoop(), Mailbox.open(Address.local(name)));
        there.node().flows().addConsumer(Address.local(name), listener.spawner());
        return relay.seen;
    }

    /** A relay that loses the first messages and passes the others on. */
    private static final class Dropping implements Worker {
        private final AtomicInteger seen = new AtomicInteger();
        private final int lost;
        private Context context;

        Dropping(int lost) {
            this.lost = lost;
        }

        @Override
        public void started(Context running) {
            context = running;
        }

        @Override
        public void handle(Message message, Address source) {
            if (seen.incrementAndGet() <= lost) {
                message.release();
                return;
            }
            context.send(message.withRoutes(
                    message.onward().rest(), message.returning().prepend(context.address())));
        }
    }
}
