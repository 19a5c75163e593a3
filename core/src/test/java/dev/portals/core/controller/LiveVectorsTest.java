package dev.portals.core.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.codec.CborReader;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.Project;
import dev.portals.vault.SoftwareVault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real command of 0.150 asked a controller, and the replies that it accepted. */
class LiveVectorsTest {
    /** How the bodies of one kind of exchange are read and written again. */
    private record Kind(
            String worker, Pattern line, Function<CborReader, byte[]> request, Function<CborReader, byte[]> reply) {}

    private static Function<CborReader, byte[]> one(Function<CborReader, ? extends Body> decode) {
        return in -> decode.apply(in).encode();
    }

    private static Function<CborReader, byte[]> list(Function<CborReader, ? extends Body> decode) {
        return in -> Body.encodeList(Body.decodeList(in, decode));
    }

    private static byte[] none(CborReader in) {
        throw new AssertionError("no body is expected here");
    }

    private static Kind kind(
            String worker, String line, Function<CborReader, byte[]> request, Function<CborReader, byte[]> reply) {
        return new Kind(worker, Pattern.compile(line), request, reply);
    }

    private static final String ID = "[0-9a-f-]{36}";

    private static final List<Kind> KINDS = List.of(
            kind("auth0_authenticator", "POST v0/enroll", one(AccountToken::decode), LiveVectorsTest::none),
            kind("spaces", "GET /v0/", LiveVectorsTest::none, list(Space::decode)),
            kind("spaces", "GET /v0/" + ID, LiveVectorsTest::none, one(Space::decode)),
            kind("spaces", "POST /v0/", one(NewSpace::decode), one(Space::decode)),
            kind("spaces", "DELETE /v0/" + ID, LiveVectorsTest::none, LiveVectorsTest::none),
            kind("(spaces|projects)", "[A-Z]+ /v0/" + ID + "/admins.*", LiveVectorsTest::none, list(AdminInfo::decode)),
            kind("projects", "GET /v0", LiveVectorsTest::none, list(ProjectRecord::decode)),
            kind("projects", "GET /v0/" + ID, LiveVectorsTest::none, one(ProjectRecord::decode)),
            kind(
                    "projects",
                    "POST /v1/spaces/" + ID + "/projects",
                    one(NewProject::decode),
                    one(ProjectRecord::decode)),
            kind("projects", "DELETE /v0/" + ID + "/" + ID, LiveVectorsTest::none, LiveVectorsTest::none),
            kind("projects", "GET /v1/operations/" + ID, LiveVectorsTest::none, one(Operation::decode)),
            kind("projects", "GET /v0/" + ID + "/addons", LiveVectorsTest::none, list(Addon::decode)),
            kind("version_info", "GET ", LiveVectorsTest::none, one(VersionInfo::decode)),
            kind("users", "GET /v0/invites", one(ListKind::decode), one(InvitationList::decode)),
            kind("users", "POST /v0/invites", one(NewInvitation::decode), one(SentInvitation::decode)),
            kind("users", "POST /v0/invites/service", one(NewServiceInvitation::decode), one(SentInvitation::decode)),
            kind("users", "GET /v0/invites/" + ID, LiveVectorsTest::none, one(InvitationWithAccess::decode)),
            kind("users", "POST /v0/redeem_invite", one(RedeemInvitation::decode), one(AcceptedInvitation::decode)));

    static List<JsonNode> exchanges() {
        return StreamSupport.stream(Vectors.LIVE.spliterator(), false)
                .filter(exchange -> exchange.get("at").asText().equals("controller"))
                // A credential, and a worker that refuses everything.
                .filter(exchange -> !exchange.get("worker").asText().matches("accounts|subscriptions"))
                .toList();
    }

    private static byte[] body(JsonNode message) {
        return HexFormat.of().parseHex(message.path("body").asText(""));
    }

    private static List<byte[]> bodies(String worker, String line, String message) {
        List<byte[]> bodies = new ArrayList<>();
        for (JsonNode exchange : exchanges()) {
            if (exchange.get("worker").asText().equals(worker)
                    && exchange.get("request").asText().matches(line)
                    && exchange.get("status").asInt() == 200) {
                bodies.add(body(exchange.get(message)));
            }
        }
        assertThat(bodies).as(worker + " " + line).isNotEmpty();
        return bodies;
    }

