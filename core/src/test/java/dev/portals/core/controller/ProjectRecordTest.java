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
import dev.portals.core.identity.Identity;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.Project;
import dev.portals.vault.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project's record while the project is made, when it is ready, and when its parts don't fit together. */
class ProjectRecordTest {
    private static final MultiAddr ROUTE = MultiAddr.parse("/dnsaddr/p1.example.org/tcp/4000/service/p1/service/api");
    private static final MultiAddr AUTHORITY_ROUTE =
            MultiAddr.parse("/dnsaddr/p1.example.org/tcp/4000/service/p1/service/authority/service/api");
    private static final Identity NODE = Samples.NODE;
    private static final Identity AUTHORITY = Samples.SHARER.create(SigningAlgorithm.ED25519);

    private final ProjectRecord starting = ProjectRecord.starting(
            "p1",
            "default",
            "s1",
            "acme",
            List.of("a@example.org"),
            List.of(new UserRole("Ann@Example.org", 7, Role.ADMIN, Scope.SPACE)),
            "1.0.0",
            "op1");
    private final ProjectRecord ready = starting.running(ROUTE, NODE.history(), AUTHORITY_ROUTE, AUTHORITY.history());

    /** The same as the ready one with other nodes. */
    private ProjectRecord with(
            String route, byte[] identifier, String authorityRoute, String authority, String history) {
        CborWriter out = new CborWriter()
                .map(11)
                .uint(1)
                .text("p1")
                .uint(2)
                .text("default")
                .uint(3)
                .text("acme")
                .uint(5)
                .text(route)
                .uint(6)
                .array(0)
                .uint(7)
                .text("s1")
                .uint(16)
                .array(0);
        if (identifier == null) {
            out.uint(8).none();
        } else {
            out.uint(8).bytes(identifier);
        }
        optional(out.uint(9), authorityRoute);
        optional(out.uint(10), authority);
        optional(out.uint(17), history);
        return ProjectRecord.decode(new CborReader(out.toBytes()));
    }

    private static void optional(CborWriter out, String text) {
        if (text == null) {
            out.none();
        } else {
            out.text(text);
        }
    }

    private ProjectRecord whole() {
        return with(
                ROUTE.toString(),
                NODE.identifier().bytes(),
                AUTHORITY_ROUTE.toString(),
                AUTHORITY.history().toHex(),
                NODE.history().toHex());
    }

