package dev.portals.command.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A service that is reached through an inlet, a relay and an outlet, each in a process of its own and made by whom the test says. */
final class OneWay implements AutoCloseable {
    /** Which of the three is a real ockam node; the others are ours. */
    enum OckamAs {
        OUTLET,
        INLET,
        RELAY
    }

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final TransferService service;
    private final int port;

    /**
     * Starts all of it and waits until the way is there.
     *
     * @param outer whether inlet and outlet speak to the relay node through a channel too, as they do to a project
     */
    OneWay(Path directory, OckamAs place, boolean outer) {
        try {
            service = keep(new TransferService());
            Ockam ockam = keep(new Ockam(directory.resolve("ockam")));
            int relay = place == OckamAs.RELAY
                    ? ockam.node("relay")
                    : keep(Portals.start(directory, "node", "--listen", "127.0.0.1:0", "--relay-service", "--json"))
                            .port();
            String at = "/ip4/127.0.0.1/tcp/" + relay + (outer ? "/secure/api" : "");
            String to = "127.0.0.1:" + service.port();
            if (place == OckamAs.OUTLET) {
                ockam.node("out");
                ockam.run("tcp-outlet", "create", "web", "--at", "out", "--to", to);
                ockam.run("relay", "create", "box", "--at", at, "--to", "out");
            } else {
                keep(Portals.start(directory, "node", "--outlet", "web=" + to, "--relay", "box=" + at, "--json"))
                        .event("relay_up");
            }
            String way = at + "/service/forward_to_box/secure/api/service/web";
            if (place == OckamAs.INLET) {
                port = Ockam.freePort();
                ockam.node("in");
                ockam.run("tcp-inlet", "create", "--at", "in", "--from", "127.0.0.1:" + port, "--to", way);
            } else {
                Portals inlet = keep(Portals.start(directory, "node", "--inlet", "127.0.0.1:0=" + way, "--json"));
                inlet.event("inlet_up");
                port = inlet.inletPort();
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T started) {
        opened.add(started);
        return started;
    }

    /** Where clients connect to. */
    int port() {
        return port;
    }

    /** What they reach. */
    TransferService service() {
        return service;
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
