package dev.portals.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.vault.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a ticket, by the digests of spec 04 appendix A.4, and tickets that somebody made to do harm. */
class TicketFormsTest {
    private static final String PLAIN = plain();
    private static final String[] FIELDS = PLAIN.split(",");
    private static final String CODE = FIELDS[3];

    private static String plain() {
        try (InputStream in = TicketFormsTest.class.getResourceAsStream("/project/ticket.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String with(int field, String value) {
        String[] fields = FIELDS.clone();
        fields[field] = value;
        return String.join(",", fields);
    }

    private static void refused(String ticket) {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> EnrollmentTicket.parse(ticket))
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(500)
                        .doesNotContain(CODE)
                        .contains(" "));
    }

    /** The JSON that 0.139 prints in hex, and 0.150 with {@code --legacy}. */
    private static String legacy() {
        return "{\"one_time_code\":\"" + CODE
                + "\",\"project\":{\"id\":\"p1\",\"name\":\"default\",\"space_name\":\"\","
                + "\"access_route\":\"" + FIELDS[0] + "\",\"users\":[],\"space_id\":\"\",\"identity\":\"" + FIELDS[1]
                + "\",\"authority_access_route\":\"" + FIELDS[6] + "\",\"authority_identity\":\"" + FIELDS[5]
                + "\",\"version\":null,\"running\":null,\"operation_id\":null,\"user_roles\":[],"
                + "\"project_change_history\":\"" + FIELDS[4] + "\"}}";
    }

    @Test
    void theExportedFormHasTheSpecifiedDigest() {
        EnrollmentTicket ticket = EnrollmentTicket.parse(PLAIN);
        assertThat(sha256(ticket.toHex()))
                .isEqualTo("ab015a9cbc2340fd5961423c73cc2214b091b96f3d74d739a2bf05c9ffa44555");
        assertThat(ticket.toHex()).isLowerCase().hasSize(1564);
        assertThat(ticket.toText()).hasSize(782);
    }

    @Test
    void theHexOfTheLegacyFormIsTakenOffForWhoeverReadsJson() {
        String hex = hex(legacy());
        assertThat(sha256(hex)).isEqualTo("ce6d581cccdb87e1dbb2a70223a96f117a0b1457ff9a9bcfcea719aea86e030f");
        assertThat(hex).hasSize(2094).startsWith("7b226f6e655f74696d655f636f646522");
        assertThat(EnrollmentTicket.plainText(hex)).isEqualTo(legacy());
        assertThat(EnrollmentTicket.plainText("\n" + hex.toUpperCase(Locale.ROOT) + " "))
                .isEqualTo(legacy());
        assertThat(EnrollmentTicket.plainText(" " + legacy() + "\r\n")).isEqualTo(legacy());
    }

    @Test
    void jsonIsNotTakenForTheSevenFields() {
        refused(legacy());
        refused(hex(legacy()));
    }

    @Test
    void theFieldsOfAnotherFormMakeTheSameTicket() {
        EnrollmentTicket plain = EnrollmentTicket.parse(PLAIN);
        Identifier identifier = Identifier.parse(FIELDS[1]);
        assertThat(EnrollmentTicket.of(null, FIELDS[0], identifier, FIELDS[2], CODE, FIELDS[4], FIELDS[5], FIELDS[6]))
                .isEqualTo(plain)
                .hasSameHashCodeAs(plain);
        assertThat(EnrollmentTicket.of("p1", FIELDS[0], identifier, FIELDS[2], CODE, FIELDS[4], FIELDS[5], FIELDS[6]))
                .isEqualTo(plain);
    }

    @Test
    void anIdThatIsToldCountsMoreThanTheOneInTheRoute() {
        EnrollmentTicket ticket = EnrollmentTicket.of(
                "b7f1", FIELDS[0], Identifier.parse(FIELDS[1]), FIELDS[2], CODE, FIELDS[4], FIELDS[5], FIELDS[6]);
        assertThat(ticket.project().id()).isEqualTo("b7f1");
        assertThat(EnrollmentTicket.parse(ticket.toText()).project().id()).isEqualTo("p1");
    }

    @Test
    void capitalDigitsAndSpaceInsideTheFieldsChangeNothing() {
        EnrollmentTicket ticket = EnrollmentTicket.parse(PLAIN);
        for (int field : new int[] {3, 4, 5}) {
            assertThat(EnrollmentTicket.parse(with(field, FIELDS[field].toUpperCase(Locale.ROOT))))
                    .isEqualTo(ticket);
        }
        for (int field = 0; field < FIELDS.length; field++) {
            assertThat(EnrollmentTicket.parse(with(field, " " + FIELDS[field] + "\t")))
                    .isEqualTo(ticket);
        }
    }

    @Test
    void aTicketInHexInHexIsRefused() {
        refused(hex(hex(PLAIN)));
    }

