package dev.portals.orchestrator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.credential.Credential;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Route;
import dev.portals.transport.portal.Inlet;
import dev.portals.transport.portal.InletOptions;
import dev.portals.transport.portal.OutletOptions;
import dev.portals.transport.portal.Portals;
import dev.portals.transport.tcp.HostnamePort;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A portal through a project's relay: everything waits for the slowest. */
@Timeout(90)
class ProjectPortalTest {
    private static final Address API = Address.local("api");
    private static final Address OUTLET = Address.local("outlet");
    /** More than all buffers from end to end, those of the sockets included. */
    private static final long FAR_TOO_MUCH = 150_000_000;

    private final City city = new City();
    private final HostedProject project = city.project("p1", Map.of());
    private final Guest inside = new Guest(city);
    private final Guest outside = new Guest(city);
    private final ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Inlet inlet;

    ProjectPortalTest() throws Exception {
        SecureChannel in = inside.channel(project, credential(inside));
        ChannelListener listener = inside.channels.listen(API, ChannelOptions.of(inside.self));
        inside.allow(in, API);
        Await.value(inside.relay(in, "box", Duration.ofSeconds(10)));
        new Portals(inside.node, inside.netty.loops())
                .openOutlet(OutletOptions.to(OUTLET, new HostnamePort("127.0.0.1", service.getLocalPort())));
        inside.node.flows().addConsumer(OUTLET, listener.flow());

        SecureChannel out = outside.channel(project, credential(outside));
        SecureChannel inner = Await.value(outside.channels.connect(
                Route.of(out.encryptor(), Address.local("forward_to_box"), API), ChannelOptions.of(outside.self)));
        inlet = Await.value(new Portals(outside.node, outside.netty.loops())
                .openInlet(InletOptions.on(new InetSocketAddress("127.0.0.1", 0))
                        .withRoute(Route.of(inner.encryptor(), OUTLET))));
    }

    @AfterEach
    void end() throws Exception {
        service.close();
        inside.close();
        outside.close();
        city.close();
    }

    private Credential credential(Guest guest) {
        return city.credential(
                project.authority().identifier(),
                guest.history(),
                Map.of("ockam-relay", "*"),
                InstantSource.system(),
                Duration.ofHours(1));
    }

    @Test
    void aServiceThatDoesNotReadHoldsUpTheSenderAndNothingIsLost() throws Exception {
        try (SocketChannel client = SocketChannel.open(inlet.address());
                Socket accepted = service.accept()) {
            long sent = fill(client);
            assertThat(sent).isLessThan(FAR_TOO_MUCH);
            InputStream in = accepted.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (long left = sent; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                assertThat(read).isPositive();
                left -= read;
            }
            client.configureBlocking(true);
            client.write(ByteBuffer.wrap(new byte[] {42}));
            assertThat(in.read()).isEqualTo(42);
            assertThat(project.traffic().relayedBytes()).isGreaterThan(sent);
        }
    }

    /** Writes until nothing has been taken for a while. */
    private static long fill(SocketChannel client) throws Exception {
        client.configureBlocking(false);
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        long sent = 0;
        long last = System.nanoTime();
        while (System.nanoTime() - last < TimeUnit.MILLISECONDS.toNanos(1500) && sent < FAR_TOO_MUCH) {
            int written = client.write(block.clear());
            if (written > 0) {
                sent += written;
                last = System.nanoTime();
            } else {
                LockSupport.parkNanos(1_000_000);
            }
        }
        return sent;
    }
}