    @Test
    void theRecordingHasEveryKindOfExchange() {
        assertThat(exchanges()).hasSizeGreaterThan(30);
        for (Kind kind : KINDS) {
            assertThat(exchanges())
                    .as(kind.worker() + " " + kind.line())
                    .anyMatch(exchange -> exchange.get("worker").asText().matches(kind.worker())
                            && kind.line()
                                    .matcher(exchange.get("request").asText())
                                    .matches());
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void aRecordedBodyIsReadAndWrittenAgainAsItWas(JsonNode exchange) {
        String worker = exchange.get("worker").asText();
        String line = exchange.get("request").asText();
        List<Kind> kinds = KINDS.stream()
                .filter(kind -> worker.matches(kind.worker())
                        && kind.line().matcher(line).matches())
                .toList();
        assertThat(kinds).as(worker + " " + line).hasSize(1);
        byte[] request = body(exchange.get("request_message"));
        if (request.length > 0) {
            assertThat(kinds.getFirst().request().apply(new CborReader(request)))
                    .as(line)
                    .isEqualTo(request);
        }
        byte[] reply = body(exchange.get("reply_message"));
        if (exchange.get("status").asInt() == 200 && reply.length > 0) {
            assertThat(kinds.getFirst().reply().apply(new CborReader(reply)))
                    .as(line)
                    .isEqualTo(reply);
        }
    }

    @Test
    void theSpaceOfTheRecordingHasASubscriptionWithoutDates() {
        for (byte[] spaces : bodies("spaces", "GET /v0/", "reply_message")) {
            assertThat(Body.decodeList(new CborReader(spaces), Space::decode))
                    .allSatisfy(space -> assertThat(space.subscription()).isEqualTo(Subscription.BASIC));
        }
    }

    @Test
    void theProjectOfTheRecordingCanBeJoined() {
        ProjectRecord record = ProjectRecord.decode(new CborReader(
                bodies("projects", "GET /v0/" + ID, "reply_message").getFirst()));
        assertThat(record.ready()).isTrue();
        assertThat(record.isAdministeredBy("Alice@example.ORG")).isTrue();
        assertThat(record.isAdministeredBy("bob@example.org")).isFalse();
        Project project = record.toProject();
        assertThat(project.identifier()).isEqualTo(record.identifier());
        Identities identities =
                new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), () -> Instant.EPOCH);
        assertThat(identities.verify(project.history(), record.identifier()).identifier())
                .isEqualTo(project.identifier());
        assertThat(identities.verify(project.authority(), null).identifier()).isEqualTo(project.authorityIdentifier());
        assertThat(Project.idIn(project.route())).isEqualTo(record.id());
    }

    @Test
    void aProjectOfTheRecordingThatIsStillMadeIsNotReady() {
        List<ProjectRecord> made = bodies("projects", "POST /v1/spaces/.*", "reply_message").stream()
                .map(body -> ProjectRecord.decode(new CborReader(body)))
                .toList();
        assertThat(made).anyMatch(record -> !record.ready() && record.operation() != null);
        assertThat(made).anyMatch(ProjectRecord::ready);
    }

    @Test
    void theInvitationOfTheRecordingCarriesATicketOfItsProject() {
        NewServiceInvitation invitation = NewServiceInvitation.decode(new CborReader(
                bodies("users", "POST /v0/invites/service", "request_message").getFirst()));
        assertThat(invitation.recipient()).isEqualTo("Bob@Example.org");
        EnrollmentTicket ticket = EnrollmentTicket.parse(invitation.access().ticket());
        assertThat(ticket.project().id()).isEqualTo(invitation.projectId());
        assertThat(ticket.project().identifier()).isEqualTo(invitation.access().projectIdentifier());
        assertThat(ticket.project().authorityIdentifier())
                .isEqualTo(invitation.access().authorityIdentifier());
        SentInvitation sent = SentInvitation.decode(new CborReader(
                bodies("users", "POST /v0/invites/service", "reply_message").getFirst()));
        assertThat(sent.access()).isEqualTo(invitation.access());
        assertThat(sent.recipient()).isEqualTo(invitation.recipient());
        assertThat(ExpiryText.parse(sent.expiresAt())).isPresent();
    }

    @Test
    void anInvitationOfTheRecordingShowsItsAccessOnlyWhenItIsAccepted() {
        List<InvitationWithAccess> shown = bodies("users", "GET /v0/invites/.*", "reply_message").stream()
                .map(body -> InvitationWithAccess.decode(new CborReader(body)))
                .toList();
        assertThat(shown.getFirst().access()).isNull();
        assertThat(shown.getLast().access()).isNotNull();
        assertThat(shown.getFirst().invitation()).isEqualTo(shown.getLast().invitation());
    }

    @Test
    void theOperationsOfTheRecordingAreUnderWayOrDone() {
        assertThat(bodies("projects", "GET /v1/operations/.*", "reply_message"))
                .extracting(body -> Operation.decode(new CborReader(body)).status())
                .contains(Operation.Status.STARTED, Operation.Status.SUCCEEDED);
    }

    @Test
    void aRecordedTokenDoesNotShowInText() {
        byte[] body = bodies("auth0_authenticator", ".*", "request_message").getFirst();
        AccountToken token = AccountToken.decode(new CborReader(body));
        assertThat(token.token()).hasSizeGreaterThan(20);
        assertThat(token.toString()).doesNotContain(token.token());
    }
}
