package dev.portals.orchestrator.project;

import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.orchestrator.authority.AuthoritySettings;
import dev.portals.orchestrator.authority.AuthorityStore;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A gateway on a port of its own, and projects behind it. */
final class City implements AutoCloseable {
    final NettyNode netty = NettyNode.create(2);
    final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
    final ProjectGateway gateway = ProjectGateway.start(netty, new InetSocketAddress("127.0.0.1", 0), identities);

    int port() {
        return gateway.address().getPort();
    }

    Identifier person() {
        return identities.create(SigningAlgorithm.ED25519).identifier();
    }

    ChangeHistory history(Identifier identifier) {
        return identities.find(identifier).orElseThrow().history();
    }

    /** A project whose authority has these members. */
    HostedProject project(String id, Map<Identifier, Map<String, String>> members) {
        Authority authority = new Authority(
                person(),
                AuthoritySettings.of(id).withPreTrusted(members),
                AuthorityStore.inMemory(),
                identities,
                netty.node().clock());
        return gateway.host(new ProjectIdentity(id, person()), authority);
    }

    /** The same project with the same authority, in new nodes. */
    HostedProject restart(HostedProject project) {
        gateway.stop(project.identity().id());
        return gateway.host(project.identity(), project.authority());
    }

    /** What an authority says about somebody from that time on. */
    Credential credential(
            Identifier authority,
            ChangeHistory subject,
            Map<String, String> attributes,
            InstantSource clock,
            Duration life) {
        identities.learn(subject, null);
        return new Credentials(identities, AttributeStore.inMemory(), clock)
                .issue(authority, subject.identifier(), Attributes.of(attributes), life);
    }

    @Override
    public void close() {
        gateway.close();
        netty.close();
    }
}
