package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.command.peers.Pair.Whose;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials of either side's issuing command, presented by either side's nodes and judged by the other's. */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CredentialPeerTest {
    private static final int TTL = 3600;

    @TempDir
    private Path directory;

    private Authority authority(Whose issuer, Pair pair, String name) {
        return issuer == Whose.OURS ? Authority.ours(directory, name) : Authority.ockams(pair.ockam, name);
    }

    @ParameterizedTest(name = "issued by {0}, inlet {1}, outlet {2}")
    @CsvSource({"OURS, OCKAMS, OURS", "OURS, OURS, OCKAMS", "OCKAMS, OCKAMS, OURS", "OCKAMS, OURS, OCKAMS"})
    void whoeverIssuedThemCredentialsOpenTheOthersPortal(Whose issuer, Whose inlet, Whose outlet) throws Exception {
        try (Pair pair = new Pair(directory, inlet, outlet)) {
            Authority authority = authority(issuer, pair, "authority");
            String forOutlet = authority.issue(pair.history("outlet"), TTL, "team=blue");
            String forInlet = authority.issue(pair.history("inlet"), TTL, "team=blue");
            pair.outlet(authority, forOutlet, "--allow", "(= subject.team \"blue\")");
            int port = pair.inlet("inlet", authority, forInlet, "--allow", "(= subject.team \"blue\")");

            TransferService.transfer(port, 100_000, 100_000);

            assertThat(pair.service.accepted()).isEqualTo(1);
        }
    }
}
