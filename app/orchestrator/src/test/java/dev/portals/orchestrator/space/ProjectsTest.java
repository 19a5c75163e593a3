package dev.portals.orchestrator.space;

import static dev.portals.orchestrator.space.SpacesTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.api.Status;
import dev.portals.core.controller.Addon;
import dev.portals.core.controller.Body;
import dev.portals.core.controller.Operation;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.UserRole;
import dev.portals.core.identity.Identifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectsTest {
    @TempDir
    private Path directory;

    private Quarter quarter;
    private Projects projects;
    private Caller alice;
    private Caller bob;
    private String space;

    @BeforeEach
    void begin() {
        use(new Quarter(directory));
        space = quarter.spaces.create(alice, "acme", List.of()).id();
    }

    private void use(Quarter opened) {
        quarter = opened;
        projects = quarter.projects;
        alice = quarter.account("alice@example.org");
        bob = quarter.account("bob@example.org");
    }

    private void reopen(int most, Duration patience) {
        quarter.close();
        use(new Quarter(directory, most, patience));
    }

    @AfterEach
    void end() {
        quarter.close();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came true");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    @Test
    void aNewProjectIsReadyWithAllItNeeds() {
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        String base = "/dnsaddr/localhost/tcp/4000/service/" + record.id();
        assertThat(record.ready()).isTrue();
        assertThat(record.operation()).isNull();
        assertThat(record.accessRoute()).isEqualTo(base + "/service/api");
        assertThat(record.authorityRoute()).isEqualTo(base + "/service/authority/service/api");
        ProjectNodes nodes = Objects.requireNonNull(quarter.nodes.known.get(record.id()));
        assertThat(record.identifier()).isEqualTo(nodes.node().identifier());
        assertThat(record.history()).isEqualTo(nodes.node().toHex());
        assertThat(record.authorityHistory()).isEqualTo(nodes.authority().toHex());
        assertThat(record.users()).containsExactly("alice@example.org");
        assertThat(record.roles())
                .containsExactly(new UserRole("alice@example.org", alice.id(), Role.ADMIN, Scope.SPACE));
        assertThat(projects.show(alice, record.id())).isEqualTo(record);
        assertThat(projects.list(alice)).containsExactly(record);
    }

    @ParameterizedTest
    @CsvSource({
        "projects.example.org, /dnsaddr/projects.example.org/tcp/9/service/p1/service/api",
        "{id}.example.org, /dnsaddr/p1.example.org/tcp/9/service/p1/service/api",
        "127.0.0.1, /ip4/127.0.0.1/tcp/9/service/p1/service/api",
        "::1, /ip6/::1/tcp/9/service/p1/service/api",
    })
    void aRouteBeginsWithTheKindOfItsHost(String host, String route) {
        assertThat(new ProjectAddresses(host, 9).node("p1").toString()).isEqualTo(route);
    }

    @Test
    void whoNamesAnAdministratorDoesntLearnWhetherThatAddressHasAnAccount() {
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        quarter.device(quarter.account("known@example.org"));
        List<String> known = projects.addAdministrator(alice, record.id(), "known@example.org");
        List<String> unknown = projects.addAdministrator(alice, record.id(), "unknown@example.org");
        assertThat(known).containsExactly("alice@example.org", "known@example.org");
        assertThat(unknown).containsExactly("alice@example.org", "known@example.org", "unknown@example.org");
        for (ProjectRecord told :
                List.of(projects.show(alice, record.id()), projects.list(alice).getFirst())) {
            assertThat(told.roles())
                    .containsExactly(
                            new UserRole("alice@example.org", alice.id(), Role.ADMIN, Scope.SPACE),
                            new UserRole("known@example.org", 0, Role.ADMIN, Scope.PROJECT),
                            new UserRole("unknown@example.org", 0, Role.ADMIN, Scope.PROJECT));
        }
    }

    @Test
    void aNameIsGivenOnceInASpaceAndAgainInAnother() {
        projects.create(alice, space, "default", List.of());
        refused(Status.CONFLICT, () -> projects.create(alice, space, "Default", List.of()));
        refused(Status.BAD_REQUEST, () -> projects.create(alice, space, "a--b", List.of()));
        String other = quarter.spaces.create(alice, "other", List.of()).id();
        assertThat(projects.create(alice, other, "default", List.of()).ready()).isTrue();
    }

    @Test
    void aPlanLimitsHowManyProjectsOneAdministers() {
        reopen(1, Duration.ofSeconds(20));
        projects.create(alice, space, "one", List.of());
        refused(Status.FORBIDDEN, () -> projects.create(alice, space, "two", List.of()));
        assertThat(quarter.audit.refusals("", 10, 0)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("project.create");
            assertThat(entry.actor()).isEqualTo("alice@example.org");
            assertThat(entry.detail())
                    .isEqualTo("your plan allows 1 project; delete one, or ask the administrator of this installation"
                            + " for a larger plan");
        });
    }

    @Test
    void whileNodesTakeLongTheProjectHasAnOperationAndNothingElse() {
        reopen(10, Duration.ofMillis(1));
        CountDownLatch slow = new CountDownLatch(1);
        quarter.nodes.slow = slow;
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        assertThat(record.ready()).isFalse();
        assertThat(record.accessRoute()).isEmpty();
        assertThat(record.authorityRoute()).isNull();
        assertThat(record.identifier()).isNull();
        assertThat(record.history()).isNull();
        assertThat(record.authorityHistory()).isNull();
        assertThat(record.isAdministeredBy("alice@example.org")).isTrue();
        String operation = Objects.requireNonNull(record.operation());
        assertThat(projects.operation(alice, operation).status()).isEqualTo(Operation.Status.STARTED);
        refused(Status.NOT_FOUND, () -> projects.operation(bob, operation));
        refused(Status.NOT_FOUND, () -> projects.operation(alice, "another"));
        slow.countDown();
        until(() -> projects.operation(alice, operation).status() == Operation.Status.SUCCEEDED);
        assertThat(projects.show(alice, record.id()).ready()).isTrue();
        assertThat(projects.show(alice, record.id()).operation()).isNull();
        quarter.now = quarter.now.plus(Duration.ofMinutes(15));
        assertThat(projects.operation(alice, operation).status()).isEqualTo(Operation.Status.SUCCEEDED);
        quarter.now = quarter.now.plus(Duration.ofHours(1));
        refused(Status.NOT_FOUND, () -> projects.operation(alice, operation));
    }

    @Test
    void aProjectThatCannotBeMadeLeavesAFailedOperationAndAFreeName() {
        reopen(10, Duration.ofMillis(1));
        CountDownLatch slow = new CountDownLatch(1);
        quarter.nodes.slow = slow;
        quarter.nodes.broken = true;
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        String operation = Objects.requireNonNull(record.operation());
        slow.countDown();
        until(() -> projects.operation(alice, operation).status() == Operation.Status.FAILED);
        refused(Status.NOT_FOUND, () -> projects.show(alice, record.id()));
        quarter.nodes.slow = null;
        quarter.nodes.broken = false;
        assertThat(projects.create(alice, space, "default", List.of()).id()).isNotEqualTo(record.id());
    }

    @Test
    void aProjectThatCannotBeMadeAtOnceIsRefused() {
        quarter.nodes.broken = true;
        refused(Status.INTERNAL_SERVER_ERROR, () -> projects.create(alice, space, "default", List.of()));
        assertThat(projects.list(alice)).isEmpty();
        assertThat(quarter.nodes.removed).hasSize(1);
    }

    @Test
    void whatWasBeingMadeWhenTheProgramEndedIsMadeAtTheNextStart() {
        reopen(10, Duration.ofMillis(1));
        quarter.nodes.slow = new CountDownLatch(1);
        String ready = whole("ready");
        quarter.nodes.slow = new CountDownLatch(1);
        quarter.database.change(
                handle -> handle.createUpdate("""
                    INSERT INTO projects (id, space_id, name, name_key, state, operation_id, credential_life,
                      relaying, created_at) VALUES ('half', :space, 'half', 'half', 'creating', 'op', 3600, TRUE, 1)\
                    """).bind("space", space).execute());
        reopen(10, Duration.ofSeconds(20));
        assertThat(projects.show(alice, "half").ready()).isFalse();
        projects.start();
        assertThat(projects.show(alice, "half").ready()).isTrue();
        assertThat(quarter.nodes.trusted).containsOnlyKeys("half", ready);
    }

    @Test
    void whatADeletedProjectLeftWhenTheProgramEndedIsRemovedAtTheNextStart() {
        String kept = projects.create(alice, space, "default", List.of()).id();
        quarter.nodes.known.put("deleted", quarter.nodes.known.get(kept));
        projects.start();
        assertThat(quarter.nodes.removed).containsExactly("deleted");
        assertThat(projects.show(alice, kept).ready()).isTrue();
    }

    private String whole(String name) {
        Objects.requireNonNull(quarter.nodes.slow).countDown();
        String id = projects.create(alice, space, name, List.of()).id();
        until(() -> projects.show(alice, id).ready());
        return id;
    }

    @Test
    void aProjectDeletedWhileItsNodesStartIsGone() {
        reopen(10, Duration.ofMillis(1));
        CountDownLatch slow = new CountDownLatch(1);
        quarter.nodes.slow = slow;
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        projects.delete(alice, space, record.id());
        slow.countDown();
        until(() -> quarter.nodes.removed.size() == 2);
        assertThat(quarter.nodes.trusted).isEmpty();
        assertThat(projects.operation(alice, Objects.requireNonNull(record.operation()))
                        .status())
                .isEqualTo(Operation.Status.FAILED);
    }

    @Test
    void onlyAdministratorsDeleteAProjectAndNameItsSpace() {
        String id = projects.create(alice, space, "default", List.of()).id();
        guest(id, "bob@example.org");
        refused(Status.FORBIDDEN, () -> projects.delete(bob, space, id));
        refused(Status.NOT_FOUND, () -> projects.delete(alice, "another", id));
        refused(Status.NOT_FOUND, () -> projects.delete(alice, space, "another"));
        refused(Status.NOT_FOUND, () -> projects.delete(quarter.account("x@example.org"), space, id));
        projects.delete(alice, space, id);
        assertThat(quarter.nodes.removed).containsExactly(id);
        refused(Status.NOT_FOUND, () -> projects.show(alice, id));
    }

    private void guest(String id, String email) {
        quarter.database.change(handle -> projects.put(handle, "x", id, email, Role.SERVICE, Scope.SERVICE));
    }

    @Test
    void aGuestSeesTheAdministratorsAndItselfAndMayNothing() {
        String id = projects.create(alice, space, "default", List.of()).id();
        guest(id, "bob@example.org");
        guest(id, "carl@example.org");
        assertThat(projects.show(bob, id).roles())
                .extracting(UserRole::email)
                .containsExactly("alice@example.org", "bob@example.org");
        assertThat(projects.list(bob)).containsExactly(projects.show(bob, id));
        assertThat(projects.show(alice, id).roles()).hasSize(3);
        assertThat(projects.show(bob, id).isAdministeredBy("bob@example.org")).isFalse();
        refused(Status.FORBIDDEN, () -> projects.administrators(bob, id));
        refused(Status.FORBIDDEN, () -> projects.addAdministrator(bob, id, "bob@example.org"));
        refused(Status.FORBIDDEN, () -> projects.removeAdministrator(bob, id, "alice@example.org"));
        assertThat(projects.refuseAddon(alice, id).status()).isEqualTo(Status.NOT_IMPLEMENTED);
        refused(Status.FORBIDDEN, () -> projects.refuseAddon(bob, id));
    }

    @Test
    void aUserHasOneRoleTheHighest() {
        String id = projects.create(alice, space, "default", List.of()).id();
        guest(id, "bob@example.org");
        projects.addAdministrator(alice, id, "Bob@Example.org");
        guest(id, "bob@example.org");
        quarter.spaces.addAdministrator(alice, space, "bob@example.org");
        assertThat(projects.show(alice, id).roles())
                .filteredOn(role -> role.email().equalsIgnoreCase("bob@example.org"))
                .singleElement()
                .extracting(UserRole::role)
                .isEqualTo(Role.ADMIN);
    }

    @Test
    void anAdministratorsIdentitiesAreTrustedFromTheFirstMomentToTheLast() {
        Identifier alices = quarter.device(alice);
        Identifier bobs = quarter.device(bob);
        String id = projects.create(alice, space, "default", List.of()).id();
        assertThat(quarter.nodes.trusted.get(id)).containsExactly(alices);
        assertThat(projects.addAdministrator(alice, id, "BOB@example.org"))
                .containsExactly("alice@example.org", "BOB@example.org");
        assertThat(quarter.nodes.trusted.get(id)).containsExactlyInAnyOrder(alices, bobs);
        Identifier another = quarter.device(bob);
        projects.deviceChanged(another, List.of("bob@example.org"));
        assertThat(quarter.nodes.trusted.get(id)).contains(another);
        assertThat(projects.removeAdministrator(alice, id, "bob@example.org")).containsExactly("alice@example.org");
        assertThat(quarter.nodes.trusted.get(id)).containsExactly(alices);
        assertThat(quarter.nodes.forgotten).containsExactlyInAnyOrder(id + bobs, id + another);
        projects.addAdministrator(alice, id, "bob@example.org");
        assertThat(quarter.nodes.trusted.get(id)).contains(bobs, another);
    }

    @Test
    void anIdentityThatMovesToAnotherAccountTakesNothingWithIt() {
        Identifier device = quarter.device(alice);
        String id = projects.create(alice, space, "default", List.of()).id();
        quarter.accounts.bind(device, quarter.accounts.find(bob.id()).orElseThrow());
        projects.deviceChanged(device, List.of("alice@example.org", "bob@example.org"));
        assertThat(quarter.nodes.trusted.get(id)).isEmpty();
        assertThat(quarter.nodes.forgotten).containsExactly(id + device);
    }

    @Test
    void aBlockedAccountsIdentitiesAreNotTrusted() {
        Identifier device = quarter.device(alice);
        String id = projects.create(alice, space, "default", List.of()).id();
        quarter.database.change(handle -> quarter.accounts.setBlocked(handle, alice.id(), true));
        projects.accountChanged("alice@example.org");
        assertThat(quarter.nodes.trusted.get(id)).doesNotContain(device);
        quarter.database.change(handle -> quarter.accounts.setBlocked(handle, alice.id(), false));
        projects.accountChanged("alice@example.org");
        assertThat(quarter.nodes.trusted.get(id)).contains(device);
    }

    @Test
    void neitherTheLastNorOneselfNorOneOfTheSpaceNorAnUnknownAdministratorIsRemoved() {
        String id = projects.create(alice, space, "default", List.of()).id();
        refused(Status.CONFLICT, () -> projects.removeAdministrator(alice, id, "alice@example.org"));
        projects.addAdministrator(alice, id, "bob@example.org");
        refused(Status.FORBIDDEN, () -> projects.removeAdministrator(alice, id, "alice@example.org"));
        refused(Status.CONFLICT, () -> projects.removeAdministrator(bob, id, "alice@example.org"));
        refused(Status.NOT_FOUND, () -> projects.removeAdministrator(alice, id, "dora@example.org"));
        guest(id, "guest@example.org");
        refused(Status.NOT_FOUND, () -> projects.removeAdministrator(alice, id, "guest@example.org"));
        refused(Status.BAD_REQUEST, () -> projects.addAdministrator(alice, id, "x/../y"));
    }

    @Test
    void theAddonsAreKnownAndOff() {
        String id = projects.create(alice, space, "default", List.of()).id();
        assertThat(projects.addons(alice, id))
                .extracting(Addon::id)
                .containsExactly("okta", "confluent", "influxdb_token_lease_manager");
        assertThat(projects.addons(alice, id)).noneMatch(Addon::enabled);
        refused(Status.NOT_FOUND, () -> projects.addons(bob, id));
    }

    @Test
    void whoseAddressIsNotShownToBeTheirsIsNotTrusted() {
        Identifier device = quarter.device(alice);
        quarter.database.change(handle -> handle.execute("UPDATE users SET verified = FALSE"));
        String id = projects.create(alice, space, "default", List.of()).id();
        assertThat(quarter.nodes.trusted.get(id)).doesNotContain(device);
    }

    @Test
    void tenThousandProjectsAreListedByAsManyStatementsAsNone() {
        int ofNone = statements();
        quarter.database.change(handle -> {
            var batch = handle.prepareBatch("""
                INSERT INTO projects (id, space_id, name, name_key, state, identifier, history, authority,
                  authority_history, credential_life, relaying, created_at)
                VALUES (:id, :space, :id, :id, 'ready', :who, :hex, :who, :hex, 3600, TRUE, 1)\
                """);
            for (int i = 0; i < 10_000; i++) {
                batch.bind("id", "p" + i)
                        .bind("space", space)
                        .bind("who", "I" + "12".repeat(32))
                        .bind("hex", "ab".repeat(150))
                        .add();
            }
            batch.execute();
            var users = handle.prepareBatch("""
                INSERT INTO project_users (project_id, email, email_key, role, scope)
                VALUES ('p0', :email, :email, 2, 1)\
                """);
            for (int i = 0; i < 10_000; i++) {
                users.bind("email", "guest" + i + "@example.org").add();
            }
            users.execute();
        });
        assertThat(projects.list(alice)).hasSize(10_000);
        assertThat(statements()).isEqualTo(ofNone);
        assertThat(Body.encodeList(projects.list(alice))).hasSizeGreaterThan(1_000_000);
        assertThat(Set.copyOf(projects.show(alice, "p0").roles())).hasSize(10_000);
    }

    /** How many statements a list of all projects takes. */
    private int statements() {
        AtomicInteger count = new AtomicInteger();
        quarter.database.read(handle -> {
            handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
                @Override
                public void logAfterExecution(StatementContext context) {
                    count.incrementAndGet();
                }
            });
            return new ProjectRecords(Quarter.ADDRESSES, "1").list(handle, alice);
        });
        return count.get();
    }

    /** What another instance does: the records change, and the nodes here know nothing of it. */
    private void elsewhere(String sql, String projectId) {
        quarter.database.change(
                handle -> handle.createUpdate(sql).bind("id", projectId).execute());
    }

    @Test
    void whatAnotherInstanceHasMadeRunsHereToo() {
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        quarter.nodes.trusted.clear();
        projects.follow();
        assertThat(quarter.nodes.trusted).containsOnlyKeys(record.id());
    }

    @Test
    void whatAnotherInstanceHasDeletedEndsHereToo() {
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        elsewhere("DELETE FROM projects WHERE id = :id", record.id());
        projects.follow();
        assertThat(quarter.nodes.trusted).isEmpty();
        assertThat(quarter.nodes.removed).isEmpty();
    }

    @Test
    void whatAnotherInstanceHasForbiddenToRelayDoesNotRelayHereEither() {
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        elsewhere("UPDATE projects SET relaying = FALSE WHERE id = :id", record.id());
        projects.follow();
        assertThat(quarter.nodes.silent).containsExactly(record.id());
        elsewhere("UPDATE projects SET relaying = TRUE WHERE id = :id", record.id());
        projects.follow();
        assertThat(quarter.nodes.silent).isEmpty();
    }

    @Test
    void whatAnotherInstanceIsMakingIsLeftToItForAMinute() {
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        elsewhere("UPDATE projects SET state = 'creating' WHERE id = :id", record.id());
        quarter.nodes.trusted.clear();
        projects.follow();
        assertThat(quarter.nodes.trusted).isEmpty();
        quarter.now = quarter.now.plus(Duration.ofMinutes(2));
        projects.follow();
        until(() -> projects.show(alice, record.id()).ready());
        assertThat(quarter.nodes.trusted).containsOnlyKeys(record.id());
    }

    @Test
    void whoMakesOrDeletesAProjectTellsTheOtherInstances() {
        ProjectRecord record = projects.create(alice, space, "default", List.of());
        assertThat(quarter.nodes.changes).isEqualTo(1);
        projects.delete(alice, space, record.id());
        assertThat(quarter.nodes.changes).isEqualTo(2);
    }
}
