package dev.portals.core.controller;

import static dev.portals.core.controller.Vectors.hex;
import static dev.portals.core.controller.Vectors.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, spaces, subscriptions, add-ons and versions. */
class SpacesTest {
    private static void refused(Runnable making) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(making::run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "20", "f6", "40"})
    void onlyABearersTokenIsTaken(String type) {
        assertThat(AccountToken.decode(in("a2 0100 026161")).token()).isEqualTo("a");
        refused(() -> AccountToken.decode(in("a2 01" + type + " 026161")));
    }

    @Test
    void aTokenIsBounded() {
        assertThat(new AccountToken("x".repeat(8 * 1024))).isNotNull();
        refused(() -> new AccountToken("x".repeat(8 * 1024 + 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 74323032352d30312d30315430303a30303a30305a",
                "04 1a67748580",
                "04 f6",
                "04 20",
                "04 1b7fffffffffffffff",
                "05 1a6786fa80",
                "03 63617773",
                "03 f6"
            })
    void whatElseASubscriptionHasIsSkipped(String field) {
        String subscription = "a3 01654261736963 02f4 " + field;
        assertThat(Subscription.decode(in(subscription))).isEqualTo(Subscription.BASIC);
        assertThat(Space.decode(in("a4 016173 026161 0380 04" + subscription)).subscription())
                .isEqualTo(Subscription.BASIC);
        assertThat(hex(Subscription.decode(in(subscription)).encode())).isEqualTo("a20165426173696302f4");
    }

    @Test
    void aSubscriptionOfAnyNameIsTaken() {
        for (String name : List.of("Platinum", "Gold", "", "anything else")) {
            Subscription subscription = new Subscription(name, true);
            assertThat(Subscription.decode(new CborReader(subscription.encode())))
                    .isEqualTo(subscription);
        }
        assertThat(Subscription.BASIC).isEqualTo(new Subscription("Basic", false));
    }

    @Test
    void aSpaceWithoutSubscriptionIsOneOfTheOldKind() {
        Space space = Space.decode(in("a3 016173 026161 0380"));
        assertThat(space.subscription()).isNull();
        assertThat(Space.decode(in("a4 016173 026161 0380 04f6"))).isEqualTo(space);
        refused(() -> Space.decode(in("a4 016173 026161 0380 04a0")));
        refused(() -> Space.decode(in("a4 016173 026161 0380 04a101654261736963")));
        refused(() -> Space.decode(in("a4 016173 026161 0380 0480")));
    }

    @Test
    void usersOfASpaceAreTextsInTheirOrder() {
        assertThat(Space.decode(in("a3 016173 026161 0383 6162 6161 6162")).users())
                .containsExactly("b", "a", "b");
        assertThat(Space.decode(in("a3 016173 026161 039f 6162 ff")).users()).containsExactly("b");
        for (String users : List.of("8101", "81f6", "814161", "a0", "6161", "826161", "81816161", "f6")) {
            refused(() -> Space.decode(in("a3 016173 026161 03" + users)));
            refused(() -> NewSpace.decode(in("a2 016173 02" + users)));
            refused(() -> NewProject.decode(in("a2 016173 03" + users)));
        }
    }

    @Test
    void aNewProjectDoesNotUseItsSecondField() {
        NewProject project = NewProject.decode(in("a3 016161 02816162 03816163"));
        assertThat(project).isEqualTo(new NewProject("a", List.of("c")));
        assertThat(hex(project.encode())).isEqualTo("a201616103816163");
    }

    @Test
    void listsDoNotChangeBehindTheRecordsBack() {
        List<String> users = new ArrayList<>(List.of("a@example.org"));
        NewSpace newSpace = new NewSpace("acme", users);
        NewProject newProject = new NewProject("default", users);
        Space space = new Space("s1", "acme", users, null);
        OktaConfig okta = new OktaConfig("https://t.example/", "PEM", "cid", users);
        users.add("b@example.org");
        assertThat(newSpace.users()).hasSize(1);
        assertThat(newProject.users()).hasSize(1);
        assertThat(space.users()).hasSize(1);
        assertThat(okta.attributes()).hasSize(1);
        assertThatThrownBy(() -> space.users().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void textsAreBoundedWhoeverMakesTheRecord() {
        String name = "x".repeat(200);
        String email = "x".repeat(320);
        assertThat(new Space(name, name, List.of(email), new Subscription(name, false)))
                .isNotNull();
        refused(() -> new Space(name + "x", "a", List.of(), null));
        refused(() -> new Space("s", name + "x", List.of(), null));
        refused(() -> new Space("s", "a", List.of("b", email + "x"), null));
        refused(() -> new Subscription(name + "x", false));
        refused(() -> new NewSpace(name + "x", List.of()));
        refused(() -> new NewSpace("a", List.of(email + "x")));
        refused(() -> new NewProject(name + "x", List.of()));
        refused(() -> new NewProject("a", List.of(email + "x")));
        refused(() -> new AdminInfo(email + "x"));
        refused(() -> new UserRole(email + "x", 1, Role.ADMIN, Scope.SPACE));
        refused(() -> new Operation(name + "x", Operation.Status.STARTED));
        refused(() -> new StartedOperation(name + "x"));
        refused(() -> new DisableAddon(name + "x"));
        refused(() -> new Addon(name + "x", "", true));
        refused(() -> new Addon("a", "x".repeat(2049), true));
        refused(() -> new KafkaConfig("x".repeat(2049)));
        refused(() -> new OktaConfig("x".repeat(2049), "", "", List.of()));
        refused(() -> new OktaConfig("", "x".repeat(65_537), "", List.of()));
        refused(() -> new OktaConfig("", "", name + "x", List.of()));
        refused(() -> new OktaConfig("", "", "", List.of(name + "x")));
        refused(() -> new InfluxConfig("x".repeat(2049), "", "", "", 1, null, null));
        refused(() -> new InfluxConfig("", "x".repeat(8193), "", "", 1, null, null));
        refused(() -> new InfluxConfig("", "", "", "", 1, "x".repeat(65_537), null));
        refused(() -> new InfluxConfig("", "", "", "", 1, null, "x".repeat(65_537)));
        refused(() -> new VersionInfo(name + "x", null));
        refused(() -> new VersionInfo(null, name + "x"));
    }

    @Test
    void aListOfMoreThan10000IsRefused() {
        CborWriter out = new CborWriter().array(Body.MAX_LIST + 1);
        for (int i = 0; i <= Body.MAX_LIST; i++) {
            new AdminInfo("a").encode(out);
        }
        byte[] tooMany = out.toBytes();
        refused(() -> Body.decodeList(new CborReader(tooMany), AdminInfo::decode));
        byte[] most = Body.encodeList(Collections.nCopies(Body.MAX_LIST, new AdminInfo("a")));
        assertThat(Body.decodeList(new CborReader(most), AdminInfo::decode)).hasSize(Body.MAX_LIST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a0", "01", "6161", "f6", "81", "9f", "81f6", "8101", "82a1016161", "9b7fffffffffffffff"})
    void whatIsNoListOfBodiesIsRefused(String bytes) {
        refused(() -> Body.decodeList(in(bytes), AdminInfo::decode));
    }

    @Test
    void versionsMayBeUnknown() {
        assertThat(hex(new VersionInfo(null, null).encode())).isEqualTo("a0");
        assertThat(hex(new VersionInfo(null, "1").encode())).isEqualTo("a1026131");
        assertThat(VersionInfo.decode(in("a0"))).isEqualTo(new VersionInfo(null, null));
        assertThat(VersionInfo.decode(in("a201f602f6"))).isEqualTo(new VersionInfo(null, null));
        assertThat(VersionInfo.decode(in("a1026131")).project()).isEqualTo("1");
    }

    @Test
    void theLeaseOfATokenMayBeAnySignedNumber() {
        String rest = "a5 016161 026162 036163 046164 05";
        assertThat(InfluxConfig.decode(in(rest + "20")).maxTtlSeconds()).isEqualTo(-1);
        InfluxConfig all = new InfluxConfig("a", "b", "c", "d", -1, "u", "v");
        assertThat(hex(all.encode())).isEqualTo("a70161610261620361630461640520066175076176");
        assertThat(InfluxConfig.decode(new CborReader(all.encode()))).isEqualTo(all);
    }

    @Test
    void anAddOnHasItsBytes() {
        assertThat(hex(new Addon("a", "b", true).encode())).isEqualTo("a301616102616203f5");
        assertThat(Addon.decode(in("a301616102616203f5"))).isEqualTo(new Addon("a", "b", true));
        refused(() -> Addon.decode(in("a3016161026162 0301")));
        refused(() -> Addon.decode(in("a3016161026162 03f7")));
    }

    @Test
    void anOktaTenantMayHaveNoAttributes() {
        OktaConfig okta = new OktaConfig("a", "b", "c", List.of());
        assertThat(hex(okta.encode())).isEqualTo("a40161610261620361630480");
        assertThat(OktaConfig.decode(in("a40161610261620361630480"))).isEqualTo(okta);
    }
}
