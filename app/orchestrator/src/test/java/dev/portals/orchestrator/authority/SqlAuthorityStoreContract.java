package dev.portals.orchestrator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.TokenRequest;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.TestDatabase;
import dev.portals.orchestrator.store.TestRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a database keeps every such store's promises, for several instances and projects. */
abstract class SqlAuthorityStoreContract extends AuthorityStoreContract {
    @TempDir
    protected Path directory;

    private final List<Database> opened = new ArrayList<>();
    private TestDatabase place;

    abstract TestDatabase place();

    @BeforeEach
    final void makeProjects() {
        place = place();
        database().change(handle -> {
            TestRows.project(handle, "p1");
            TestRows.project(handle, "p2");
        });
    }

    @AfterEach
    final void close() {
        opened.forEach(Database::close);
    }

    final Database database() {
        Database database = place.open();
        opened.add(database);
        return database;
    }

    @Override
    AuthorityStore store() {
        return new SqlAuthorityStore(opened.getFirst(), "p1");
    }

    @Override
    List<Authority> instances() {
        List<Authority> instances = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            instances.add(town.authority(AuthoritySettings.of("p1"), new SqlAuthorityStore(database(), "p1")));
        }
        return instances;
    }

    @Test
    void projectsDoNotMix() {
        Authority one = found();
        Authority two = town.authority(
                AuthoritySettings.of("p2").withPreTrusted(Map.of(enroller, ENROLLER)),
                new SqlAuthorityStore(opened.getFirst(), "p2"));
        OneTimeCode code = one.issueToken(enroller, TokenRequest.of(Map.of()));
        refused(() -> two.redeem(ada, code));
        one.redeem(ada, code);
        assertThat(two.members(enroller)).containsOnlyKeys(enroller);
        two.deleteMembers(enroller);
        assertThat(one.members(enroller)).containsOnlyKeys(enroller, ada);
    }

    @Test
    void aCodeIsNeverWritten() {
        OneTimeCode code = found().issueToken(enroller, TokenRequest.of(Map.of()));
        String hash = opened.getFirst()
                .read(handle -> handle.createQuery("SELECT code_hash FROM tokens")
                        .mapTo(String.class)
                        .one());
        assertThat(hash).isEqualTo(HexFormat.of().formatHex(code.digest())).isNotEqualTo(code.toHex());
    }

    @Test
    void theLifeOfCredentialsIsTheProjects() {
        Authority authority = found();
        assertThat(life(authority)).isEqualTo(Duration.ofDays(30));
        opened.getFirst()
                .change(handle -> handle.execute("UPDATE projects SET credential_life = 3600 WHERE id = 'p1'"));
        assertThat(life(authority)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aPlanThatIsFullTakesNobodyElseAndSaysSo() {
        opened.getFirst().change(handle -> {
            handle.execute("INSERT INTO users (id, sub, email, email_key, verified, name, nickname, picture,"
                    + " administrator, blocked, plan, created_at, updated_at)"
                    + " VALUES (1, 's', 'a@x.org', 'a@x.org', TRUE, '', '', '', FALSE, FALSE, 'small', 0, 0)");
            handle.execute("INSERT INTO space_administrators (space_id, email, email_key)"
                    + " VALUES ('space-of-p1', 'a@x.org', 'a@x.org')");
        });
        List<String> told = new ArrayList<>();
        Authority authority = new Authority(
                town.person("authority"),
                AuthoritySettings.of("p1").withPreTrusted(Map.of(enroller, ENROLLER)),
                new SqlAuthorityStore(opened.getFirst(), "p1", plan -> plan.equals("small") ? 1 : 100),
                town.identities,
                town.loop.clock(),
                (caller, why) -> told.add(caller + " " + why));
        OneTimeCode code = authority.issueToken(enroller, new TokenRequest(new TreeMap<>(), null, 5L));
        authority.redeem(ada, code);
        String why = "The project's plan allows 1 member; remove one, or ask the administrator of this installation"
                + " for a larger plan";
        assertThatThrownBy(() -> authority.redeem(bob, code)).hasMessage(why);
        assertThatThrownBy(() -> authority.addMember(enroller, new NewMember(bob, new TreeMap<>())))
                .hasMessage(why);
        authority.addMember(enroller, new NewMember(ada, new TreeMap<>()));
        assertThat(told).containsExactly(bob + " " + why, enroller + " " + why);
        opened.getFirst().change(handle -> handle.execute("UPDATE users SET plan = 'large'"));
        authority.redeem(bob, code);
        assertThat(authority.members(enroller)).containsOnlyKeys(enroller, ada, bob);
    }

    private Duration life(Authority authority) {
        var data = authority.credential(enroller).data();
        return Duration.ofSeconds(data.expiresAt() - data.createdAt());
    }
}
