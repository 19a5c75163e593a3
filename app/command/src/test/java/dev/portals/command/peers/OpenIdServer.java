package dev.portals.command.peers;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real OpenID provider: the npm package oidc-provider, where anybody signs in by typing an address. */
final class OpenIdServer implements AutoCloseable {
    private static final Path PACKAGE = Path.of(
            System.getenv().getOrDefault("PORTALS_PEERS", System.getProperty("user.home") + "/.cache/portals-peers"),
            "oidc-provider-9.13.3",
            "node_modules",
            "oidc-provider");
    private static final String SECRET = "the secret of the client portals, 32 bytes or more";

    private final int port = Ockam.freePort();
    private Program server;

    OpenIdServer() {
        if (!Files.isDirectory(PACKAGE)) {
            throw new AssertionError("there is no " + PACKAGE + ": run .ci/oidc-peer");
        }
    }

    /** What an orchestrator must be told; its button says {@code Continue with openid}. */
    Map<String, String> orchestratorSettings() {
        return Map.of(
                "sign-in.openid.issuer",
                "http://localhost:" + port,
                "sign-in.openid.client-id",
                "portals",
                "sign-in.openid.client-secret",
                SECRET);
    }

    /** Starts it, for that orchestrator alone. */
    void start(Path directory, String orchestrator) {
        try {
            Path script = Path.of(
                    OpenIdServer.class.getResource("/openid-provider.mjs").toURI());
            server = new Program(
                    directory,
                    Map.of("NO_COLOR", "1"),
                    List.of(
                            "node",
                            script.toString(),
                            PACKAGE.toString(),
                            "" + port,
                            orchestrator + "/sign-in/with/openid/back",
                            SECRET));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        server.await(Duration.ofSeconds(30), "ready"::equals);
    }

    /** Where it is. */
    String address() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