    private static void cannotBeJoined(ProjectRecord record) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(record::toProject);
    }

    @Test
    void aStartingProjectHasAnEmptyRouteAndNoNodes() {
        assertThat(starting.ready()).isFalse();
        assertThat(starting.accessRoute()).isEmpty();
        assertThat(starting.identifier()).isNull();
        assertThat(starting.authorityRoute()).isNull();
        assertThat(starting.authorityHistory()).isNull();
        assertThat(starting.history()).isNull();
        assertThat(starting.running()).isFalse();
        assertThat(starting.operation()).isEqualTo("op1");
        assertThat(ProjectRecord.decode(new CborReader(starting.encode()))).isEqualTo(starting);
        cannotBeJoined(starting);
    }

    @Test
    void aRunningProjectHasEverythingAtOnce() {
        assertThat(ready.ready()).isTrue();
        assertThat(ready.running()).isTrue();
        assertThat(ready.identifier()).isEqualTo(NODE.identifier());
        assertThat(ready.operation()).isEqualTo("op1");
        assertThat(ready.roles()).isEqualTo(starting.roles());
        assertThat(ready.users()).isEqualTo(starting.users());
        assertThat(ready.spaceId()).isEqualTo("s1");
        assertThat(ready.spaceName()).isEqualTo("acme");
        assertThat(ready.version()).isEqualTo("1.0.0");
        assertThat(ProjectRecord.decode(new CborReader(ready.encode()))).isEqualTo(ready);
    }

    @Test
    void aRunningProjectBecomesOneThatCanBeJoined() {
        Project project = ready.toProject();
        assertThat(project)
                .isEqualTo(new Project("p1", "default", ROUTE, NODE.history(), AUTHORITY.history(), AUTHORITY_ROUTE));
        assertThat(project.authorityIdentifier()).isEqualTo(AUTHORITY.identifier());
        assertThat(whole().toProject()).isEqualTo(project);
    }

    @Test
    void addOnsAreShownWhileTheyAreOn() {
        KafkaConfig kafka = new KafkaConfig("k:9092");
        OktaConfig okta = new OktaConfig("https://t.example/", "PEM", "cid", List.of());
        ProjectRecord both = ready.with(okta, kafka);
        assertThat(both.okta()).isEqualTo(okta);
        assertThat(both.kafka()).isEqualTo(kafka);
        assertThat(both.with(null, null)).isEqualTo(ready);
        assertThat(both.running(ROUTE, NODE.history(), AUTHORITY_ROUTE, AUTHORITY.history()))
                .isEqualTo(both);
        assertThat(hex(both.encode()))
                .contains("0ba4017268747470733a2f2f742e6578616d706c652f026350454d03636369640480")
                .contains("0ca101666b3a39303932");
    }

    @Test
    void aProjectIsReadyOnlyWithAllOfItsNodes() {
        String route = ROUTE.toString();
        String authorityRoute = AUTHORITY_ROUTE.toString();
        byte[] identifier = NODE.identifier().bytes();
        String authority = AUTHORITY.history().toHex();
        String history = NODE.history().toHex();
        assertThat(whole().ready()).isTrue();
        for (ProjectRecord record : List.of(
                with("", identifier, authorityRoute, authority, history),
                with(route, null, authorityRoute, authority, history),
                with(route, identifier, null, authority, history),
                with(route, identifier, authorityRoute, null, history),
                with(route, identifier, authorityRoute, authority, null))) {
            assertThat(record.ready()).isFalse();
            cannotBeJoined(record);
        }
    }

    @Test
    void anIdentifierThatIsNotThatOfTheHistoryIsRefused() {
        ProjectRecord other = with(
                ROUTE.toString(),
                of("11").bytes(),
                AUTHORITY_ROUTE.toString(),
                AUTHORITY.history().toHex(),
                NODE.history().toHex());
        assertThat(other.ready()).isTrue();
        cannotBeJoined(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "8", "", "80", "00", "81", "not hex at all"})
    void aHistoryThatIsNoneIsRefusedWhenTheProjectIsJoined(String history) {
        byte[] identifier = NODE.identifier().bytes();
        String good = NODE.history().toHex();
        cannotBeJoined(with(ROUTE.toString(), identifier, AUTHORITY_ROUTE.toString(), good, history));
        cannotBeJoined(with(ROUTE.toString(), identifier, AUTHORITY_ROUTE.toString(), history, good));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1", "/dnsaddr/h/tcp/99999", "/nothing/h", "/dnsaddr/a,b/tcp/1"})
    void aRouteThatIsNoAddressIsRefusedWhenTheProjectIsJoined(String route) {
        byte[] identifier = NODE.identifier().bytes();
        String history = NODE.history().toHex();
        cannotBeJoined(with(route, identifier, AUTHORITY_ROUTE.toString(), history, history));
        cannotBeJoined(with(ROUTE.toString(), identifier, route, history, history));
    }

    @Test
    void anEmptyAuthoritysRouteIsRefusedAtOnce() {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> with("", null, "", null, null))
                .withMessageContaining("authority");
    }

    @Test
    void anAdministratorIsFoundWhateverTheCaseAndScope() {
        ProjectRecord record = ProjectRecord.starting(
                "p1",
                "default",
                "s1",
                "acme",
                List.of(),
                List.of(
                        new UserRole("Ann@Example.org", 7, Role.ADMIN, Scope.SPACE),
                        new UserRole("bob@example.org", 8, Role.GUEST, Scope.PROJECT),
                        new UserRole("cid@example.org", 9, Role.SERVICE, Scope.SERVICE),
                        new UserRole("dora@example.org", 10, Role.ADMIN, Scope.SERVICE)),
                null,
                null);
        assertThat(record.isAdministeredBy("ann@example.org")).isTrue();
        assertThat(record.isAdministeredBy("DORA@EXAMPLE.ORG")).isTrue();
        assertThat(record.isAdministeredBy("bob@example.org")).isFalse();
        assertThat(record.isAdministeredBy("cid@example.org")).isFalse();
        assertThat(record.isAdministeredBy("eve@example.org")).isFalse();
        assertThat(record.isAdministeredBy("")).isFalse();
    }

    @Test
    void listsDoNotChangeBehindTheRecordsBack() {
        List<String> users = new ArrayList<>(List.of("a@example.org"));
        List<UserRole> roles = new ArrayList<>(List.of(Samples.ROLE));
        ProjectRecord record = ProjectRecord.starting("p1", "default", "s1", "acme", users, roles, null, null);
        users.clear();
        roles.clear();
        assertThat(record.users()).hasSize(1);
        assertThat(record.roles()).hasSize(1);
        assertThatThrownBy(() -> record.roles().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> record.users().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theLeastRecordThatAClientOfOckamTakesIsTaken() {
        String least = "a7 01627031 026764656661756c74 036461636d65 0560 0680 07627331 1080";
        ProjectRecord record = ProjectRecord.decode(in(least));
        assertThat(record.running()).isNull();
        assertThat(record.operation()).isNull();
        assertThat(record.roles()).isEmpty();
        assertThat(hex(record.encode())).isEqualTo(least.replace(" ", ""));
    }

    @Test
    void fieldFourIsUnusedAndSkipped() {
        ProjectRecord record = ProjectRecord.decode(
                in("a8 01627031 026764656661756c74 036461636d65 0481a10102 0560 0680 07627331 1080"));
        assertThat(hex(record.encode())).startsWith("a7").doesNotContain("0481");
    }

    @ParameterizedTest
    @ValueSource(strings = {"03", "17", "18ff", "1903e8", "20", "f6", "6561646d696e"})
    void aRoleOrScopeOutsideTheListIsRefused(String number) {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> UserRole.decode(in("a4 016161 0207 03" + number + " 0402")));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> UserRole.decode(in("a4 016161 0207 0300 04" + number)));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> Operation.decode(in("a2 016161 02" + number)));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> ListKind.decode(in("a1 01" + (number.equals("03") ? "04" : number))));
    }

    @Test
    void rolesScopesAndStatusesHaveTheirNumbers() {
        assertThat(Role.values()).containsExactly(Role.ADMIN, Role.GUEST, Role.SERVICE);
        assertThat(Scope.values()).containsExactly(Scope.PROJECT, Scope.SERVICE, Scope.SPACE);
        for (Role role : Role.values()) {
            for (Scope scope : Scope.values()) {
                UserRole user = new UserRole("a", 7, role, scope);
                String bytes = "a4016161020703%02x04%02x".formatted(role.ordinal(), scope.ordinal());
                assertThat(hex(user.encode())).isEqualTo(bytes);
                assertThat(UserRole.decode(in(bytes))).isEqualTo(user);
            }
        }
        for (Operation.Status status : Operation.Status.values()) {
            String bytes = "a2016161020" + status.ordinal();
            assertThat(Operation.decode(in(bytes))).isEqualTo(new Operation("a", status));
            assertThat(hex(new Operation("a", status).encode())).isEqualTo(bytes);
        }
    }

    @Test
    void rolesAndScopesHaveTheNamesOfTheCommand() {
        assertThat(Role.values()).extracting(Role::text).containsExactly("admin", "guest", "service_user");
        assertThat(Scope.values()).extracting(Scope::text).containsExactly("project", "service", "space");
    }

    @Test
    void aUserIdIsAsLargeAsALong() {
        UserRole user = new UserRole("a", Long.MAX_VALUE, Role.ADMIN, Scope.SPACE);
        assertThat(UserRole.decode(new CborReader(user.encode()))).isEqualTo(user);
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> UserRole.decode(in("a4 016161 021b8000000000000000 0300 0402")));
    }
}
