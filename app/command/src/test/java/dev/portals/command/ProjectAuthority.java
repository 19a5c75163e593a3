package dev.portals.command;

import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identity;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.Project;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.orchestrator.authority.AuthorityServices;
import dev.portals.orchestrator.authority.AuthoritySettings;
import dev.portals.orchestrator.authority.FileAuthorityStore;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import dev.portals.transport.tcp.TcpListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A project's authority within the test's process, with one enroller from the start. */
final class ProjectAuthority implements AutoCloseable {
    static final String PROJECT_ID = "p1";

    private final LocalNode local = new LocalNode(NodeHome.inMemory(), 1, name -> Optional.empty());
    private final Project project;

    ProjectAuthority(Path directory, Identifier enroller) {
        Authority authority = new Authority(
                local.identifier(),
                AuthoritySettings.of(PROJECT_ID)
                        .withPreTrusted(Map.of(enroller, Map.of("ockam-role", "enroller", "name", "Ada"))),
                FileAuthorityStore.open(directory),
                local.identities(),
                local.node().clock());
        AuthorityServices.start(authority, local.node(), local.channels());
        TcpListener listener = local.tcp()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .join();
        AuthorityServices.reachableThrough(local.node(), listener.spawner());
        Identity self = local.identities().find(local.identifier()).orElseThrow();
        String host = "/ip4/127.0.0.1/tcp/" + listener.socketAddress().getPort();
        this.project = Project.at(
                MultiAddr.parse(host + "/service/" + PROJECT_ID + "/service/api"),
                "garden",
                self.history(),
                self.history(),
                MultiAddr.parse(host + "/service/api"));
    }

    Project project() {
        return project;
    }

    /** What {@code portals ticket} needs to know of a project that hasn't been joined. */
    String[] described() {
        return new String[] {
            "--project-route", project.route().toString(),
            "--project-name", project.name(),
            "--project-history", project.history().toHex(),
            "--authority", project.authority().toHex(),
            "--authority-route", project.authorityRoute().toString()
        };
    }

    @Override
    public void close() {
        local.close();
    }
}
