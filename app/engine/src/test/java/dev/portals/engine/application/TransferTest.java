package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.engine.application.ImportItem.Change;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Trust;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TransferTest {
    private static final String BOB = "bob@example.org";
    private static final String CARL = "carl@example.org";
    private static final String BOBS = "I" + "1".repeat(64);
    private static final String OTHER = "I" + "2".repeat(64);

    @TempDir
    Path directory;

    private FakeOrchestrator orchestrator;
    private Application old;
    private Application fresh;

    @BeforeEach
    void start() throws Exception {
        orchestrator = new FakeOrchestrator();
        old = Application.open(directory.resolve("old"));
        fresh = Application.open(directory.resolve("fresh"));
        done(old.enroll(orchestrator.address(), new SignIn.Code((page, code) -> {})));
    }

    @AfterEach
    void stop() throws Exception {
        old.close();
        fresh.close();
        orchestrator.close();
    }

    @Test
    void aFreshHomeBecomesEqual() throws Exception {
        Portal web = done(old.openPortal("Web démo", "127.0.0.1:3000", "http", "a note"));
        done(old.editPortal(web.name(), PortalChange.NONE.withVerifiedOnly(true)));
        done(old.openPortal("ssh", "22", null, null));
        done(old.pausePortal("ssh"));
        done(old.pinFriend(BOB, BOBS));
        done(old.verifyFriend(BOB, BOBS));
        done(old.renameFriend(BOB, "Bob", "from work"));
        done(old.pinFriend(CARL, OTHER));
        done(old.blockFriend(CARL, true));

        String export = done(old.exportData());
        List<ImportItem> preview = done(fresh.previewImport(export));
        assertThat(preview).hasSize(4).allMatch(item -> item.change() == Change.NEW);
        assertThat(fresh.state().friends()).isEmpty();

        done(fresh.enroll(orchestrator.address(), new SignIn.Code((page, code) -> {})));
        assertThat(done(fresh.importData(export, keys(preview)))).allMatch(ImportItem::isChange);
        assertThat(fresh.saved().portals().stream().map(TransferTest::shown).toList())
                .isEqualTo(
                        old.saved().portals().stream().map(TransferTest::shown).toList());
        assertThat(trusted(fresh)).isEqualTo(trusted(old));
        assertThat(done(fresh.previewImport(export))).noneMatch(ImportItem::isChange);
        assertThat(done(fresh.previewImport(export))).allMatch(item -> item.change() == Change.SAME);
    }

    @Test
    void thereAreNoSecretsInIt() throws Exception {
        done(old.openPortal("web", "3000", null, null));
        done(old.pinFriend(BOB, BOBS));
        String export = done(old.exportData());
        assertThat(export.replace(BOBS, "")).doesNotContainPattern("[0-9A-Za-z+/_-]{24,}");
    }

    @Test
    void whatIsVerifiedHereIsNeverOverwritten() throws Exception {
        done(old.pinFriend(BOB, OTHER));
        done(old.verifyFriend(BOB, OTHER));
        done(fresh.enroll(orchestrator.address(), new SignIn.Code((page, code) -> {})));
        done(fresh.pinFriend(BOB, BOBS));
        done(fresh.verifyFriend(BOB, BOBS));
        String export = done(old.exportData());
        done(fresh.importData(export, keys(done(fresh.previewImport(export)))));
        assertThat(trusted(fresh))
                .containsExactly("bob@example.org  false [" + BOBS + "=VERIFIED, " + OTHER + "=CHANGED]");
        assertThat(fresh.state().friends().getFirst().trust()).isNotEqualTo(Trust.UNKNOWN);
    }

    @Test
    void onlyWhatIsChosenIsImported() throws Exception {
        done(old.pinFriend(BOB, BOBS));
        done(old.pinFriend(CARL, OTHER));
        done(fresh.importData(done(old.exportData()), Set.of("friend/" + CARL)));
        assertThat(fresh.state().friends()).extracting(Friend::email).containsExactly(CARL);
    }

    @Test
    void aPortalWithoutAnAccountIsSaidToNeedOne() throws Exception {
        done(old.openPortal("web", "3000", null, null));
        String export = done(old.exportData());
        assertThat(done(fresh.importData(export, Set.of("portal/web"))))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.change()).isEqualTo(Change.KEPT);
                    assertThat(item.sentence()).contains("sign in");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"format\": \"other\", \"version\": 1, \"portals\": [], \"friends\": [], \"reachable\": []}",
                "{\"format\": \"portals-export\", \"version\": 2, \"portals\": [], \"friends\": [], \"reachable\": []}",
                "{\"format\": \"portals-export\", \"version\": 1, \"portals\": [null], \"friends\": [], \"reachable\":"
                        + " []}"
            })
    void whatIsNoExportIsRefused(String text) {
        assertThatThrownBy(() -> done(fresh.previewImport(text))).isInstanceOf(ActionException.class);
    }

    @Test
    void hostileEntriesDoNothing() throws Exception {
        String export = """
            {"format": "portals-export", "version": 1, "portals": [{"title": "", "address": "nowhere"}],
             "friends": [
              {"email": "no address", "name": "", "note": "", "devices": []},
              {"email": "dora@example.org", "name": "Do\\u0000ra", "note": "", "devices": []},
              {"email": "emil@example.org", "name": "", "note": "", "devices": [{"identifier": "I12", "trust": "VERIFIED"}]},
              {"email": "finn@example.org", "name": "", "note": "", "devices": [{"identifier": "%s"}]}],
             "reachable": [{"invitation": "x", "port": 0}, {"invitation": "", "port": 8080}, {"invitation": "y", "port": 70000}]}
            """.formatted(BOBS);
        done(fresh.enroll(orchestrator.address(), new SignIn.Code((page, code) -> {})));
        List<ImportItem> items = done(fresh.importData(export, keys(done(fresh.previewImport(export)))));
        assertThat(items).hasSize(8).allMatch(item -> item.change() == Change.KEPT);
        assertThat(fresh.state().friends()).isEmpty();
        assertThat(fresh.saved().portals()).isEmpty();
        assertThat(fresh.saved().inlets()).isEmpty();
    }

    @Test
    void aPortComesAlongAndOneThatIsHereStays() throws Exception {
        String export = """
            {"format": "portals-export", "version": 1, "portals": [], "friends": [],
             "reachable": [{"invitation": "0af3", "port": 41022, "paused": true, "name": "shell"}]}
            """;
        done(fresh.importData(export, Set.of("port/0af3")));
        assertThat(fresh.saved().inlet("0af3")).contains(new Saved.SavedInlet("0af3", 41022, false, true, "shell"));
        assertThat(done(fresh.importData(export.replace("41022", "41023"), Set.of("port/0af3"))))
                .extracting(ImportItem::change)
                .containsExactly(Change.KEPT);
        assertThat(fresh.saved().inlet("0af3").orElseThrow().port()).isEqualTo(41022);
    }

    private static String shown(Saved.SavedPortal portal) {
        return portal.title()
                + portal.address()
                + portal.scheme()
                + portal.note()
                + portal.paused()
                + portal.verifiedOnly();
    }

    private static List<String> trusted(Application application) {
        return application.state().friends().stream()
                .map(friend -> friend.email() + " " + friend.name() + friend.note() + " " + friend.blocked() + " "
                        + friend.devices().stream()
                                .map(device -> device.identifier() + "=" + device.trust())
                                .toList())
                .toList();
    }

    private static Set<String> keys(List<ImportItem> items) {
        return items.stream().map(ImportItem::key).collect(Collectors.toSet());
    }

    private static <T> T done(CompletableFuture<T> action) throws Exception {
        try {
            return action.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ActionException failure ? failure : e;
        }
    }
}
