package dev.portals.desktop.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.platform.Announcement;
import dev.portals.desktop.platform.Announcement.Choice;
import dev.portals.desktop.platform.Announcement.Urgency;
import dev.portals.desktop.platform.Notifier;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Notice.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeControllerTest {
    private static final String WIKI = Sample.received().id();
    private static final String FROM = "invitation-" + Sample.received().from();
    private static final String WEB = "Web demo";

    @TempDir
    private Path home;

    private final FakeDesk fake = new FakeDesk();
    private final List<Announcement> shown = new ArrayList<>();
    private final List<String> withdrawn = new ArrayList<>();
    private final Set<Topic> silent = EnumSet.noneOf(Topic.class);
    private NoticeController controller;

    private final Notifier notifier = new Notifier() {
        @Override
        public void show(Announcement announcement) {
            shown.add(announcement);
        }

        @Override
        public void withdraw(String key) {
            withdrawn.add(key);
        }

        @Override
        public void close() {
            withdrawn.add("all");
        }
    };

    @BeforeEach
    void begin() {
        controller = controller();
    }

    private NoticeController controller() {
        return new NoticeController(fake.desk(), notifier, topic -> !silent.contains(topic), new Visits(home));
    }

    @Test
    void anInvitationSaysWhoInvitesToWhatAndOffersAnswers() {
        happened(Kind.INVITATION_RECEIVED, WIKI);
        Announcement first = shown.getFirst();
        assertThat(first.key()).isEqualTo(FROM);
        assertThat(first.title()).isEqualTo("Grace Hopper invites you");
        assertThat(first.choices()).extracting(Choice::text).containsExactly("Accept", "Decline", "Show");
    }

    @Test
    void itsButtonsDoWhatTheySay() {
        press(Kind.INVITATION_RECEIVED, WIKI, FROM, "accept");
        press(Kind.INVITATION_RECEIVED, WIKI, FROM, "decline");
        press(Kind.INVITATION_RECEIVED, WIKI, FROM, "show");
        press(Kind.INVITATION_RECEIVED, WIKI, FROM, "");
        press(Kind.SERVICE_DOWN, WEB, "service-" + WEB, "pause");
        assertThat(fake.engine.calls())
                .containsExactly("accept[" + WIKI + ", 0]", "decline[" + WIKI + "]", "pausePortal[" + WEB + "]");
        assertThat(fake.ways).containsExactly("invitation[" + WIKI + "]", "invitation[" + WIKI + "]");
    }

    @Test
    void aPressShowsWhatItIsAbout() {
        press(Kind.SERVICE_DOWN, WEB, "service-" + WEB, "show");
        press(Kind.REACHABLE_BACK, "id-ssh", "reachable-id-ssh", "");
        assertThat(fake.ways).containsExactly("window[PORTALS, " + WEB + "]", "window[REACHABLE, id-ssh]");
    }

    @Test
    void anAnswerThatFailsIsShownWhereItCanBeTriedAgain() {
        CompletableFuture<Void> accepting = fake.engine.willAnswer("accept");
        press(Kind.INVITATION_RECEIVED, WIKI, FROM, "accept");
        assertThat(fake.ways).isEmpty();
        accepting.completeExceptionally(new ActionException(Reason.FAILED, "the server doesn't answer"));
        assertThat(fake.ways).containsExactly("invitation[" + WIKI + "]");
    }

    @Test
    void aPressOnSomethingThatHasGoneDoesNothing() {
        controller.pressed(FROM, "accept");
        press(Kind.INVITATION_RECEIVED, WIKI, FROM, "accept");
        controller.pressed(FROM, "accept");
        assertThat(fake.engine.calls()).hasSize(1);
    }

    @Test
    void oneGoesWithItsCause() {
        happened(Kind.INVITATION_RECEIVED, WIKI);
        controller.show(Sample.busy());
        assertThat(withdrawn).isEmpty();
        controller.show(Sample.empty());
        assertThat(withdrawn).containsExactly(FROM);
    }

    @Test
    void oneWithoutACauseNeverAppears() {
        happened(Kind.INVITATION_RECEIVED, "no-such-invitation");
        assertThat(shown).isEmpty();
    }

    @Test
    void aServiceThatIsBackTakesThePlaceOfItsFailure() {
        happened(Kind.SERVICE_DOWN, WEB);
        happened(Kind.SERVICE_BACK, WEB);
        assertThat(shown).extracting(Announcement::key).containsExactly("service-" + WEB, "service-" + WEB);
        assertThat(shown).extracting(Announcement::urgency).containsExactly(Urgency.NORMAL, Urgency.LOW);
    }

    @Test
    void whatThePersonDoesNotWantIsNotShownButForAChangedIdentity() {
        silent.addAll(EnumSet.allOf(Topic.class));
        happened(Kind.SERVICE_DOWN, WEB);
        String grace = "grace@navy.example";
        controller.happened(
                new Notice(Kind.IDENTITY_CHANGED, grace, "another identity", null, Sample.NOW), Sample.changed());
        assertThat(shown).extracting(Announcement::urgency).containsExactly(Urgency.CRITICAL);
        controller.pressed("identity-" + grace, "compare");
        assertThat(fake.ways).containsExactly("compare[" + grace + "]");
    }

    @Test
    void aFirstUseIsToldOnceAlsoAfterARestart() {
        visit("alan@example.org");
        visit("alan@example.org");
        controller = controller();
        visit("alan@example.org");
        visit("grace@example.org");
        assertThat(shown).hasSize(2);
        controller.pressed("guest-" + WEB + "-grace@example.org", "block");
        assertThat(fake.engine.calls()).containsExactly("blockFriend[grace@example.org, true]");
    }

    @Test
    void aDamagedFileOfVisitsIsBegunAnew() throws Exception {
        Files.write(home.resolve("visits.json"), "[[\"a\"], 3, null".getBytes(StandardCharsets.UTF_8));
        controller = controller();
        visit("alan@example.org");
        assertThat(shown).hasSize(1);
    }

    @Test
    void everyKindOfNoticeHasATitleAndAWay() {
        for (Kind kind : Kind.values()) {
            Notice notice = new Notice(kind, "a", "something", null, Sample.NOW, "b@example.org");
            Announcement written = new Announcer(dev.portals.desktop.text.Texts.of(java.util.Locale.ENGLISH))
                    .write(notice, Sample.busy());
            assertThat(written.title()).as(kind.name()).doesNotContain("notice.");
            assertThat(written.choices())
                    .as(kind.name())
                    .isNotEmpty()
                    .noneMatch(each -> each.text().contains("notice."));
        }
    }

    private void visit(String person) {
        controller.happened(
                new Notice(Kind.GUEST_CONNECTED, WEB, person + " uses it", null, Sample.NOW, person), Sample.busy());
    }

    private void press(Kind kind, String subject, String key, String choice) {
        happened(kind, subject);
        controller.pressed(key, choice);
    }

    private void happened(Kind kind, String subject) {
        controller.happened(new Notice(kind, subject, "something happened", null, Sample.NOW), Sample.busy());
    }
}
