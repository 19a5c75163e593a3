package dev.portals.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.multiaddr.MultiAddr;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets against the derived vectors of spec 04 appendix A.4. */
class EnrollmentTicketTest {
    private static final String PLAIN = plain();
    private static final String HEX = HexFormat.of().formatHex(PLAIN.getBytes(StandardCharsets.UTF_8));

    private static String plain() {
        try (InputStream in = EnrollmentTicketTest.class.getResourceAsStream("/project/ticket.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyFieldIsRead() {
        EnrollmentTicket ticket = EnrollmentTicket.parse(PLAIN);
        assertThat(ticket.project().id()).isEqualTo("p1");
        assertThat(ticket.project().name()).isEqualTo("default");
        assertThat(ticket.project().route()).hasToString("/dnsaddr/p1.example.org/tcp/4000/service/p1/service/api");
        assertThat(ticket.project().authorityRoute())
                .hasToString("/dnsaddr/p1.example.org/tcp/4000/service/p1/service/authority/service/api");
        assertThat(ticket.project().identifier())
                .hasToString("I923829d0397a06fa862be5a87b7966959b8ef99ab6455b843ca9131a747b4819");
        assertThat(ticket.project().authorityIdentifier())
                .hasToString("I3dd461c06600ec6bd4ac9197f9f65e0cea5b64e7a0e12275abfd4bc297aa3bbc");
        assertThat(ticket.code().toHex()).isEqualTo("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    }

    @Test
    void theTextsAreTheSpecifiedOnes() {
        EnrollmentTicket ticket = EnrollmentTicket.parse(PLAIN);
        assertThat(ticket.toText()).isEqualTo(PLAIN);
        assertThat(ticket.toHex()).isEqualTo(HEX).startsWith("2f646e7361646472").hasSize(1564);
    }

    @Test
    void hexAndSpaceAroundChangeNothing() {
        EnrollmentTicket ticket = EnrollmentTicket.parse(PLAIN);
        assertThat(EnrollmentTicket.parse(HEX)).isEqualTo(ticket);
        assertThat(EnrollmentTicket.parse("  " + HEX.toUpperCase(java.util.Locale.ROOT) + "\n"))
                .isEqualTo(ticket);
        assertThat(EnrollmentTicket.parse("\t" + PLAIN.replace(",", " , ") + "\n"))
                .isEqualTo(ticket);
    }

    @ParameterizedTest
    @CsvSource({
        "/dnsaddr/localhost/tcp/4000/service/p2/service/api, p2",
        "/ip4/127.0.0.1/tcp/4000/service/p3/service/api, p3",
        "/dnsaddr/p4.example.org/tcp/4000/secure/api, p4",
        "/dnsaddr/p5.example.org/tcp/4000/service/api, api",
    })
    void theIdIsTheFirstServiceOrElseTheHostsFirstLabel(String route, String id) {
        assertThat(Project.idIn(MultiAddr.parse(route))).isEqualTo(id);
    }

    @Test
    void aRouteWithoutAnIdIsRefused() {
        MultiAddr route = MultiAddr.parse("/ip4/127.0.0.1/tcp/4000/secure/api");
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Project.idIn(route));
    }

    @Test
    void eachOfTheSevenFieldsIsNeeded() {
        String[] fields = PLAIN.split(",");
        for (int missing = 0; missing < fields.length; missing++) {
            StringBuilder six = new StringBuilder();
            StringBuilder empty = new StringBuilder();
            for (int i = 0; i < fields.length; i++) {
                if (i != missing) {
                    six.append(six.isEmpty() ? "" : ",").append(fields[i]);
                }
                empty.append(i == 0 ? "" : ",").append(i == missing ? "" : fields[i]);
            }
            assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> EnrollmentTicket.parse(six.toString()));
            assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> EnrollmentTicket.parse(empty.toString()));
        }
    }

    @Test
    void anIdentifierOfAnotherIdentityIsRefused() {
        String other = PLAIN.replace("I923829d0", "I923829d1");
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> EnrollmentTicket.parse(other))
                .withMessageContaining("identifier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "ff", "7b7d", ",,,,,,", "00", "abc", "0", "{}"})
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> EnrollmentTicket.parse(text));
    }

    @Test
    void aTicketOfMoreThan64KibiIsRefusedUnread() {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> EnrollmentTicket.parse("a".repeat(EnrollmentTicket.MAX_LENGTH + 1)))
                .withMessageContaining("at most");
    }

    @Test
    void damagedTicketsNeverEscapeTheFailureType() {
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder(PLAIN);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                text.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(0x80)));
            }
            try {
                EnrollmentTicket read = EnrollmentTicket.parse(text.toString());
                assertThat(EnrollmentTicket.parse(read.toText())).isEqualTo(read);
            } catch (DecodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void aCodeShowsItselfOnlyWhenAsked() {
        OneTimeCode code = OneTimeCode.random();
        assertThat(code.toString()).doesNotContain(code.toHex());
        assertThat(OneTimeCode.fromHex(code.toHex())).isEqualTo(code).hasSameHashCodeAs(code);
        assertThat(OneTimeCode.random()).isNotEqualTo(code);
        assertThat(code.digest()).isNotEqualTo(code.bytes());
        assertThat(EnrollmentTicket.parse(PLAIN).toString())
                .doesNotContain(EnrollmentTicket.parse(PLAIN).code().toHex());
    }
}
