package dev.portals.desktop.tray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.look.Icons;
import dev.portals.desktop.platform.MenuEntry;
import dev.portals.desktop.platform.TrayContent;
import dev.portals.engine.state.ApplicationState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrayPresenterTest {
    private final FakeDesk fake = new FakeDesk();
    private final TrayPresenter presenter = new TrayPresenter(fake.desk(), () -> fake.ways.add("open"));

    @Test
    void theIconTellsTheTruth() {
        assertThat(icon(Sample.nobody())).isEqualTo("tray-not-enrolled");
        assertThat(icon(Sample.empty())).isEqualTo("tray-connected");
        assertThat(icon(Sample.busy())).isEqualTo("tray-attention");
        assertThat(icon(Sample.offline())).isEqualTo("tray-offline");
    }

    @Test
    void everyIconIsDrawn() {
        for (TrayPresenter.Icon icon : TrayPresenter.Icon.values()) {
            assertThat(Icons.shape(icon.picture()).parts()).isNotEmpty();
        }
    }

    @Test
    void theNameSaysWhatTheIconShows() {
        assertThat(presenter.of(Sample.nobody()).tooltip()).isEqualTo("Portals — not signed in");
        assertThat(presenter.of(Sample.lonely()).tooltip()).isEqualTo("Portals — 1 open, 0 reachable");
        assertThat(presenter.of(Sample.busy()).tooltip()).isEqualTo("Portals — invitation from Grace Hopper");
        assertThat(presenter.of(Sample.offline()).tooltip()).isEqualTo("Portals — offline");
    }

    @Test
    void attentionIsAskedForOnlyWhenThereIsSomethingToDo() {
        assertThat(presenter.of(Sample.empty()).attention()).isFalse();
        assertThat(presenter.of(Sample.busy()).attention()).isTrue();
    }

    @Test
    void theMenuLeadsToEveryPortalAndInvitation() {
        List<String> keys = keys(presenter.of(Sample.busy()).menu());
        assertThat(keys)
                .contains(
                        "open",
                        "open-portal",
                        "portal-Web demo-invite",
                        "portal-Web demo-close",
                        "reachable-id-ssh-copy",
                        "reachable-id-ssh-pause",
                        "invitation-inv-wiki-accept",
                        "invitation-inv-wiki-decline",
                        "pause",
                        "settings",
                        "quit");
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void somebodyWhoIsNotSignedInIsOfferedNoPortals() {
        assertThat(keys(presenter.of(Sample.nobody()).menu()))
                .containsExactly("status", "after-status", "open", "before-settings", "settings", "quit");
    }

    @Test
    void whatIsPressedHappens() {
        press(presenter.of(Sample.busy()), "portal-Web demo-invite");
        press(presenter.of(Sample.busy()), "reachable-id-ssh-copy");
        press(presenter.of(Sample.busy()), "pause");
        press(presenter.of(Sample.paused()), "pause");
        assertThat(fake.ways).containsExactly("invite[Web demo]", "copy[127.0.0.1:41022]");
        assertThat(fake.engine.calls()).containsExactly("pauseAll", "resumeAll");
    }

    @Test
    void anEqualMenuIsEqualWhateverItRuns() {
        assertThat(presenter.of(Sample.busy()).menu())
                .isEqualTo(presenter.of(Sample.busy()).menu());
    }

    private String icon(ApplicationState state) {
        return presenter.of(state).icon();
    }

    private static void press(TrayContent content, String key) {
        flat(content.menu()).stream()
                .filter(each -> each.key().equals(key))
                .map(MenuEntry.Action.class::cast)
                .findFirst()
                .orElseThrow()
                .run()
                .run();
    }

    private static List<String> keys(List<MenuEntry> menu) {
        return flat(menu).stream().map(MenuEntry::key).toList();
    }

    private static List<MenuEntry> flat(List<MenuEntry> menu) {
        List<MenuEntry> all = new ArrayList<>();
        for (MenuEntry entry : menu) {
            all.add(entry);
            if (entry instanceof MenuEntry.Submenu submenu) {
                all.addAll(flat(submenu.entries()));
            }
        }
        return all;
    }
}
