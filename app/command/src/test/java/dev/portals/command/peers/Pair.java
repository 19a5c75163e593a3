package dev.portals.command.peers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Inlet nodes that lead straight to an outlet node, each ours or a real ockam's, each with or without a credential of an
 * authority. The test gives the identities credentials first and starts the nodes then.
 */
final class Pair implements AutoCloseable {
    /** Whose command a node is. */
    enum Whose {
        OURS,
        OCKAMS
    }

    final Ockam ockam;
    final TransferService service = new TransferService();
    private final Path directory;
    private final Whose inlet;
    private final Whose outlet;
    private final Map<String, String> identifiers = new HashMap<>();
    private final Map<String, String> histories = new HashMap<>();
    private final List<Program> opened = new ArrayList<>();
    private int outletPort;
    private @Nullable Portals ourOutlet;

    Pair(Path directory, Whose inlet, Whose outlet) {
        this.directory = directory;
        this.inlet = inlet;
        this.outlet = outlet;
        this.ockam = new Ockam(directory.resolve("ockam"));
        identity("inlet");
        identity("outlet");
    }

    /** Makes the identity of one more node, whose name begins with inlet. */
    void identity(String side) {
        if (whose(side) == Whose.OURS) {
            Portals.run("identity", "create", "--home", home(side));
            identifiers.put(side, Portals.run("identity", "show", "--home", home(side)));
            histories.put(side, Portals.run("identity", "show", "--full", "--home", home(side)));
        } else {
            ockam.run("identity", "create", side);
            identifiers.put(side, ockam.run("identity", "show", side));
            histories.put(side, ockam.history(side));
        }
    }

    private Whose whose(String side) {
        return side.startsWith("inlet") ? inlet : outlet;
    }

    private String home(String side) {
        return directory.resolve("home-" + side).toString();
    }

    /** The change history of a node's identity. */
    String history(String side) {
        return requireNonNull(histories.get(side));
    }

    /** The identifier of a node's identity. */
    String identifier(String side) {
        return requireNonNull(identifiers.get(side));
    }

    /** Starts the outlet's node. */
    Pair outlet(Authority trusted, @Nullable String credential, String... more) {
        String to = "127.0.0.1:" + service.port();
        if (outlet == Whose.OURS) {
            List<String> options = ours("outlet", trusted, credential);
            options.addAll(List.of("--listen", "127.0.0.1:0", "--outlet", "web=" + to));
            options.addAll(List.of(more));
            Portals started = keep(Portals.start(directory, options.toArray(String[]::new)));
            ourOutlet = started;
            outletPort = started.port();
        } else {
            outletPort = ockams("outlet", trusted, credential);
            ockam.run(with(List.of("tcp-outlet", "create", "web", "--at", "outlet", "--to", to), more));
        }
        return this;
    }

    /** Our outlet's node. */
    Portals ourOutlet() {
        return requireNonNull(ourOutlet);
    }

    /** Starts our inlet's node. */
    Portals ourInlet(String side, Authority trusted, @Nullable String credential, String... more) {
        List<String> options = ours(side, trusted, credential);
        options.addAll(List.of("--inlet", "127.0.0.1:0=" + way()));
        options.addAll(List.of(more));
        return keep(Portals.start(directory, options.toArray(String[]::new)));
    }

    /** Starts the inlet's node, whose way is expected to come up, and gives its port. */
    int inlet(String side, Authority trusted, @Nullable String credential, String... more) {
        if (inlet == Whose.OURS) {
            Portals started = ourInlet(side, trusted, credential, more);
            started.event("inlet_up");
            return started.inletPort();
        }
        ockams(side, trusted, credential);
        int port = Ockam.freePort();
        ockam.run(
                with(List.of("tcp-inlet", "create", "--at", side, "--from", "127.0.0.1:" + port, "--to", way()), more));
        return port;
    }

    /** One more inlet at ockam's inlet node; gives its port. */
    int anotherOckamInlet(String... more) {
        int port = Ockam.freePort();
        ockam.run(with(
                List.of(
                        "tcp-inlet",
                        "create",
                        "another",
                        "--at",
                        "inlet",
                        "--from",
                        "127.0.0.1:" + port,
                        "--to",
                        way()),
                more));
        return port;
    }

    private String way() {
        return "/ip4/127.0.0.1/tcp/" + outletPort + "/secure/api/service/web";
    }

    private List<String> ours(String side, Authority trusted, @Nullable String credential) {
        List<String> options = new ArrayList<>(List.of("node", "--json", "--home", home(side), "--authority"));
        options.add(trusted.history());
        if (credential != null) {
            options.add("--credential");
            options.add(write(side, credential));
        }
        return options;
    }

    private int ockams(String side, Authority trusted, @Nullable String credential) {
        if (credential == null) {
            return ockam.node(side, "--identity", side, "--authority-identity", trusted.history());
        }
        int port = ockam.node(
                side, "--identity", side, "--authority-identity", trusted.history(), "--credential-scope", "test");
        ockam.run(
                "credential",
                "store",
                "--issuer",
                trusted.identifier(),
                "--scope",
                "test",
                "--credential-path",
                write(side, credential),
                "--at",
                side);
        return port;
    }

    private String write(String side, String credential) {
        try {
            return Files.writeString(directory.resolve(side + ".credential"), credential)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Portals keep(Portals started) {
        opened.add(started);
        return started;
    }

    @Override
    public void close() {
        opened.reversed().forEach(Program::close);
        ockam.close();
        service.close();
    }
}
