package dev.portals.desktop.notice;

import dev.portals.desktop.list.People;
import dev.portals.desktop.platform.Announcement;
import dev.portals.desktop.platform.Announcement.Choice;
import dev.portals.desktop.platform.Announcement.Urgency;
import dev.portals.desktop.screen.Sentences;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Received;
import dev.portals.engine.state.Trust;
import java.util.stream.Stream;

/** Writes the notification of a notice, and knows when its cause has gone (table of spec 05 section 15.5). */
final class Announcer {
    private final Texts texts;

    Announcer(Texts texts) {
        this.texts = texts;
    }

    Announcement write(Notice notice, ApplicationState state) {
        String code = notice.mode() == null ? "" : " " + notice.mode().code();
        return new Announcement(
                key(notice, state),
                title(notice, state),
                Sentences.of(texts, notice.sentence()) + code,
                urgency(notice.kind()),
                choices(notice.kind()).map(this::choice).toList());
    }

    /** One of the same key takes the place of another. */
    private static String key(Notice notice, ApplicationState state) {
        return switch (notice.kind()) {
            case SIGNED_IN, SIGN_IN_FAILED -> "sign-in";
            case INVITATION_RECEIVED -> "invitation-" + from(notice, state);
            case INVITATION_ACCEPTED -> "accepted-" + notice.subject();
            case GUEST_CONNECTED -> "guest-" + notice.subject() + "-" + notice.person();
            case SERVICE_DOWN, SERVICE_BACK -> "service-" + notice.subject();
            case REACHABLE_BACK, DENIED -> "reachable-" + notice.subject();
            case IDENTITY_CHANGED, KEYS_ROTATED -> "identity-" + notice.subject();
            case CONNECTION_LOST, CONNECTION_BACK -> "connection";
        };
    }

    private static String from(Notice notice, ApplicationState state) {
        return state.received().stream()
                .filter(each -> each.id().equals(notice.subject()))
                .map(Received::from)
                .findFirst()
                .orElse(notice.subject());
    }

    private String title(Notice notice, ApplicationState state) {
        People people = new People(state);
        return switch (notice.kind()) {
            case SIGNED_IN -> texts.get("notice.signed_in");
            case SIGN_IN_FAILED -> texts.get("notice.sign_in_failed");
            case INVITATION_RECEIVED -> texts.get("notice.invitation", people.name(from(notice, state)));
            case INVITATION_ACCEPTED -> texts.get("notice.accepted", title(notice.subject(), state));
            case GUEST_CONNECTED -> {
                String person = notice.person();
                yield texts.get("notice.guest", person == null ? "" : people.name(person));
            }
            case SERVICE_DOWN -> texts.get("notice.service_down", title(notice.subject(), state));
            case SERVICE_BACK -> texts.get("notice.service_back", title(notice.subject(), state));
            case REACHABLE_BACK -> texts.get("notice.reachable_back");
            case DENIED -> texts.get("notice.denied");
            case IDENTITY_CHANGED -> texts.get("notice.identity_changed", people.name(notice.subject()));
            case KEYS_ROTATED -> texts.get("notice.keys_rotated", people.name(notice.subject()));
            case CONNECTION_LOST -> texts.get("notice.connection_lost");
            case CONNECTION_BACK -> texts.get("notice.connection_back");
        };
    }

    private static String title(String portal, ApplicationState state) {
        return state.portals().stream()
                .filter(each -> each.name().equals(portal))
                .map(each -> each.title())
                .findFirst()
                .orElse(portal);
    }

    private static Urgency urgency(Notice.Kind kind) {
        return switch (kind) {
            case IDENTITY_CHANGED -> Urgency.CRITICAL;
            case SERVICE_BACK, REACHABLE_BACK, CONNECTION_BACK, KEYS_ROTATED, SIGNED_IN -> Urgency.LOW;
            default -> Urgency.NORMAL;
        };
    }

    private static Stream<Answer> choices(Notice.Kind kind) {
        return switch (kind) {
            case INVITATION_RECEIVED -> Stream.of(Answer.ACCEPT, Answer.DECLINE, Answer.SHOW);
            case GUEST_CONNECTED -> Stream.of(Answer.SHOW, Answer.BLOCK);
            case SERVICE_DOWN -> Stream.of(Answer.SHOW, Answer.PAUSE);
            case SIGN_IN_FAILED -> Stream.of(Answer.RETRY, Answer.SHOW);
            case IDENTITY_CHANGED -> Stream.of(Answer.COMPARE);
            case CONNECTION_LOST -> Stream.of(Answer.SHOW, Answer.RETRY);
            case KEYS_ROTATED, SIGNED_IN, INVITATION_ACCEPTED, SERVICE_BACK, REACHABLE_BACK, DENIED, CONNECTION_BACK ->
                Stream.of(Answer.SHOW);
        };
    }

    private Choice choice(Answer answer) {
        return new Choice(answer.key(), texts.get("notice.answer." + answer.key()));
    }

    /** Whether there is still a reason for it. */
    static boolean stands(Notice notice, ApplicationState state) {
        String subject = notice.subject();
        return switch (notice.kind()) {
            case INVITATION_RECEIVED ->
                state.received().stream()
                        .anyMatch(each -> each.id().equals(subject) && each.state() == Received.State.WAITING);
            case INVITATION_ACCEPTED, GUEST_CONNECTED, SERVICE_DOWN, SERVICE_BACK ->
                state.portals().stream().anyMatch(each -> each.name().equals(subject) && !each.paused());
            case REACHABLE_BACK, DENIED ->
                state.reachable().stream().anyMatch(each -> each.id().equals(subject));
            case IDENTITY_CHANGED ->
                state.friends().stream()
                        .anyMatch(each -> each.email().equals(subject) && each.trust() == Trust.CHANGED);
            case SIGNED_IN, KEYS_ROTATED, CONNECTION_LOST, CONNECTION_BACK -> state.account() != null;
            case SIGN_IN_FAILED -> state.account() == null;
        };
    }

    /** What a notification offers. */
    enum Answer {
        ACCEPT,
        DECLINE,
        SHOW,
        BLOCK,
        PAUSE,
        COMPARE,
        RETRY;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