    @Test
    void sixFieldsOfAnOldTicketAreRefusedAndEightToo() {
        refused(PLAIN.substring(0, PLAIN.lastIndexOf(',')));
        refused(PLAIN + ",");
        refused(PLAIN + ",/service/api");
        refused("," + PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "0, p1",
        "0, /dnsaddr/p1.example.org/tcp/70000/service/p1/service/api",
        "0, /foo/p1",
        "0, /ip4/127.0.0.1/tcp/4000",
        "0, /service/",
        "0, self",
        "0, /dnsaddr//tcp/4000",
        "0, /dnsaddr/.example.org/tcp/4000",
        "1, 923829d0397a06fa862be5a87b7966959b8ef99ab6455b843ca9131a747b4819",
        "1, i923829d0397a06fa862be5a87b7966959b8ef99ab6455b843ca9131a747b4819",
        "1, P923829d0397a06fa862be5a87b7966959b8ef99ab6455b843ca9131a747b4819",
        "1, I923829d0397a06fa862be5a87b7966959b8ef99a",
        "2, a/b",
        "2, a b",
        "2, a#b",
        "2, a\u0000b",
        "2, a\u007fb",
        "3, 00",
        "3, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
        "3, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
        "3, 0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "3, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g",
        "4, 80",
        "4, 81",
        "4, 9bffffffffffffffff",
        "4, ff",
        "4, 00",
        "5, 80",
        "5, 9b7fffffffffffffff",
        "5, 5b7fffffffffffffff",
        "5, xyz",
        "6, api",
        "6, /tcp/-1",
    })
    void aFieldThatIsWrongIsRefusedWithoutTellingTheCode(int field, String value) {
        refused(with(field, value));
        refused(hex(with(field, value)));
    }

    @Test
    void aBareNameWithManyCharactersIsRefused() {
        assertThat(EnrollmentTicket.parse(with(2, "n".repeat(Project.MAX_NAME)))
                        .project()
                        .name())
                .hasSize(Project.MAX_NAME);
        refused(with(2, "n".repeat(Project.MAX_NAME + 1)));
        refused(with(0, "/service/" + "i".repeat(Project.MAX_NAME + 1)));
    }

    @Test
    void theProjectsIdentityCanNotBeExchangedForTheAuthoritys() {
        refused(with(4, FIELDS[5]));
        refused(with(1, "I3dd461c06600ec6bd4ac9197f9f65e0cea5b64e7a0e12275abfd4bc297aa3bbc"));
    }

    @Test
    void aHistoryThatEndsAnywhereIsRefused() {
        for (int field : new int[] {4, 5}) {
            for (int length = 0; length < FIELDS[field].length(); length += 3) {
                refused(with(field, FIELDS[field].substring(0, length)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c328", "eda080", "f8888080", "c0af", "80", "2cff"})
    void hexOfSomethingThatIsNoTextIsRefused(String hex) {
        refused(hex);
    }

    @Test
    void theLongestTicketIsReadWithoutHarm() {
        refused(",".repeat(EnrollmentTicket.MAX_LENGTH));
        refused("f".repeat(EnrollmentTicket.MAX_LENGTH));
        refused("2c".repeat(EnrollmentTicket.MAX_LENGTH / 2));
        refused("a".repeat(EnrollmentTicket.MAX_LENGTH - 1));
        refused(" ".repeat(EnrollmentTicket.MAX_LENGTH + 1));
        refused(with(4, "81".repeat(20_000)));
        refused(with(4, "9f".repeat(20_000)));
        refused(with(0, "/service/x".repeat(1_700)));
    }

    @Test
    void damagedHexNeverEscapesTheFailureType() {
        Random random = new Random(11);
        String hex = hex(PLAIN);
        int read = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(hex);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, Character.forDigit(random.nextInt(16), 16));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, (char) random.nextInt(0x3000));
                }
            }
            try {
                EnrollmentTicket.parse(text.toString());
                read++;
            } catch (DecodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void aProjectNeedsAddressesWithPartsAndWithoutComma() {
        Project project = EnrollmentTicket.parse(PLAIN).project();
        ChangeHistory history = project.history();
        ChangeHistory authority = project.authority();
        MultiAddr route = project.route();
        assertThat(Project.at(route, "default", history, authority, project.authorityRoute()))
                .isEqualTo(project);
        for (MultiAddr unfit : new MultiAddr[] {MultiAddr.parse(""), MultiAddr.parse("/service/a,b")}) {
            assertThatExceptionOfType(DecodeException.class)
                    .isThrownBy(() -> new Project("p1", "default", unfit, history, authority, route));
            assertThatExceptionOfType(DecodeException.class)
                    .isThrownBy(() -> new Project("p1", "default", route, history, authority, unfit));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a,b",
                "a/b",
                "a#b",
                "a\n",
                "\u0085",
                "\u0000",
                "\u00a0",
                "a\u202eb",
                "\ud800",
                "\u2028"
            })
    void aNameThatCanNotStandInAnAddressIsRefused(String name) {
        Project project = EnrollmentTicket.parse(PLAIN).project();
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> new Project(
                        name,
                        "default",
                        project.route(),
                        project.history(),
                        project.authority(),
                        project.authorityRoute()));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> new Project(
                        "p1", name, project.route(), project.history(), project.authority(), project.authorityRoute()));
    }
}
