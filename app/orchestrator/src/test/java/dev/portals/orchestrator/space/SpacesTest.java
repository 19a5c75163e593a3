package dev.portals.orchestrator.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.Space;
import dev.portals.core.controller.Subscription;
import dev.portals.core.identity.Identifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacesTest {
    @TempDir
    private Path directory;

    private Quarter quarter;
    private Spaces spaces;
    private Caller alice;
    private Caller bob;

    @BeforeEach
    void begin() {
        quarter = new Quarter(directory);
        spaces = quarter.spaces;
        alice = quarter.account("Alice@Example.org");
        bob = quarter.account("bob@example.org");
    }

    @AfterEach
    void end() {
        quarter.close();
    }

    static void refused(Status status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        failure -> assertThat(failure.status()).isEqualTo(status));
    }

    @Test
    void whoAdministersNoSpaceGetsOneNamedAfterTheAddress() {
        spaces.ensureOne(alice);
        spaces.ensureOne(alice);
        assertThat(spaces.list(alice)).singleElement().satisfies(space -> {
            assertThat(space.name()).matches("Alice-[0-9a-f]{4}");
            assertThat(space.users()).containsExactly("Alice@Example.org");
            assertThat(space.subscription()).isEqualTo(Subscription.BASIC);
        });
        assertThat(spaces.list(bob)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+@x.org", "a..b+c@x.org", "!#$%@x.org", "_@x.org"})
    void aDefaultSpacesNameIsOneThatCommandsAccept(String email) {
        Caller caller = quarter.account(email);
        spaces.ensureOne(caller);
        String name = spaces.list(caller).getFirst().name();
        assertThat(Naming.checkName(name)).isEqualTo(name);
    }

    @Test
    void aNewSpaceListsItsMakerFirstAndTheOthersAsWritten() {
        Space space = spaces.create(alice, "acme", List.of("Dora@Example.org", "alice@example.org"));
        assertThat(space.users()).containsExactly("Alice@Example.org", "Dora@Example.org");
        assertThat(spaces.show(alice, space.id())).isEqualTo(space);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a--b", "a._b", "ä", "a b", "a/b", "a\n"})
    void aNameThatIsNoneIsRefused(String name) {
        refused(Status.BAD_REQUEST, () -> spaces.create(alice, name, List.of()));
        refused(Status.BAD_REQUEST, () -> spaces.create(alice, "a".repeat(64), List.of()));
    }

    @Test
    void aNameIsGivenOnceWhateverItsCase() {
        spaces.create(alice, "acme", List.of());
        refused(Status.CONFLICT, () -> spaces.create(bob, "ACME", List.of()));
    }

    @Test
    void ofManyThatMakeOneNameAtOnceOneSucceeds() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Space>> tries = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> spaces.create(alice, "acme", List.of())))
                    .toList();
            int made = 0;
            for (Future<Space> one : tries) {
                try {
                    one.get();
                    made++;
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    ApiFailure.class,
                                    failure -> assertThat(failure.status()).isEqualTo(Status.CONFLICT));
                }
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(spaces.list(alice)).hasSize(1);
    }

    @Test
    void aListBeginsWithTheOldestThatTheCallerAdministers() {
        Space shared = spaces.create(alice, "first", List.of());
        String project =
                quarter.projects.create(alice, shared.id(), "p", List.of()).id();
        quarter.database.change(
                handle -> quarter.projects.put(handle, "x", project, "bob@example.org", Role.SERVICE, Scope.SERVICE));
        Space second = spaces.create(bob, "second", List.of());
        Space third = spaces.create(bob, "third", List.of());
        assertThat(spaces.list(bob)).extracting(Space::id).containsExactly(second.id(), third.id(), shared.id());
    }

    @Test
    void whatIsNoneOfTheCallersIsNotThere() {
        String id = spaces.create(alice, "acme", List.of()).id();
        refused(Status.NOT_FOUND, () -> spaces.show(bob, id));
        refused(Status.NOT_FOUND, () -> spaces.delete(bob, id));
        refused(Status.NOT_FOUND, () -> spaces.administrators(bob, id));
        refused(Status.NOT_FOUND, () -> spaces.addAdministrator(bob, id, "bob@example.org"));
        refused(Status.NOT_FOUND, () -> spaces.removeAdministrator(bob, id, "alice@example.org"));
        refused(Status.NOT_FOUND, () -> quarter.projects.create(bob, id, "p", List.of()));
        refused(Status.NOT_FOUND, () -> spaces.show(alice, "no-such"));
    }

    @Test
    void whoHasARoleInAProjectSeesTheSpaceAndMayNothing() {
        String id = spaces.create(alice, "acme", List.of()).id();
        quarter.projects.create(alice, id, "p", List.of("bob@example.org"));
        assertThat(spaces.show(bob, id).name()).isEqualTo("acme");
        refused(Status.FORBIDDEN, () -> spaces.delete(bob, id));
        refused(Status.FORBIDDEN, () -> spaces.administrators(bob, id));
        refused(Status.FORBIDDEN, () -> spaces.addAdministrator(bob, id, "bob@example.org"));
        refused(Status.FORBIDDEN, () -> spaces.removeAdministrator(bob, id, "alice@example.org"));
        refused(Status.FORBIDDEN, () -> quarter.projects.create(bob, id, "q", List.of()));
    }

    @Test
    void anAddedAdministratorComesBackAsWrittenAndKeepsItsFirstSpelling() {
        String id = spaces.create(alice, "acme", List.of()).id();
        assertThat(spaces.addAdministrator(alice, id, "Dora@Example.org"))
                .containsExactly("Alice@Example.org", "Dora@Example.org");
        assertThat(spaces.addAdministrator(alice, id, "dora@example.org"))
                .containsExactly("Alice@Example.org", "dora@example.org");
        assertThat(spaces.administrators(alice, id)).containsExactly("Alice@Example.org", "Dora@Example.org");
        refused(Status.BAD_REQUEST, () -> spaces.addAdministrator(alice, id, "nobody"));
    }

    @Test
    void neitherTheLastNorOneselfNorAnUnknownOneIsRemoved() {
        String id = spaces.create(alice, "acme", List.of()).id();
        refused(Status.CONFLICT, () -> spaces.removeAdministrator(alice, id, "alice@example.org"));
        spaces.addAdministrator(alice, id, "bob@example.org");
        refused(Status.FORBIDDEN, () -> spaces.removeAdministrator(alice, id, "alice@example.org"));
        refused(Status.NOT_FOUND, () -> spaces.removeAdministrator(alice, id, "dora@example.org"));
        assertThat(spaces.removeAdministrator(bob, id, "ALICE@example.org")).containsExactly("bob@example.org");
        refused(Status.NOT_FOUND, () -> spaces.show(alice, id));
    }

    @Test
    void anAdministratorOfTheSpaceIsOneOfAllItsProjectsFromThatMomentToTheLast() {
        Identifier bobs = quarter.device(bob);
        String id = spaces.create(alice, "acme", List.of()).id();
        String project = quarter.projects.create(alice, id, "p", List.of()).id();
        assertThat(quarter.nodes.trusted.get(project)).doesNotContain(bobs);
        spaces.addAdministrator(alice, id, "BOB@example.org");
        assertThat(quarter.nodes.trusted.get(project)).contains(bobs);
        ProjectRecord record = quarter.projects.show(bob, project);
        assertThat(record.isAdministeredBy("bob@example.org")).isTrue();
        assertThat(quarter.projects.list(bob)).containsExactly(record);
        spaces.removeAdministrator(alice, id, "bob@example.org");
        assertThat(quarter.nodes.trusted.get(project)).doesNotContain(bobs);
        assertThat(quarter.nodes.forgotten).containsExactly(project + bobs);
        refused(Status.NOT_FOUND, () -> quarter.projects.show(bob, project));
        assertThat(quarter.projects.list(bob)).isEmpty();
    }

    @Test
    void aDeletedSpaceTakesItsProjectsWithIt() {
        String id = spaces.create(alice, "acme", List.of()).id();
        List<String> projects = new ArrayList<>();
        for (String name : List.of("p", "q")) {
            projects.add(quarter.projects.create(alice, id, name, List.of()).id());
        }
        spaces.delete(alice, id);
        assertThat(quarter.nodes.removed).containsExactlyElementsOf(projects);
        assertThat(quarter.projects.list(alice)).isEmpty();
        assertThat(spaces.list(alice)).isEmpty();
        refused(Status.NOT_FOUND, () -> spaces.delete(alice, id));
        assertThat(spaces.create(bob, "acme", List.of()).name()).isEqualTo("acme");
    }

    @Test
    void everyGrantAndRevocationIsInTheAuditLog() {
        String id = spaces.create(alice, "acme", List.of("bob@example.org")).id();
        spaces.removeAdministrator(alice, id, "bob@example.org");
        spaces.delete(alice, id);
        assertThat(quarter.audit.latest(id, 10, 0))
                .extracting(entry -> entry.action() + " " + entry.actor())
                .containsExactly(
                        "space.delete Alice@Example.org",
                        "space.administrator.remove Alice@Example.org",
                        "space.administrator.add Alice@Example.org",
                        "space.administrator.add Alice@Example.org",
                        "space.create Alice@Example.org");
    }
}
