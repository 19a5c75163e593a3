package dev.portals.orchestrator.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.api.ApiError;
import dev.portals.core.api.Method;
import dev.portals.core.api.Request;
import dev.portals.core.api.Response;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.Credentials;
import dev.portals.core.credential.VerifiedCredential;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.project.MemberList;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.TokenRequest;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.vault.SoftwareVault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The same requests in the same order as in a recording of a real authority of 0.150: our answers are the real ones, but for
 * identifiers, codes and signatures, which are replaced, and for what administrators' credentials say.
 */
class RecordedAuthorityTest {
    private static final JsonNode RECORDINGS = read();
    private static final HexFormat HEX = HexFormat.of();
    private static final String ISSUER = "enrollment_token_issuer";
    private static final String ACCEPTOR = "enrollment_token_acceptor";
    private static final String CREDENTIALS = "credential_issuer";

    private final Map<String, String> oursByTheirs = new HashMap<>();

    private static JsonNode read() {
        try (InputStream in = RecordedAuthorityTest.class.getResourceAsStream("/authority/recordings.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRealAuthoritysAnswersAreOurs() {
        JsonNode reference = RECORDINGS.path("reference");
        JsonNode exchanges = reference.path("exchanges");
        long start = preTrustedAt(exchanges);
        Town town = new Town(start);
        replace(reference.path("authority").path("identifier").asText(), town.person("authority"));
        for (JsonNode exchange : exchanges) {
            String caller = exchange.path("caller").asText();
            if (exchange.hasNonNull("caller_identifier")) {
                replace(exchange.path("caller_identifier").asText(), town.person(caller));
            }
        }
        AuthoritySettings settings = AuthoritySettings.of("p1")
                .withAccountAuthority(town.history("accounts"), true)
                .withPreTrusted(Map.of(town.person("enroller (pre-trusted)"), Map.of("ockam-role", "enroller")));
        Authority authority = town.authority(settings, AuthorityStore.inMemory());
        town.presentAdministrator("administrator by credential", "p1", Duration.ofHours(1));
        town.presentAdministrator("administrator of another project", "p2", Duration.ofHours(1));
        Node node = town.loop.node();
        AuthorityServices.startWorkers(authority, node);
        Queue<Message> answers = new ArrayDeque<>();
        Context asker = node.router()
                .start((message, source) -> answers.add(message), town.loop, Mailbox.open(Address.local("asker")));
        int compared = 0;
        for (JsonNode exchange : exchanges) {
            if (!exchange.hasNonNull("caller_identifier")) {
                continue;
            }
            town.loop.at(exchange.path("time").asLong());
            asker.send(new Message(
                    Route.of(Address.local(exchange.path("worker").asText())),
                    Route.of(asker.address()),
                    Buffers.copyOf(
                            HEX.parseHex(ours(exchange.path("request_payload").asText()))),
                    town.person(exchange.path("caller").asText()),
                    null));
            town.loop.run();
            Message answer = answers.poll();
            if (exchange.path("status").isNull()) {
                // The real one is silent; ours says 400, unless it was no request at all.
                assertThat(answer == null || response(answer).code() == 400).isTrue();
                continue;
            }
            Response response = response(Objects.requireNonNull(answer));
            String what = exchange.path("request").asText() + ": "
                    + exchange.path("meaning").asText();
            Response theirs =
                    Response.decode(HEX.parseHex(exchange.path("reply_payload").asText()));
            assertThat(response.code()).as(what).isEqualTo(theirs.code());
            assertThat(response.re()).as(what).isEqualTo(theirs.re());
            compare(what, exchange, response.body());
            compared++;
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void whoAsksOutsideASecureChannelIsToldSo() {
        Town town = new Town(1_700_000_000);
        Node node = town.loop.node();
        AuthorityServices.startWorkers(town.authority(AuthoritySettings.of("p1"), AuthorityStore.inMemory()), node);
        Queue<Message> answers = new ArrayDeque<>();
        Context asker = node.router()
                .start((message, source) -> answers.add(message), town.loop, Mailbox.open(Address.local("asker")));
        asker.send(
                Route.of(Address.local(CREDENTIALS)),
                Buffers.copyOf(Request.of(7, Method.POST, "/").encode()));
        town.loop.run();
        Response response = response(Objects.requireNonNull(answers.poll()));
        assertThat(response.code()).isEqualTo(400);
        assertThat(response.re()).isZero();
        assertThat(HEX.formatHex(response.body())).isEqualTo("a10377736563757265206368616e6e656c207265717569726564");
    }

    private static Response response(Message message) {
        return Response.decode(Buffers.toBytes(message.payload()));
    }

    private void compare(String what, JsonNode exchange, byte[] body) {
        String worker = exchange.path("worker").asText();
        String theirs = exchange.path("reply_body").asText("");
        boolean ok = exchange.path("status").asInt() == 200;
        if (ok && worker.equals(ISSUER)) {
            byte[] code =
                    OneTimeCode.decode(new CborReader(HEX.parseHex(theirs))).bytes();
            oursByTheirs.put(
                    HEX.formatHex(code),
                    OneTimeCode.decode(new CborReader(body)).toHex());
        } else if (ok && worker.equals(CREDENTIALS)) {
            Map<String, String> said = credentialAttributes(theirs);
            Map<String, String> our = credentialAttributes(HEX.formatHex(body));
            assertThat(our).as(what).containsAllEntriesOf(said);
            if (!exchange.path("caller").asText().startsWith("administrator")) {
                assertThat(our).as(what).isEqualTo(said);
            }
        } else if (ok && exchange.path("request").asText().equals("GET /")) {
            assertThat(MemberList.decode(new CborReader(body)))
                    .as(what)
                    .isEqualTo(MemberList.decode(new CborReader(HEX.parseHex(ours(theirs)))));
        } else if (ok && exchange.path("request").asText().equals("GET /member_ids")) {
            assertThat(MemberList.decodeIdentifiers(new CborReader(body)))
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(
                            MemberList.decodeIdentifiers(new CborReader(HEX.parseHex(ours(theirs)))));
        } else {
            assertThat(HEX.formatHex(body)).as(what).isEqualTo(ours(theirs));
        }
    }

    private static Map<String, String> credentialAttributes(String hex) {
        return Credential.fromHex(hex).data().attributes().asText();
    }

    private void replace(String theirs, Identifier ours) {
        oursByTheirs.put(theirs.substring(1), ours.toString().substring(1));
    }

    /** Their hex with our identifiers and codes, which may stand in it as bytes or as text. */
    private String ours(String theirs) {
        String text = theirs;
        for (Map.Entry<String, String> entry : oursByTheirs.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue())
                    .replace(
                            HEX.formatHex(entry.getKey().getBytes(StandardCharsets.US_ASCII)),
                            HEX.formatHex(entry.getValue().getBytes(StandardCharsets.US_ASCII)));
        }
        return text;
    }

    private static long preTrustedAt(JsonNode exchanges) {
        for (JsonNode exchange : exchanges) {
            if (exchange.path("request").asText().equals("GET /")
                    && exchange.path("status").asInt() == 200) {
                Identifier enroller =
                        Identifier.parse(exchange.path("caller_identifier").asText());
                MemberList list = MemberList.decode(
                        new CborReader(HEX.parseHex(exchange.path("reply_body").asText())));
                return Objects.requireNonNull(list.members().get(enroller)).addedAt();
            }
        }
        throw new AssertionError("the recording has no list");
    }

    @Test
    void aRealAuthoritysCredentialsAreBelieved() {
        JsonNode reference = RECORDINGS.path("reference");
        ChangeHistory history = ChangeHistory.fromHex(
                reference.path("authority").path("change_history").asText());
        int verified = 0;
        for (JsonNode exchange : reference.path("exchanges")) {
            if (exchange.path("worker").asText().equals(CREDENTIALS)
                    && exchange.path("status").asInt() == 200) {
                Instant now = Instant.ofEpochSecond(exchange.path("time").asLong());
                Identities identities =
                        new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), () -> now);
                Identifier authority = identities.learn(history, null).identifier();
                Credential credential =
                        Credential.fromHex(exchange.path("reply_body").asText());
                assertThat(credential.toHex())
                        .isEqualTo(exchange.path("reply_body").asText());
                VerifiedCredential content = new Credentials(identities, AttributeStore.inMemory(), () -> now)
                        .verify(
                                credential,
                                Identifier.parse(
                                        exchange.path("caller_identifier").asText()),
                                Set.of(authority));
                assertThat(content.attributes().asText()).containsEntry("trust_context_id", "p1");
                verified++;
            }
        }
        assertThat(verified).isEqualTo(5);
    }

    @TestFactory
    Stream<DynamicTest> aRealClientsRequestsAndTheRepliesItTookAreReadAndWrittenAlike() {
        return StreamSupport.stream(RECORDINGS.path("client").spliterator(), false)
                .map(exchange -> DynamicTest.dynamicTest(
                        exchange.path("worker").asText() + " "
                                + exchange.path("meaning").asText(),
                        () -> reencode(exchange)));
    }

    private static void reencode(JsonNode exchange) {
        String worker = exchange.path("worker").asText();
        byte[] payload =
                HEX.parseHex(exchange.path("request_message").path("payload").asText());
        Request request = Request.decode(payload);
        assertThat(request.encode()).isEqualTo(payload);
        if (request.hasBody()) {
            CborReader in = new CborReader(request.body());
            byte[] again = switch (worker) {
                case ISSUER -> TokenRequest.decode(in).encode();
                case ACCEPTOR -> OneTimeCode.decode(in).encode();
                default -> NewMember.decode(in).encode();
            };
            assertThat(again).isEqualTo(request.body());
        }
        byte[] reply =
                HEX.parseHex(exchange.path("reply_message").path("payload").asText());
        Response response = Response.decode(reply);
        assertThat(response.encode()).isEqualTo(reply);
        if (response.hasBody()) {
            assertThat(body(worker, request.path(), response)).isEqualTo(response.body());
        }
    }

    private static byte[] body(String worker, String path, Response response) {
        CborReader in = new CborReader(response.body());
        if (!response.isOk()) {
            return ApiError.decode(in).encode();
        }
        return switch (worker) {
            case ISSUER -> OneTimeCode.decode(in).encode();
            case CREDENTIALS -> Credential.decode(in).encode();
            default ->
                switch (path) {
                    case "/" -> MemberList.decode(in).encode();
                    case "/member_ids" -> MemberList.encodeIdentifiers(MemberList.decodeIdentifiers(in));
                    default ->
                        AttributesEntry.decode(in).encode(new CborWriter()).toBytes();
                };
        };
    }
}
