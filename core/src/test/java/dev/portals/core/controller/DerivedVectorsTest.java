package dev.portals.core.controller;

import static dev.portals.core.controller.Vectors.body;
import static dev.portals.core.controller.Vectors.bytes;
import static dev.portals.core.controller.Vectors.hex;
import static dev.portals.core.controller.Vectors.in;
import static dev.portals.core.controller.Vectors.of;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.api.ApiError;
import dev.portals.core.api.Method;
import dev.portals.core.api.Request;
import dev.portals.core.api.Response;
import dev.portals.core.codec.CborReader;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.project.MemberList;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.core.routing.Address;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The messages of spec 04 appendix A.1 and A.2, byte for byte. */
class DerivedVectorsTest {
    private static final String HOST = "/dnsaddr/p1.example.org/tcp/4000/service/";
    private static final String EMAIL = "a@example.org";

    private static final ServiceAccessDetails ACCESS = new ServiceAccessDetails(
            of("11"),
            "/dnsaddr/p1.example.org/tcp/4000/service/api",
            of("22"),
            "/dnsaddr/p1.example.org/tcp/4001/service/api",
            of("33"),
            "/service/web",
            "2f646e73",
            null);

    private static final ReceivedInvitation RECEIVED =
            new ReceivedInvitation("i1", "2099-01-01T00:00:00Z", Role.SERVICE, EMAIL, Scope.SERVICE, "p1", false, null);

    private static final String HISTORY = readyHistory();

    private static String readyHistory() {
        String text = ProjectRecord.decode(in(body("project when ready"))).history();
        return text == null ? "" : text;
    }

    private static final ProjectRecord STARTING = ProjectRecord.starting(
            "p1",
            "default",
            "s1",
            "acme",
            List.of(EMAIL),
            List.of(new UserRole(EMAIL, 7, Role.ADMIN, Scope.SPACE)),
            null,
            "op1");

    private static final ProjectRecord READY = ProjectRecord.starting(
                    "p1",
                    "default",
                    "s1",
                    "acme",
                    List.of(EMAIL),
                    List.of(new UserRole(EMAIL, 7, Role.ADMIN, Scope.SPACE)),
                    "1.0.0",
                    null)
            .running(
                    MultiAddr.parse(HOST + "p1/service/api"),
                    ChangeHistory.fromHex(HISTORY),
                    MultiAddr.parse(HOST + "p1/service/authority/service/api"),
                    ChangeHistory.fromHex(HISTORY));

    private static Arguments one(String message, Body body, Function<CborReader, ?> decode) {
        return Arguments.of(message, body, decode);
    }

    static final List<Arguments> RECORDS = List.of(
            one("enroll: request, Bearer token access-token", new AccountToken("access-token"), AccountToken::decode),
            one("spaces: create acme", new NewSpace("acme", List.of()), NewSpace::decode),
            one(
                    "space with subscription Basic and no dates",
                    new Space("s1", "acme", List.of(EMAIL), Subscription.BASIC),
                    Space::decode),
            one("projects: create default in s1", new NewProject("default", List.of()), NewProject::decode),
            one("project while being created: operation op1, Admin role of user 7", STARTING, ProjectRecord::decode),
            one("project when ready", READY, ProjectRecord::decode),
            one("operation: succeeded", new Operation("op1", Operation.Status.SUCCEEDED), Operation::decode),
            one("add-ons: configure Kafka k:9092", new KafkaConfig("k:9092"), KafkaConfig::decode),
            one(
                    "add-ons: configure Okta",
                    new OktaConfig("https://t.example/", "PEM", "cid", List.of("email")),
                    OktaConfig::decode),
            one(
                    "add-ons: configure InfluxDB",
                    new InfluxConfig("http://i", "t", "o", "[]", 10_800, null, null),
                    InfluxConfig::decode),
            one("add-ons: disable okta", new DisableAddon("okta"), DisableAddon::decode),
            one("add-ons: reply to configure and disable", new StartedOperation("op1"), StartedOperation::decode),
            one("version_info: reply 1.0.0, 1.0.0", new VersionInfo("1.0.0", "1.0.0"), VersionInfo::decode),
            one(
                    "users: create service invitation",
                    new NewServiceInvitation(null, "p1", "b@example.org", ACCESS),
                    NewServiceInvitation::decode),
            one(
                    "users: SentInvitation reply",
                    new SentInvitation(
                            "i1",
                            "2099-01-01T00:00:00Z",
                            Role.SERVICE,
                            7,
                            "b@example.org",
                            1,
                            Scope.SERVICE,
                            "p1",
                            8,
                            ACCESS),
                    SentInvitation::decode),
            one(
                    "users: create invitation, Admin of space s1",
                    new NewInvitation(null, Role.ADMIN, "b@example.org", null, Scope.SPACE, "s1"),
                    NewInvitation::decode),
            one("users: list, kind All", ListKind.ALL, ListKind::decode),
            one(
                    "users: list reply, one received",
                    new InvitationList(List.of(), List.of(RECEIVED), List.of()),
                    InvitationList::decode),
            one("users: redeem i1", new RedeemInvitation("i1"), RedeemInvitation::decode),
            one(
                    "users: redeemed, role Service, target p1",
                    new AcceptedInvitation("i1", Role.SERVICE, "p1"),
                    AcceptedInvitation::decode),
            one(
                    "users: InvitationWithAccess reply",
                    new InvitationWithAccess(RECEIVED, ACCESS),
                    InvitationWithAccess::decode));

