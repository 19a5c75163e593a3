package dev.portals.desktop.notice;

import dev.portals.desktop.notice.Announcer.Answer;
import dev.portals.desktop.platform.Announcement;
import dev.portals.desktop.platform.Notifier;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Notice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows notices as notifications, takes them away with their cause, and does what their buttons say. On the screen's thread. */
public final class NoticeController {
    private final Desk desk;
    private final Announcer announcer;
    private final Notifier notifier;
    private final Predicate<Topic> wanted;
    private final Visits visits;
    private final Map<String, Notice> standing = new LinkedHashMap<>();

    /**
     * Nothing has happened yet.
     *
     * @param wanted whether the person wants to be told of a topic
     */
    public NoticeController(Desk desk, Notifier notifier, Predicate<Topic> wanted, Visits visits) {
        this.desk = desk;
        this.announcer = new Announcer(desk.texts());
        this.notifier = notifier;
        this.wanted = wanted;
        this.visits = visits;
    }

    /** Something has happened, and that is how it is now. */
    public void happened(Notice notice, ApplicationState state) {
        Topic topic = Topic.of(notice.kind());
        if (topic != Topic.IDENTITY && !wanted.test(topic) || !Announcer.stands(notice, state) || isRepeated(notice)) {
            return;
        }
        Announcement announcement = announcer.write(notice, state);
        standing.put(announcement.key(), notice);
        notifier.show(announcement);
    }

    /** A first use is one in a life, not in a run of the program. */
    private boolean isRepeated(Notice notice) {
        return notice.kind() == Notice.Kind.GUEST_CONNECTED && !visits.first(notice.subject(), notice.person());
    }

    /** How it is now. */
    public void show(ApplicationState state) {
        standing.entrySet().removeIf(each -> {
            boolean gone = !Announcer.stands(each.getValue(), state);
            if (gone) {
                notifier.withdraw(each.getKey());
            }
            return gone;
        });
    }

    /** A button was pressed; an empty one: the notification itself. What is unknown does nothing. */
    public void pressed(String key, String choice) {
        Notice notice = standing.remove(key);
        if (notice == null) {
            return;
        }
        notifier.withdraw(key);
        Stream.of(Answer.values())
                .filter(each -> each.key().equals(choice))
                .findFirst()
                .ifPresentOrElse(answer -> perform(answer, notice), () -> open(notice));
    }

    private void perform(Answer answer, Notice notice) {
        switch (answer) {
            case ACCEPT -> action(desk.engine().accept(notice.subject(), 0), notice);
            case DECLINE -> action(desk.engine().decline(notice.subject()), notice);
            case PAUSE -> action(desk.engine().pausePortal(notice.subject()), notice);
            case BLOCK -> block(notice, notice.person());
            case COMPARE -> desk.navigation().compare(notice.subject());
            case RETRY -> {
                if (notice.kind() == Notice.Kind.CONNECTION_LOST) {
                    action(desk.engine().retryNow(), notice);
                } else {
                    open(notice);
                }
            }
            case SHOW -> open(notice);
        }
    }

    private void block(Notice notice, @Nullable String person) {
        if (person != null) {
            action(desk.engine().blockFriend(person, true), notice);
        }
    }

    /** What fails is shown where it can be tried again. */
    private void action(CompletableFuture<?> action, Notice notice) {
        desk.then(action, (value, failure) -> {
            if (failure != null) {
                open(notice);
            }
        });
    }

    private void open(Notice notice) {
        switch (notice.kind()) {
            case INVITATION_RECEIVED -> desk.navigation().invitation(notice.subject());
            case IDENTITY_CHANGED, KEYS_ROTATED -> desk.navigation().compare(notice.subject());
            case REACHABLE_BACK, DENIED -> desk.navigation().window(Page.REACHABLE, notice.subject());
            case INVITATION_ACCEPTED, GUEST_CONNECTED, SERVICE_DOWN, SERVICE_BACK ->
                desk.navigation().window(Page.PORTALS, notice.subject());
            default -> desk.navigation().window(Page.PORTALS);
        }
    }
}
