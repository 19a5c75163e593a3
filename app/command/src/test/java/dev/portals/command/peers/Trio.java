package dev.portals.command.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Three nodes as two people and a relay have them: the relay, the node with the outlet behind it, and the node with the
 * inlet, whose way leads through the relay into an end-to-end channel. Each can be killed and started again with its
 * identity and its port.
 */
final class Trio implements AutoCloseable {
    private final Path directory;
    private final int servicePort;
    private final int relayPort = Ockam.freePort();
    private final int inletPort = Ockam.freePort();
    private final List<Portals> started = new ArrayList<>();
    private Portals relay;
    private Portals outlet;
    private Portals inlet;

    /** Starts all three and waits until the way is there. */
    Trio(Path directory, int servicePort) {
        this.directory = directory;
        this.servicePort = servicePort;
        try {
            relay = startRelay();
            relay.event("ready");
            outlet = startOutlet();
            inlet = startInlet();
            outlet.event("relay_up");
            inlet.event("inlet_up");
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** The port where the service appears. */
    int port() {
        return inletPort;
    }

    Portals relay() {
        return relay;
    }

    Portals outlet() {
        return outlet;
    }

    Portals inlet() {
        return inlet;
    }

    List<Portals> nodes() {
        return List.of(relay, outlet, inlet);
    }

    Portals startRelay() {
        relay = start("relay", "--listen", "127.0.0.1:" + relayPort, "--relay-service");
        return relay;
    }

    Portals startOutlet() {
        outlet = start(
                "outlet", "--outlet", "web=127.0.0.1:" + servicePort, "--relay", "box=/ip4/127.0.0.1/tcp/" + relayPort);
        return outlet;
    }

    Portals startInlet() {
        inlet = start(
                "inlet",
                "--inlet",
                "127.0.0.1:" + inletPort + "=/ip4/127.0.0.1/tcp/" + relayPort
                        + "/service/forward_to_box/secure/api/service/web");
        return inlet;
    }

    private Portals start(String name, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("node", "--json", "--home", directory.resolve(name).toString()));
        all.addAll(List.of(arguments));
        Portals node = Portals.start(directory, all.toArray(String[]::new));
        started.add(node);
        return node;
    }

    @Override
    public void close() {
        started.forEach(Portals::close);
    }
}