    @ParameterizedTest(name = "{0}")
    @FieldSource("RECORDS")
    void aRecordHasTheDerivedBytes(String message, Body record, Function<CborReader, ?> decode) {
        assertThat(hex(record.encode())).isEqualTo(body(message));
        CborReader in = in(body(message));
        assertThat(decode.apply(in)).isEqualTo(record).hasSameHashCodeAs(record);
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void listsAreBareArrays() {
        Space space = new Space("s1", "acme", List.of(EMAIL), null);
        String spaces = body("spaces: list reply, one space s1 named acme, user a@example.org");
        assertThat(hex(Body.encodeList(List.of(space)))).isEqualTo(spaces);
        assertThat(Body.decodeList(in(spaces), Space::decode)).containsExactly(space);

        String none = body("spaces: list reply, empty");
        assertThat(hex(Body.encodeList(List.of()))).isEqualTo(none);
        assertThat(Body.decodeList(in(none), Space::decode)).isEmpty();

        List<AdminInfo> admins = List.of(new AdminInfo(EMAIL), new AdminInfo("b@example.org"));
        assertThat(hex(Body.encodeList(admins))).isEqualTo(body("administrators reply"));
        assertThat(Body.decodeList(in(body("administrators reply")), AdminInfo::decode))
                .isEqualTo(admins);

        Addon okta = new Addon("okta", "Okta", false);
        String addons = body("add-ons: reply with okta, disabled");
        assertThat(hex(Body.encodeList(List.of(okta)))).isEqualTo(addons);
        assertThat(Body.decodeList(in(addons), Addon::decode)).containsExactly(okta);
    }

    @Test
    void datesOfASubscriptionAreReadOverInEitherTypeAndNeverWritten() {
        Space asText = Space.decode(in(body("space with subscription Developer, free trial, two dates as text")));
        assertThat(asText.subscription()).isEqualTo(new Subscription("Developer", true));
        assertThat(hex(asText.encode())).endsWith("04a20169446576656c6f70657202f5");

        Subscription asIntegers = Subscription.decode(in("a4 01654261736963 02f5 041a67748580 051a6786fa80"));
        assertThat(asIntegers).isEqualTo(new Subscription("Basic", true));
        assertThat(hex(asIntegers.encode())).isEqualTo("a20165426173696302f5");
    }

    @Test
    void everyMessageIsItsPrefixItsHeaderAndItsBody() {
        int requests = 0;
        for (Map.Entry<String, JsonNode> message : derived()) {
            JsonNode parts = message.getValue();
            String body = parts.path("body").asText("");
            byte[] payload =
                    bytes(parts.get("prefix").asText() + parts.get("header").asText() + body);
            if (parts.get("header").asText().startsWith("a40101")) {
                requests++;
                Request request = Request.decode(payload);
                assertThat(request.body()).as(message.getKey()).isEqualTo(bytes(body));
                assertThat(request.encode()).as(message.getKey()).isEqualTo(payload);
            } else {
                Response response = Response.decode(payload);
                assertThat(response.body()).as(message.getKey()).isEqualTo(bytes(body));
                assertThat(response.encode()).as(message.getKey()).isEqualTo(payload);
            }
        }
        assertThat(requests).isGreaterThan(20);
    }

    private static Set<Map.Entry<String, JsonNode>> derived() {
        return new HashSet<>(Vectors.DERIVED.properties());
    }

    @Test
    void theListOfInvitationsIsAskedForWithAGetThatHasABody() {
        byte[] payload = bytes("17 a40101026b2f76302f696e7669746573030004f5 a10100");
        Request request = new Request(1, "/v0/invites", Method.GET, ListKind.ALL.encode());
        assertThat(request.encode()).isEqualTo(payload);
        assertThat(hex(ListKind.SENT.encode())).isEqualTo("a10101");
        assertThat(hex(ListKind.RECEIVED.encode())).isEqualTo("a10102");
        assertThat(hex(ListKind.ACCEPTED.encode())).isEqualTo("a10103");
    }

    @Test
    void errorsHaveTheDerivedBytes() {
        String map = body("error map: 403, path /, method POST, message Already a member");
        assertThat(ApiError.decode(in(map)).message()).isEqualTo("Already a member");
        assertThat(hex(ApiError.decode(in(map)).encode())).isEqualTo(map);
        assertThat(in(body("error as bare text: 401 unauthorized")).text()).isEqualTo("unauthorized");
    }

    @Test
    void whatIsSaidToAnAuthorityHasTheDerivedBytes() {
        Stream.of(
                        "token issuer: ockam-relay=web, 600 s, 2 uses",
                        "token issuer: no attributes, defaults",
                        "token issuer: the app's invitation ticket, 14 days")
                .map(Vectors::body)
                .forEach(body ->
                        assertThat(hex(TokenRequest.decode(in(body)).encode())).isEqualTo(body));
        String code = body("token acceptor: present that code");
        assertThat(hex(OneTimeCode.decode(in(code)).encode())).isEqualTo(code);
        String member = body("direct authenticator: add member");
        assertThat(hex(NewMember.decode(in(member)).encode())).isEqualTo(member);
        String members = body("direct authenticator: list reply");
        assertThat(hex(MemberList.decode(in(members)).encode())).isEqualTo(members);
    }

    @Test
    void aReadyProjectCanBeJoined() {
        assertThat(READY.ready()).isTrue();
        Project project = READY.toProject();
        assertThat(project.id()).isEqualTo("p1");
        assertThat(project.name()).isEqualTo("default");
        assertThat(project.route()).hasToString(HOST + "p1/service/api");
        assertThat(project.authorityRoute()).hasToString(HOST + "p1/service/authority/service/api");
        assertThat(project.identifier())
                .isEqualTo(Identifier.parse("I923829d0397a06fa862be5a87b7966959b8ef99ab6455b843ca9131a747b4819"));
        assertThat(Project.idIn(project.route())).isEqualTo(READY.id());
        assertThat(STARTING.ready()).isFalse();
    }

    @Test
    void theWorkersHaveTheNamesThatClientsCall() {
        assertThat(Stream.of(
                                ControllerWorkers.LISTENER,
                                ControllerWorkers.AUTH0_AUTHENTICATOR,
                                ControllerWorkers.SPACES,
                                ControllerWorkers.PROJECTS,
                                ControllerWorkers.ACCOUNTS,
                                ControllerWorkers.VERSION_INFO,
                                ControllerWorkers.SUBSCRIPTIONS,
                                ControllerWorkers.USERS,
                                ControllerWorkers.ECHO)
                        .map(Address::toString))
                .containsExactly(
                        "0#api",
                        "0#auth0_authenticator",
                        "0#spaces",
                        "0#projects",
                        "0#accounts",
                        "0#version_info",
                        "0#subscriptions",
                        "0#users",
                        "0#echo");
        assertThat(ControllerWorkers.LISTENER).isEqualTo(AuthorityWorkers.LISTENER);
    }
}
