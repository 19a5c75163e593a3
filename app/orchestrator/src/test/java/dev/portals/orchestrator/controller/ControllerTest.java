package dev.portals.orchestrator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.api.ApiError;
import dev.portals.core.api.Method;
import dev.portals.core.api.Request;
import dev.portals.core.api.Response;
import dev.portals.core.api.Status;
import dev.portals.core.codec.CborReader;
import dev.portals.core.controller.AccountToken;
import dev.portals.core.controller.Body;
import dev.portals.core.controller.NewProject;
import dev.portals.core.controller.NewSpace;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Space;
import dev.portals.core.controller.Subscription;
import dev.portals.core.controller.VersionInfo;
import dev.portals.core.credential.Credential;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Secrets;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The controller of a whole orchestrator, asked through real channels. */
@Timeout(120)
class ControllerTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NONE = {};

    @TempDir
    private Path directory;

    private Orchestrator orchestrator;
    /** Another instance's view of the same records. */
    private Database database;

    private final List<Visitor> visitors = new ArrayList<>();

    @BeforeEach
    void begin() {
        OrchestratorSettings.Builder settings = new OrchestratorSettings.Builder();
        settings.set("home", directory.toString());
        for (String port : List.of("http", "controller", "gateway")) {
            settings.set(port, "127.0.0.1:0");
        }
        orchestrator = Orchestrator.start(settings.build());
        database = Database.sqlite(directory.resolve("orchestrator.db"));
    }

    @AfterEach
    void end() {
        visitors.forEach(Visitor::close);
        database.close();
        orchestrator.close();
    }

    private Visitor stranger() {
        Visitor visitor = new Visitor(orchestrator);
        visitors.add(visitor);
        return visitor;
    }

    /** Lets the account service have issued that token. */
    private void token(String token, String email) {
        database.change(handle -> {
            User user = new Accounts(database, InstantSource.system()).admit(handle, email, "");
            handle.createUpdate("""
                            INSERT INTO access_tokens (token_hash, user_id, sign_in_id, client_id, scope, code_hash,
                              expires_at) VALUES (:hash, :user, '', 'portals', 'openid', '', :until)""")
                    .bind("hash", Secrets.hash(token))
                    .bind("user", user.id())
                    .bind("until", InstantSource.system().instant().getEpochSecond() + 3600)
                    .execute();
        });
    }

    private Response enroll(Visitor visitor, String token) {
        return visitor.send(
                "auth0_authenticator", new Request(7, "v0/enroll", Method.POST, new AccountToken(token).encode()));
    }

    private Visitor enrolled(String email) {
        Visitor visitor = stranger();
        token("token of " + email, email);
        assertThat(enroll(visitor, "token of " + email).isOk()).isTrue();
        return visitor;
    }

    private static Response get(Visitor visitor, String worker, String path) {
        return visitor.send(worker, Request.of(9, Method.GET, path));
    }

    private static CborReader body(Response response) {
        assertThat(response.code()).as(response.errorMessage()).isEqualTo(200);
        return new CborReader(response.body());
    }

    private static Space space(Visitor visitor) {
        return Body.decodeList(body(get(visitor, "spaces", "/v0/")), Space::decode)
                .getFirst();
    }

    private static ProjectRecord project(Visitor visitor, String name) {
        String path = "/v1/spaces/" + space(visitor).id() + "/projects";
        return ProjectRecord.decode(body(visitor.send(
                "projects", new Request(9, path, Method.POST, new NewProject(name, List.of()).encode()))));
    }

    @Test
    void afterEnrollingThereIsASpaceWithASubscriptionAndAProjectCanBeMade() {
        Visitor alice = enrolled("Alice@Example.org");
        Space space = space(alice);
        assertThat(space.subscription()).isEqualTo(Subscription.BASIC);
        ProjectRecord project = project(alice, "default");
        assertThat(project.ready()).isTrue();
        assertThat(project.toProject().id()).isEqualTo(project.id());
        assertThat(ProjectRecord.decode(body(get(alice, "projects", "/v0/" + project.id()))))
                .isEqualTo(project);
        Credential credential = Credential.decode(body(get(alice, "accounts", "/v0/project/" + project.id())));
        assertThat(credential.data().subject()).isEqualTo(alice.self);
        assertThat(credential.data().attributes().asText()).isEqualTo(Map.of("project", project.id()));
        assertThat(credential.data().expiresAt() - credential.data().createdAt())
                .isEqualTo(3600);
    }

    @Test
    void enrollingAgainAndOnASecondMachineIsFine() {
        Visitor alice = enrolled("alice@example.org");
        assertThat(enroll(alice, "token of alice@example.org").isOk()).isTrue();
        Visitor second = stranger();
        assertThat(enroll(second, "token of alice@example.org").isOk()).isTrue();
        assertThat(space(second)).isEqualTo(space(alice));
    }

    @Test
    void aTokenOfAnAddressThatIsNotConfirmedBindsNobody() {
        database.change(handle -> handle.createUpdate("""
                        INSERT INTO access_tokens (token_hash, user_id, sign_in_id, client_id, scope, code_hash, expires_at)
                        VALUES (:hash, NULL, 'unfinished', 'portals', 'openid', '', :until)""")
                .bind("hash", Secrets.hash("early"))
                .bind("until", InstantSource.system().instant().getEpochSecond() + 3600)
                .execute());
        Visitor visitor = stranger();
        assertThat(enroll(visitor, "early").code()).isEqualTo(401);
        assertThat(get(visitor, "spaces", "/v0/").code()).isEqualTo(401);
    }

    @Test
    void anUnknownTokenOrAnotherTypeOfTokenBindsNobody() {
        Visitor visitor = stranger();
        assertThat(enroll(visitor, "made up").code()).isEqualTo(401);
        Response wrongType = visitor.send(
                "auth0_authenticator", new Request(7, "v0/enroll", Method.POST, HEX.parseHex("a2010102626162")));
        assertThat(wrongType.code()).isEqualTo(400);
        assertThat(get(visitor, "spaces", "/v0/").code()).isEqualTo(401);
        assertThat(new AuditLog(database, InstantSource.system()).latest("stranger", 10, 0))
                .extracting(entry -> entry.action())
                .contains("auth0_authenticator.post", "spaces.get");
    }

    @Test
    void theRequestsOfARealCommandGetTheRepliesThatItTook() throws IOException {
        JsonNode exchanges;
        try (InputStream in =
                Objects.requireNonNull(ControllerTest.class.getResourceAsStream("/controller/requests.json"))) {
            exchanges = new ObjectMapper().readTree(in).path("exchanges");
        }
        Visitor alice = stranger();
        token("wBSStJge9wFAUCS9gb5gBgZMr0CF14bckW7vwMM6014", "alice@example.org");
        Map<String, String> ours = new HashMap<>();
        int compared = 0;
        for (JsonNode exchange : exchanges) {
            String request = exchange.path("request").asText();
            String worker = exchange.path("worker").asText();
            byte[] payload = translate(exchange.path("payload").asText(), ours);
            if (request.startsWith("GET /v1/operations/")) {
                continue;
            }
            if (request.startsWith("POST /v1/spaces/596cd206")) {
                ours.put(
                        "8ea470bb-9169-4faf-bbf0-14acb870586c",
                        ProjectRecord.decode(body(alice.send(worker, payload))).id());
            }
            Response response = alice.send(worker, payload);
            assertThat(response.code())
                    .as(request + ": " + response.errorMessage())
                    .isEqualTo(exchange.path("status").asInt());
            assertThat(response.re()).isEqualTo(Request.decode(payload).id());
            compared++;
            switch (request) {
                case "GET /v0/" -> {
                    if (worker.equals("spaces")) {
                        ours.put(
                                "b5268f7d-fb9d-4192-9fef-51f20d8cb2c9",
                                space(alice).id());
                    }
                }
                case "POST /v1/spaces/b5268f7d-fb9d-4192-9fef-51f20d8cb2c9/projects" ->
                    ours.put(
                            "e8ab6778-e1b6-414e-852a-f1a72a48e723",
                            ProjectRecord.decode(body(response)).id());
                case "POST /v0/" -> {
                    if (response.isOk()) {
                        ours.put(
                                "596cd206-e199-438b-ad5c-dbe5849c8f6e",
                                Space.decode(body(response)).id());
                    }
                }
                default -> {}
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    /** Identifiers are all of one length, so nothing else changes. */
    private static byte[] translate(String payload, Map<String, String> ours) {
        String hex = payload;
        for (Map.Entry<String, String> entry : ours.entrySet()) {
            hex = hex.replace(
                    HEX.formatHex(entry.getKey().getBytes(StandardCharsets.US_ASCII)),
                    HEX.formatHex(entry.getValue().getBytes(StandardCharsets.US_ASCII)));
        }
        return HEX.parseHex(hex);
    }

    /** Every request about a space or project of somebody. */
    private static Map<Request, String> requests(String space, String project) {
        Map<Request, String> requests = new HashMap<>();
        byte[] name = new NewProject("another", List.of()).encode();
        requests.put(Request.of(1, Method.GET, "/v0/" + space), "spaces");
        requests.put(Request.of(2, Method.DELETE, "/v0/" + space), "spaces");
        requests.put(Request.of(3, Method.GET, "/v0/" + space + "/admins"), "spaces");
        requests.put(Request.of(4, Method.PUT, "/v0/" + space + "/admins/eve@example.org"), "spaces");
        requests.put(Request.of(5, Method.DELETE, "/v0/" + space + "/admins/alice@example.org"), "spaces");
        requests.put(new Request(6, "/v1/spaces/" + space + "/projects", Method.POST, name), "projects");
        requests.put(Request.of(7, Method.GET, "/v0/" + project), "projects");
        requests.put(Request.of(8, Method.DELETE, "/v0/" + space + "/" + project), "projects");
        requests.put(Request.of(9, Method.GET, "/v0/" + project + "/admins"), "projects");
        requests.put(Request.of(10, Method.PUT, "/v0/" + project + "/admins/eve@example.org"), "projects");
        requests.put(Request.of(11, Method.DELETE, "/v0/" + project + "/admins/alice@example.org"), "projects");
        requests.put(Request.of(12, Method.GET, "/v0/" + project + "/addons"), "projects");
        requests.put(Request.of(13, Method.POST, "/v1/projects/" + project + "/configure_addon/okta"), "projects");
        requests.put(Request.of(14, Method.POST, "/v1/projects/" + project + "/disable_addon"), "projects");
        requests.put(Request.of(15, Method.GET, "/v0/project/" + project), "accounts");
        return requests;
    }

    @Test
    void aStrangerIsUnknownAndAnotherAdministratorSeesNothing() {
        Visitor alice = enrolled("alice@example.org");
        Visitor eve = enrolled("eve@example.org");
        Visitor stranger = stranger();
        ProjectRecord project = project(alice, "default");
        project(eve, "default");
        requests(project.spaceId(), project.id()).forEach((request, worker) -> {
            Response unknown = stranger.send(worker, request);
            assertThat(unknown.code()).as(request.toString()).isEqualTo(401);
            assertThat(unknown.errorMessage()).isNotEmpty();
            Response hidden = eve.send(worker, request);
            assertThat(hidden.code()).as(request.toString()).isEqualTo(worker.equals("accounts") ? 403 : 404);
            ApiError error = ApiError.decode(new CborReader(hidden.body()));
            assertThat(error.path()).isEqualTo(request.path());
            assertThat(error.method()).isEqualTo(request.method());
            Response plain = stranger.sendPlainly(worker, request.encode());
            assertThat(HEX.formatHex(plain.body())).isEqualTo("a10377736563757265206368616e6e656c207265717569726564");
            assertThat(plain.code()).isEqualTo(400);
            assertThat(plain.re()).isZero();
        });
        assertThat(ProjectRecord.decode(body(get(alice, "projects", "/v0/" + project.id()))))
                .isEqualTo(project);
        assertThat(Body.decodeList(body(get(eve, "projects", "/v0")), ProjectRecord::decode))
                .extracting(ProjectRecord::id)
                .doesNotContain(project.id());
    }

    @Test
    void anAdministratorWhoIsAddedMayEverythingAndNothingOnceRemoved() {
        Visitor alice = enrolled("alice@example.org");
        Visitor eve = enrolled("eve@example.org");
        ProjectRecord project = project(alice, "default");
        String admins = "/v0/" + project.id() + "/admins/";
        body(alice.send("projects", Request.of(1, Method.PUT, admins + "Eve@Example.org")));
        assertThat(ProjectRecord.decode(body(get(eve, "projects", "/v0/" + project.id())))
                        .isAdministeredBy("eve@example.org"))
                .isTrue();
        body(get(eve, "accounts", "/v0/project/" + project.id()));
        assertThat(get(eve, "spaces", "/v0/" + project.spaceId() + "/admins").code())
                .isEqualTo(403);
        body(alice.send("projects", Request.of(1, Method.DELETE, admins + "Eve@Example.org")));
        assertThat(get(eve, "accounts", "/v0/project/" + project.id()).code()).isEqualTo(403);
        assertThat(get(eve, "projects", "/v0/" + project.id()).code()).isEqualTo(404);
        assertThat(new AuditLog(database, InstantSource.system()).latest(project.id(), 20, 0))
                .extracting(entry -> entry.actor() + " " + entry.action())
                .contains(
                        "eve@example.org accounts.get",
                        "alice@example.org project.role.add",
                        "alice@example.org project.role.remove");
    }

    @Test
    void ofABlockedAccountNothingIsAnswered() {
        Visitor alice = enrolled("alice@example.org");
        Accounts accounts = new Accounts(database, InstantSource.system());
        long id = accounts.byEmail("alice@example.org").orElseThrow().id();
        database.change(handle -> accounts.setBlocked(handle, id, true));
        assertThat(get(alice, "spaces", "/v0/").code()).isEqualTo(403);
        assertThat(enroll(alice, "token of alice@example.org").code()).isEqualTo(401);
    }

    @Test
    void versionsAreForEverybodyAndSubscriptionsForNobody() {
        Visitor stranger = stranger();
        assertThat(VersionInfo.decode(body(get(stranger, "version_info", ""))).controller())
                .isNotNull();
        Response subscriptions = get(stranger, "subscriptions", "/v0/");
        assertThat(subscriptions.code()).isEqualTo(501);
        assertThat(subscriptions.errorMessage()).isNotEmpty();
    }

    @Test
    void anUnknownPathAndAnotherMethodAreToldApart() {
        Visitor alice = enrolled("alice@example.org");
        Response unknown = get(alice, "spaces", "/v7/x");
        assertThat(unknown.code()).isEqualTo(400);
        assertThat(unknown.errorMessage()).isEqualTo("unknown path");
        assertThat(alice.send("spaces", Request.of(1, Method.PATCH, "/v0/")).code())
                .isEqualTo(405);
    }

    @Test
    void whateverIsSentIsAnsweredWithOneOfTheTenStatuses() {
        Visitor alice = enrolled("alice@example.org");
        byte[] whole =
                new Request(9, "/v0/", Method.POST, new NewSpace("acme", List.of("x@example.org")).encode()).encode();
        for (int length = 0; length < whole.length; length++) {
            Response response = alice.send("spaces", Arrays.copyOf(whole, length));
            assertThat(response.code()).as("the first " + length + " bytes").isEqualTo(400);
            assertThat(response.re()).isZero();
            assertThat(response.errorMessage()).isNotEmpty();
        }
        for (String body :
                List.of("", "80", "a0", "a1016161", "a201610280", "a2016161028101", "bf", "9bffffffffffffffff")) {
            Response response = alice.send("spaces", new Request(9, "/v0/", Method.POST, HEX.parseHex(body)));
            assertThat(response.code()).as(body).isEqualTo(Status.BAD_REQUEST.code());
        }
        assertThat(space(alice).name()).startsWith("alice-");
        assertThat(alice.send("spaces", new Request(9, "/v0/", Method.DELETE, NONE))
                        .code())
                .isEqualTo(405);
    }
}
