package dev.portals.desktop.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.list.ReachableRow.Help;
import dev.portals.desktop.look.Mark;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Trust;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
    private final Rows rows = new Rows(new FakeDesk().desk());

    @Test
    void aPortalSaysWhatIsTrueAboutIt() {
        List<PortalRow> portals = rows.portals(Sample.busy());
        assertThat(portals)
                .extracting(PortalRow::title, PortalRow::mark, PortalRow::word, PortalRow::usable)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Notebook", Mark.DOWN, "Service not answering", false),
                        org.assertj.core.groups.Tuple.tuple("Postgres staging", Mark.UP, "Open", true),
                        org.assertj.core.groups.Tuple.tuple("ssh to this computer", Mark.PAUSED, "Paused", false),
                        org.assertj.core.groups.Tuple.tuple("Web demo", Mark.UP, "Open", true));
    }

    @Test
    void withoutANetworkAPortalIsOpenHereOnly() {
        Portal portal = Sample.portal("a", "127.0.0.1:1", "tcp", Portal.State.OPEN, null, List.of(), 0);
        assertThat(rows.portals(Sample.with(Sample.offline(), List.of(portal)))
                        .getFirst()
                        .word())
                .isEqualTo("Open here");
    }

    @Test
    void anAddressIsShownOnlyWhereItCanBeUsed() {
        PortalRow web = rows.portals(Sample.busy()).getLast();
        assertThat(web.detail()).isEqualTo("127.0.0.1:3000");
        assertThat(web.mono()).isTrue();
        assertThat(web.url()).isEqualTo("http://127.0.0.1:3000");
        PortalRow notebook = rows.portals(Sample.busy()).getFirst();
        assertThat(notebook.detail()).startsWith("since ");
        assertThat(notebook.explanation()).contains("localhost:8888");
    }

    @Test
    void aRowIsOneSentenceForAScreenReader() {
        assertThat(rows.portals(Sample.busy()).getLast().sentence())
                .isEqualTo("Web demo, Open, 127.0.0.1:3000, 3 friends, 2 connections");
    }

    @ParameterizedTest
    @CsvSource({
        "PAUSED, PAUSED, RESUME, Paused",
        "JOINING, CONNECTING, NONE, Joining Alice’s project…",
        "CONNECTING, CONNECTING, NONE, Connecting…",
        "WAITING, WAITING, NONE, Waiting for Alice’s computer",
        "UP, UP, COPY, Ready",
        "SERVICE_DOWN, DOWN, NONE, Not answering on Alice’s side",
        "DENIED, DENIED, NONE, No longer allowed",
        "PORT_BUSY, FAULT, ANOTHER_PORT, Port 5432 is used by another program"
    })
    void somethingReachableSaysWhatIsTrueAndOffersWhatHelps(Reachable.State state, Mark mark, Help help, String word) {
        Reachable reachable =
                Sample.reachable("db", "alice@example.org", "postgresql", state, 5432, Trust.PINNED, null);
        ReachableRow row = rows.reachable(reachable, Sample.busy());
        assertThat(row.mark()).isEqualTo(mark);
        assertThat(row.help()).isEqualTo(help);
        assertThat(row.word()).isEqualTo(word);
        assertThat(row.usable()).isEqualTo(state == Reachable.State.UP);
    }

    @Test
    void everyStateHasAMarkOfItsOwnKind() {
        Set<Reachable.State> shown = EnumSet.noneOf(Reachable.State.class);
        for (Reachable.State state : Reachable.State.values()) {
            Reachable reachable = Sample.reachable("a", "b@example.org", "tcp", state, 1, Trust.PINNED, null);
            assertThat(rows.reachable(reachable, Sample.busy()).word()).doesNotContain(".");
            shown.add(state);
        }
        assertThat(shown).hasSize(Reachable.State.values().length);
    }

    @Test
    void aChangedIdentityIsToBeCompared() {
        ReachableRow row = rows.reachable(Sample.changed()).getFirst().rows().getFirst();
        assertThat(row.word()).isEqualTo("Identity changed");
        assertThat(row.help()).isEqualTo(Help.COMPARE);
    }

    @Test
    void withoutANetworkWhatConnectsWaits() {
        ReachableRow row = rows.reachable(Sample.offline()).getFirst().rows().getFirst();
        assertThat(row.mark()).isEqualTo(Mark.WAITING);
        assertThat(row.word()).isEqualTo("Waiting for the network");
    }

    @Test
    void peopleAreCalledAsThePersonCallsThem() {
        assertThat(rows.reachable(Sample.busy()))
                .extracting(ReachableRow.Group::name)
                .containsExactly("Alice Moreau", "Bob Tanaka");
        assertThat(rows.invitations(Sample.busy()).getFirst().name()).isEqualTo("Grace Hopper");
    }

    @Test
    void theWayOfTheBytesIsSaidWithItsTime() {
        List<ReachableRow> alice = rows.reachable(Sample.busy()).getFirst().rows();
        assertThat(alice).extracting(ReachableRow::path).containsExactly("relay · 48 ms", "direct · 12 ms");
    }

    @Test
    void anInvitationSaysWhatItIsAndHowLongItLasts() {
        assertThat(rows.invitations(Sample.busy()).getFirst().about()).isEqualTo("http · expires in 12 days");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "1300000, 1.3 MB",
        "999600, 1.0 MB"
    })
    void bytesAreToldWithTwoDigitsThatMeanSomething(long bytes, String words) {
        assertThat(Bytes.amount(bytes, java.util.Locale.ENGLISH)).isEqualTo(words);
    }
}
