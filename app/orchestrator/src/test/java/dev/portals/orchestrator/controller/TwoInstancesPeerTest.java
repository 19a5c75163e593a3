package dev.portals.orchestrator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.api.Method;
import dev.portals.core.api.Request;
import dev.portals.core.api.Response;
import dev.portals.core.codec.CborReader;
import dev.portals.core.controller.AccountToken;
import dev.portals.core.controller.Body;
import dev.portals.core.controller.ChangesReply;
import dev.portals.core.controller.ChangesRequest;
import dev.portals.core.controller.NewProject;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Space;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Secrets;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two orchestrators on one PostgreSQL are one to their clients. */
@Tag("peer")
@Timeout(120)
class TwoInstancesPeerTest {
    private static final String ADA = "ada@example.org";

    @TempDir
    private Path directory;

    private final TestDatabase place = TestDatabase.postgresql();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private Orchestrator one;
    private Orchestrator two;
    private Visitor atOne;
    private Visitor atTwo;

    /** Both at the same time, on an empty database. */
    @BeforeEach
    void begin() {
        CompletableFuture<Orchestrator> first = CompletableFuture.supplyAsync(() -> start("one"));
        CompletableFuture<Orchestrator> second = CompletableFuture.supplyAsync(() -> start("two"));
        one = first.join();
        parts.add(one);
        two = second.join();
        parts.add(two);
        atOne = enrolled(one);
        atTwo = enrolled(two);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
    }

    private Orchestrator start(String name) {
        OrchestratorSettings.Builder settings = new OrchestratorSettings.Builder()
                .set("home", directory.resolve(name).toString())
                .set(
                        "master-key",
                        directory.resolve("shared").resolve("master.key").toString())
                .set("database", place.address())
                .set("instance.name", name);
        for (String port : List.of("http", "controller", "gateway")) {
            settings.set(port, "127.0.0.1:0");
        }
        return Orchestrator.start(settings.build());
    }

    /** Somebody's device that has enrolled at that instance; all are the same person's. */
    private Visitor enrolled(Orchestrator orchestrator) {
        Visitor visitor = new Visitor(orchestrator);
        parts.add(visitor);
        String token = "token of " + visitor.self;
        try (Database database = place.open()) {
            database.change(handle -> {
                User user = new Accounts(database, InstantSource.system()).admit(handle, ADA, "");
                handle.createUpdate("""
                    INSERT INTO access_tokens (token_hash, user_id, sign_in_id, client_id, scope, code_hash,
                      expires_at) VALUES (:hash, :user, '', 'portals', 'openid', '', :until)\
                    """)
                        .bind("hash", Secrets.hash(token))
                        .bind("user", user.id())
                        .bind("until", InstantSource.system().instant().getEpochSecond() + 3600)
                        .execute();
            });
        }
        body(visitor.send(
                "auth0_authenticator", new Request(7, "v0/enroll", Method.POST, new AccountToken(token).encode())));
        return visitor;
    }

    private static CborReader body(Response response) {
        assertThat(response.code()).as(response.errorMessage()).isEqualTo(200);
        return new CborReader(response.body());
    }

    private static String space(Visitor visitor) {
        return Body.decodeList(body(visitor.send("spaces", Request.of(9, Method.GET, "/v0/"))), Space::decode)
                .getFirst()
                .id();
    }

    private static ProjectRecord create(Visitor visitor, String name) {
        return ProjectRecord.decode(body(visitor.send(
                "projects",
                new Request(
                        9,
                        "/v1/spaces/" + space(visitor) + "/projects",
                        Method.POST,
                        new NewProject(name, List.of()).encode()))));
    }

    private static Identifier node(ProjectRecord project) {
        return Objects.requireNonNull(project.toProject().identifier());
    }

    private static ChangesReply changes(Visitor visitor, long known) {
        return ChangesReply.decode(body(
                visitor.send("users", new Request(9, "/v0/changes", Method.GET, new ChangesRequest(known).encode()))));
    }

    @Test
    void theyAreOneController() {
        assertThat(one.controllerIdentifier()).isEqualTo(two.controllerIdentifier());
        assertThat(space(atOne)).isEqualTo(space(atTwo));
    }

    @Test
    void aProjectAnswersAtBothAsSoonAsItsMakerIsTold() {
        for (int i = 0; i < 5; i++) {
            ProjectRecord project = create(i % 2 == 0 ? atOne : atTwo, "project" + i);
            assertThat(atOne.reaches(two.gateway(), project.id(), node(project)))
                    .isTrue();
            assertThat(atOne.reaches(one.gateway(), project.id(), node(project)))
                    .isTrue();
        }
    }

    @Test
    void aProjectThatIsDeletedAtOneAnswersAtNone() {
        ProjectRecord project = create(atOne, "short");
        assertThat(atTwo.reaches(two.gateway(), project.id(), node(project))).isTrue();
        assertThat(atOne.send("projects", Request.of(9, Method.DELETE, "/v0/" + space(atOne) + "/" + project.id()))
                        .isOk())
                .isTrue();
        assertThat(atTwo.reaches(two.gateway(), project.id(), node(project))).isFalse();
    }

    @Test
    void whoWaitsForChangesAtTheOneHearsOfThoseAtTheOther() {
        long known = changes(atTwo, 0).revision();
        CompletableFuture<ChangesReply> waiting = CompletableFuture.supplyAsync(() -> changes(atTwo, known));
        create(atOne, "news");
        assertThat(waiting)
                .succeedsWithin(Duration.ofSeconds(20))
                .satisfies(reply -> assertThat(reply.revision()).isGreaterThan(known));
    }

    @Test
    void whatOneHasBegunTheOtherGoesOnWithWhenItIsClosed() {
        ProjectRecord project = create(atOne, "lasting");
        one.close();
        assertThat(atTwo.reaches(two.gateway(), project.id(), node(project))).isTrue();
        assertThat(create(atTwo, "more").ready()).isTrue();
    }
}
