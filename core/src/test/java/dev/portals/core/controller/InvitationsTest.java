package dev.portals.core.controller;

import static dev.portals.core.controller.Vectors.hex;
import static dev.portals.core.controller.Vectors.in;
import static dev.portals.core.controller.Vectors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationsTest {
    private static final String ELEVENS = "11".repeat(32);

    private static ServiceAccessDetails access(String nodeRoute, String ticket) {
        return new ServiceAccessDetails(of("11"), "/p", of("22"), "/a", of("33"), nodeRoute, ticket, null);
    }

    private static void refused(Runnable making) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(making::run);
    }

    @Test
    void aTicketIsOpaqueTextOfUpTo16KiB() {
        for (String ticket : List.of(
                "",
                "/dnsaddr/p1.example.org/tcp/4000/service/p1/service/api,I92,default,00,81,82,/dnsaddr/x",
                "2f646e7361646472",
                "{\"one_time_code\":\"00\"}",
                "\u00fc\n",
                "x".repeat(ServiceAccessDetails.MAX_TICKET))) {
            ServiceAccessDetails details = access("/service/web", ticket);
            assertThat(ServiceAccessDetails.decode(new CborReader(details.encode()))
                            .ticket())
                    .isEqualTo(ticket);
        }
        assertThat(ServiceAccessDetails.MAX_TICKET).isEqualTo(16 * 1024);
        refused(() -> access("/service/web", "x".repeat(ServiceAccessDetails.MAX_TICKET + 1)));
    }

    @Test
    void aTicketThatIsTooLongIsRefusedWhenItIsRead() {
        byte[] encoded = new CborWriter()
                .map(9)
                .uint(2)
                .text("p1")
                .uint(3)
                .text("b@example.org")
                .uint(4)
                .bytes(of("11").bytes())
                .uint(5)
                .text("/p")
                .uint(6)
                .bytes(of("22").bytes())
                .uint(7)
                .text("/a")
                .uint(8)
                .bytes(of("33").bytes())
                .uint(9)
                .text("web")
                .uint(10)
                .text("x".repeat(ServiceAccessDetails.MAX_TICKET + 1))
                .toBytes();
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> NewServiceInvitation.decode(new CborReader(encoded)))
                .withMessageContaining("ticket");
    }

    @Test
    void aTicketDoesNotShowInTheTextOfAnyRecord() {
        ServiceAccessDetails details = access("/service/web", "the-secret-ticket");
        SentInvitation sent = new SentInvitation("i1", "d", Role.SERVICE, 7, "b", 1, Scope.SERVICE, "p1", 8, details);
        ReceivedInvitation received =
                new ReceivedInvitation("i1", "d", Role.SERVICE, "a", Scope.SERVICE, "p1", false, null);
        InvitationWithAccess shown = new InvitationWithAccess(received, details);
        for (Object record : List.of(
                details,
                new NewServiceInvitation(null, "p1", "b", details),
                sent,
                shown,
                new InvitationList(List.of(sent), List.of(received), List.of(shown)))) {
            assertThat(record.toString()).doesNotContain("secret").contains("web at I33");
        }
        assertThat(new InfluxConfig("http://i", "the-secret", "o", "[]", 1, null, null).toString())
                .contains("http://i")
                .doesNotContain("secret");
        assertThat(new AccountToken("the-secret").toString()).doesNotContain("secret");
    }

    @Test
    void theNameOfAServiceIsTheLastPartOfItsRouteOrAllOfIt() {
        assertThat(access("/service/web", "").service()).isEqualTo("web");
        assertThat(access("web", "").service()).isEqualTo("web");
        assertThat(access("", "").service()).isEmpty();
        assertThat(access("/worker/web", "").service()).isEqualTo("/worker/web");
    }

    @Test
    void theFieldsOfAServiceInvitationAreThoseOfItsDetailsShifted() {
        ServiceAccessDetails details = access("web", "t");
        String fields = "5820" + ELEVENS + "%s622f70%s5820" + "22".repeat(32) + "%s622f61%s5820" + "33".repeat(32)
                + "%s63776562%s6174";
        assertThat(hex(details.encode())).isEqualTo("a701" + fields.formatted("02", "03", "04", "05", "06", "07"));
        assertThat(hex(new NewServiceInvitation(null, "p", "b", details).encode()))
                .isEqualTo("a902617003616204" + fields.formatted("05", "06", "07", "08", "09", "0a"));
        assertThat(hex(new NewServiceInvitation("d", "p", "b", details).encode()))
                .isEqualTo("aa01616402617003616204" + fields.formatted("05", "06", "07", "08", "09", "0a"));
    }

    @Test
    void keysBesideThoseOfAServiceInvitationAreNotItsDetails() {
        // 11 to 14 would be fields of the details if only shifted.
        String body = hex(new NewServiceInvitation(null, "p", "b", access("web", "t")).encode());
        NewServiceInvitation read = NewServiceInvitation.decode(
                in("ae" + body.substring(2) + "0b01" + "0c01" + "0d01" + "186701" + "1bfffffffffffffffff6"));
        assertThat(hex(read.encode())).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"581f", "5821", "5800", "40", "7820"})
    void anIdentifierHas32Bytes(String head) {
        int length = head.length() == 4 ? Integer.parseInt(head.substring(2), 16) : 0;
        String wrong = head + "61".repeat(length);
        String good = hex(access("web", "t").encode());
        for (String key : List.of("01", "03", "05")) {
            String identifier = switch (key) {
                case "01" -> "11";
                case "03" -> "22";
                default -> "33";
            };
            String changed = good.replace(key + "5820" + identifier.repeat(32), key + wrong);
            assertThat(changed).isNotEqualTo(good);
            assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> ServiceAccessDetails.decode(in(changed)));
        }
    }

    @Test
    void absentListsAreEmptyOnes() {
        InvitationList empty = new InvitationList(List.of(), List.of(), List.of());
        assertThat(hex(empty.encode())).isEqualTo("a3018002800380");
        for (String bytes : List.of("a0", "a101f6", "a10180", "a3018002800380", "bf02f6ff", "a303f602f601f6")) {
            assertThat(InvitationList.decode(in(bytes))).isEqualTo(empty);
        }
    }

    @Test
    void oneBadInvitationSpoilsTheList() {
        String good = "a7 016161 026164 0302 046162 0501 066170 07f4";
        assertThat(InvitationList.decode(in("a1 02 82" + good + good)).received())
                .hasSize(2);
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> InvitationList.decode(in("a1 02 82" + good + good.replace("0302", "0303"))));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> InvitationList.decode(in("a1 02 82" + good + good.replace("07f4", "0700"))));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> InvitationList.decode(in("a1 02 83" + good + good)));
    }

    @Test
    void aReceivedInvitationShowsWhatThePortalIs() {
        ReceivedInvitation received = new ReceivedInvitation(
                "a", "d", Role.SERVICE, "b", Scope.SERVICE, "p", false, new PortalText("Wiki", "http", null));
        String bytes = "a8 016161 026164 0302 046162 0501 066170 07f4 1864 a2016457696b69026468747470";
        assertThat(hex(received.encode())).isEqualTo(bytes.replace(" ", ""));
        assertThat(ReceivedInvitation.decode(in(bytes))).isEqualTo(received);
    }

    @Test
    void aClientOfOckamFindsItsFieldsBeforeOurs() {
        String plain =
                hex(new ReceivedInvitation("a", "d", Role.SERVICE, "b", Scope.SERVICE, "p", false, null).encode());
        String ours = hex(
                new ReceivedInvitation("a", "d", Role.SERVICE, "b", Scope.SERVICE, "p", false, Samples.TEXT).encode());
        assertThat(ours).startsWith("a8" + plain.substring(2) + "1864");
    }

    @Test
    void anInvitationToAProjectHasNoAccess() {
        SentInvitation sent = new SentInvitation("i", "d", Role.ADMIN, 1, "b", 1, Scope.PROJECT, "p", 0, null);
        String bytes = "a9 016169 026164 0300 0401 056162 0601 0700 086170 0900";
        assertThat(hex(sent.encode())).isEqualTo(bytes.replace(" ", ""));
        assertThat(SentInvitation.decode(in(bytes))).isEqualTo(sent);
        assertThat(SentInvitation.decode(in("aa" + bytes.substring(2) + "0af6")))
                .isEqualTo(sent);
    }

    @Test
    void anInvitationKeepsItsRecipientAsItWasWritten() {
        NewInvitation invitation = new NewInvitation(null, Role.GUEST, "Bob+x@Example.ORG ", null, Scope.PROJECT, "p");
        assertThat(NewInvitation.decode(new CborReader(invitation.encode())).recipient())
                .isEqualTo("Bob+x@Example.ORG ");
    }

    @Test
    void anInvitationToASpaceOrProjectHasItsBytes() {
        NewInvitation all = new NewInvitation("d", Role.GUEST, "b", 3L, Scope.PROJECT, "p");
        assertThat(hex(all.encode())).isEqualTo("a6016164020103616204030500066170");
        assertThat(NewInvitation.decode(in("a6016164020103616204030500066170"))).isEqualTo(all);
        NewInvitation least = new NewInvitation(null, Role.GUEST, "b", null, Scope.PROJECT, "p");
        assertThat(NewInvitation.decode(in("a6 01f6 0201 036162 04f6 0500 066170")))
                .isEqualTo(least);
        assertThat(hex(least.encode())).isEqualTo("a402010361620500066170");
    }

    @Test
    void whatIsAskedAboutChangesIsARevision() {
        assertThat(hex(new ChangesRequest(0).encode())).isEqualTo("a10100");
        assertThat(hex(new ChangesRequest(300).encode())).isEqualTo("a10119012c");
        assertThat(ChangesRequest.decode(in("a10119012c"))).isEqualTo(new ChangesRequest(300));
        assertThat(ChangesReply.decode(in("a1011b7fffffffffffffff"))).isEqualTo(new ChangesReply(Long.MAX_VALUE));
        assertThat(hex(new ChangesReply(1).encode())).isEqualTo("a10101");
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> ChangesRequest.decode(in("a1011b8000000000000000")));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> ChangesReply.decode(in("a10120")));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> ChangesReply.decode(in("a0")));
    }

    @Test
    void textsAreBoundedWhoeverMakesTheRecord() {
        String id = "x".repeat(200);
        String email = "x".repeat(320);
        String date = "x".repeat(64);
        String route = "x".repeat(1024);
        assertThat(new NewInvitation(date, Role.ADMIN, email, null, Scope.SPACE, id))
                .isNotNull();
        refused(() -> new NewInvitation(date + "x", Role.ADMIN, "b", null, Scope.SPACE, "s"));
        refused(() -> new NewInvitation(null, Role.ADMIN, email + "x", null, Scope.SPACE, "s"));
        refused(() -> new NewInvitation(null, Role.ADMIN, "b", null, Scope.SPACE, id + "x"));
        assertThat(new NewServiceInvitation(date, id, email, access(route, ""))).isNotNull();
        refused(() -> access(route + "x", ""));
        refused(() -> new NewServiceInvitation(date + "x", "p", "b", access("w", "")));
        refused(() -> new NewServiceInvitation(null, id + "x", "b", access("w", "")));
        refused(() -> new NewServiceInvitation(null, "p", email + "x", access("w", "")));
        refused(() -> new ServiceAccessDetails(of("11"), route + "x", of("22"), "/a", of("33"), "w", "", null));
        refused(() -> new ServiceAccessDetails(of("11"), "/p", of("22"), route + "x", of("33"), "w", "", null));
        refused(() -> new SentInvitation(id + "x", "d", Role.ADMIN, 1, "b", 1, Scope.SPACE, "s", 0, null));
        refused(() -> new SentInvitation("i", date + "x", Role.ADMIN, 1, "b", 1, Scope.SPACE, "s", 0, null));
        refused(() -> new SentInvitation("i", "d", Role.ADMIN, 1, email + "x", 1, Scope.SPACE, "s", 0, null));
        refused(() -> new SentInvitation("i", "d", Role.ADMIN, 1, "b", 1, Scope.SPACE, id + "x", 0, null));
        refused(() -> new ReceivedInvitation(id + "x", "d", Role.ADMIN, "a", Scope.SPACE, "s", false, null));
        refused(() -> new ReceivedInvitation("i", "d", Role.ADMIN, email + "x", Scope.SPACE, "s", false, null));
        refused(() -> new AcceptedInvitation(id + "x", Role.ADMIN, "s"));
        refused(() -> new AcceptedInvitation("i", Role.ADMIN, id + "x"));
        refused(() -> new RedeemInvitation(id + "x"));
    }

    @Test
    void listsAreBoundedAndDoNotChangeBehindTheRecordsBack() {
        ReceivedInvitation received = Samples.RECEIVED;
        List<ReceivedInvitation> list = new ArrayList<>(List.of(received));
        InvitationList invitations = new InvitationList(List.of(), list, List.of());
        list.clear();
        assertThat(invitations.received()).containsExactly(received);
        assertThatThrownBy(() -> invitations.received().clear()).isInstanceOf(UnsupportedOperationException.class);
        for (int i = 0; i <= Body.MAX_LIST; i++) {
            list.add(received);
        }
        refused(() -> new InvitationList(List.of(), list, List.of()));
        list.removeLast();
        assertThat(new InvitationList(List.of(), list, List.of()).received()).hasSize(Body.MAX_LIST);
    }
}
