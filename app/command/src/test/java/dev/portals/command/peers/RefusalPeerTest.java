package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.command.InProcess;
import dev.portals.command.peers.Pair.Whose;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who isn't meant to reach a service doesn't reach it, and who runs our end reads why. */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RefusalPeerTest {
    private static final int TTL = 3600;
    private static final String BLUE = "(= subject.team \"blue\")";

    /** Why an inlet is refused, and what its owner reads. */
    enum Refused {
        WITHOUT_CREDENTIAL("this node has no credential"),
        BY_ANOTHER_AUTHORITY("this node's credential is from another authority"),
        EXPIRED("this node's credential has expired"),
        BY_POLICY("this node's credential says team=red");

        private final String told;

        Refused(String told) {
            this.told = told;
        }

        String side() {
            return "inlet-" + name().toLowerCase(Locale.ROOT);
        }
    }

    @TempDir
    private Path directory;

    private @Nullable String credential(Refused why, Pair pair, Authority authority) {
        String subject = pair.history(why.side());
        return switch (why) {
            case WITHOUT_CREDENTIAL -> null;
            case BY_ANOTHER_AUTHORITY -> Authority.ours(directory, "another").issue(subject, TTL, "team=blue");
            case EXPIRED -> expired(authority, subject);
            case BY_POLICY -> authority.issue(subject, TTL, "team=red");
        };
    }

    private String expired(Authority authority, String subject) {
        String credential = authority.issue(subject, 1, "team=blue");
        while (valid(authority, credential)) {
            Thread.onSpinWait();
        }
        return credential;
    }

    private boolean valid(Authority authority, String credential) {
        return InProcess.run("credential", "verify", "--issuer", authority.history(), credential)
                        .code()
                == 0;
    }

    /** Connects, says something and waits for the end, if there is one soon. */
    private static @Nullable Void knock(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return null;
    }

    /** For everyone at once: an Ockam outlet only stays silent, so that each takes half a minute. */
    @ParameterizedTest(name = "outlet {0}")
    @EnumSource
    void ourInletReachesNoServiceAndSaysWhy(Whose outlet) throws Exception {
        try (Pair pair = new Pair(directory, Whose.OURS, outlet)) {
            Authority authority = Authority.ours(directory, "authority");
            pair.outlet(authority, authority.issue(pair.history("outlet"), TTL, "team=blue"), "--allow", BLUE);
            Map<Refused, Portals> inlets = new EnumMap<>(Refused.class);
            for (Refused why : Refused.values()) {
                pair.identity(why.side());
                inlets.put(why, pair.ourInlet(why.side(), authority, credential(why, pair, authority)));
            }
            List<Future<?>> knocks = new ArrayList<>();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Portals inlet : inlets.values()) {
                    inlet.event("inlet_up");
                    knocks.add(clients.submit(() -> knock(inlet.inletPort())));
                }
            }
            for (Future<?> knock : knocks) {
                knock.get();
            }

            inlets.forEach((why, inlet) -> assertThat(
                            inlet.event("portal_refused").path("reason").asText())
                    .as("%s", why)
                    .contains(why.told));
            assertThat(pair.service.accepted()).isZero();
        }
    }

    /** The two others ockam doesn't even take: its “credential store” verifies first. */
    @Test
    void anInletOfOckamReachesNoServiceAndOurOutletSaysWhy() throws Exception {
        try (Pair pair = new Pair(directory, Whose.OCKAMS, Whose.OURS)) {
            Authority authority = Authority.ours(directory, "authority");
            pair.outlet(authority, authority.issue(pair.history("outlet"), TTL, "team=blue"), "--allow", BLUE);
            for (Refused why : List.of(Refused.WITHOUT_CREDENTIAL, Refused.BY_POLICY)) {
                pair.identity(why.side());
                int port = pair.inlet(why.side(), authority, credential(why, pair, authority));
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write(1);

                    String peer = pair.identifier(why.side());
                    String denied = pair.ourOutlet()
                            .await(Duration.ofSeconds(30), line -> line.contains("\"denied\"") && line.contains(peer));

                    assertThat(denied).as("%s", why).contains("subject.team");
                }
            }
            assertThat(pair.service.accepted()).isZero();
        }
    }

    /** It is the inlet's policy now: the outlet would let it in. */
    @ParameterizedTest(name = "outlet {0}")
    @EnumSource
    void ourInletSendsNothingToAnOutletThatItsPolicyDoesNotAllowAndSaysWhy(Whose outlet) throws Exception {
        try (Pair pair = new Pair(directory, Whose.OURS, outlet)) {
            Authority authority = Authority.ours(directory, "authority");
            pair.outlet(authority, authority.issue(pair.history("outlet"), TTL, "team=red"));
            String credential = authority.issue(pair.history("inlet"), TTL, "team=blue");
            Portals inlet = pair.ourInlet("inlet", authority, credential, "--allow", BLUE);
            inlet.event("inlet_up");

            knock(inlet.inletPort());

            JsonNode refused = inlet.event("portal_refused");
            assertThat(refused.path("code").asText()).isEqualTo("DENIED_HERE");
            assertThat(refused.path("peer").asText()).isEqualTo(pair.identifier("outlet"));
            assertThat(refused.path("reason").asText())
                    .contains("is closed to " + pair.identifier("outlet"), "subject.team", "allow");
            assertThat(inlet.event("denied").path("peer").asText()).isEqualTo(pair.identifier("outlet"));
            assertThat(pair.service.accepted()).isZero();
        }
    }

    /** It leaves its client waiting; another inlet of the same node shows that only the policy is in the way. */
    @Test
    void anInletOfOckamSendsNothingToAnOutletOfOursThatItsPolicyDoesNotAllow() throws Exception {
        try (Pair pair = new Pair(directory, Whose.OCKAMS, Whose.OURS)) {
            Authority authority = Authority.ours(directory, "authority");
            pair.outlet(authority, authority.issue(pair.history("outlet"), TTL, "team=red"));
            String credential = authority.issue(pair.history("inlet"), TTL, "team=blue");
            int closed = pair.inlet("inlet", authority, credential, "--allow", BLUE);
            int open = pair.anotherOckamInlet("--allow", "(= subject.team \"red\")");
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), closed)) {
                client.getOutputStream().write(1);
                pair.ockam.awaitLog("inlet", pair.identifier("outlet"), "is_authorized=false");

                TransferService.transfer(open, 100_000, 100_000);

                assertThat(pair.service.accepted()).isEqualTo(1);
            }
        }
    }

    /** Among ourselves nobody has to wait until an answer is overdue. */
    @Test
    void ourOutletTellsOurInletThatItsPolicyDoesNotLetItIn() throws Exception {
        try (Pair pair = new Pair(directory, Whose.OURS, Whose.OURS)) {
            Authority authority = Authority.ours(directory, "authority");
            pair.outlet(authority, authority.issue(pair.history("outlet"), TTL, "team=blue"), "--allow", BLUE);
            Portals inlet = pair.ourInlet("inlet", authority, null);
            inlet.event("inlet_up");

            knock(inlet.inletPort());

            JsonNode refused = inlet.event("portal_refused");
            assertThat(refused.path("code").asText()).isEqualTo("DENIED");
            assertThat(refused.path("reason").asText())
                    .isEqualTo(
                            "the outlet's policy does not let this node in: its owner says which credential is needed;"
                                    + " this node has no credential");
            assertThat(pair.service.accepted()).isZero();
        }
    }

    @ParameterizedTest(name = "outlet {0}")
    @EnumSource
    void ourInletTrustsNoOtherOutletThanTheAuthorizedOne(Whose outlet) throws Exception {
        try (Pair pair = new Pair(directory, Whose.OURS, outlet)) {
            Authority authority = Authority.ours(directory, "authority");
            pair.outlet(authority, authority.issue(pair.history("outlet"), TTL, "team=blue"));
            String credential = authority.issue(pair.history("inlet"), TTL, "team=blue");
            Portals inlet = pair.ourInlet("inlet", authority, credential, "--authorized", authority.identifier());

            String reason = inlet.event("inlet_down").path("reason").asText();
            knock(inlet.inletPort());

            assertThat(reason).contains(pair.identifier("outlet"));
            assertThat(inlet.event("portal_refused").path("reason").asText())
                    .contains("no connection to the other side", pair.identifier("outlet"));
            assertThat(pair.service.accepted()).isZero();
        }
    }
}
