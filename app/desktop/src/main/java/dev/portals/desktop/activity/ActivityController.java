package dev.portals.desktop.activity;

import dev.portals.desktop.activity.ActivityModel.Entry;
import dev.portals.desktop.activity.ActivityModel.Group;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.state.Notice;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;

/** Keeps the last hundred notices (spec 05 section 15.5). */
final class ActivityController {
    private static final int MOST = 100;

    private final Times times;
    private final Consumer<ActivityModel> view;
    private final Texts texts;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int count;
    private String wanted = "";
    private Group group = Group.ALL;

    ActivityController(Desk desk, Consumer<ActivityModel> view) {
        this.view = view;
        this.texts = desk.texts();
        this.times = new Times(desk.texts(), desk.clock(), ZoneId.systemDefault());
    }

    void happened(Notice notice) {
        count++;
        String code = notice.mode() == null ? "" : " " + notice.mode().code();
        entries.addFirst(new Entry(
                group(notice.kind()),
                Integer.toString(count),
                times.at(notice.at()),
                icon(notice.kind()),
                style(notice.kind()),
                Sentences.of(texts, notice.sentence()) + code,
                notice.kind() == Notice.Kind.IDENTITY_CHANGED ? notice.subject() : ""));
        if (entries.size() > MOST) {
            entries.removeLast();
        }
        render();
    }

    void search(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
        render();
    }

    void choose(Group next) {
        group = next;
        render();
    }

    void render() {
        view.accept(new ActivityModel(
                group,
                entries.stream()
                        .filter(each -> group == Group.ALL || each.group() == group)
                        .filter(each -> each.sentence().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList(),
                entries.isEmpty()));
    }

    private static Group group(Notice.Kind kind) {
        return switch (kind) {
            case GUEST_CONNECTED, REACHABLE_BACK, SERVICE_BACK, CONNECTION_BACK, SIGNED_IN -> Group.CONNECTIONS;
            case INVITATION_RECEIVED, INVITATION_ACCEPTED -> Group.INVITATIONS;
            case IDENTITY_CHANGED, KEYS_ROTATED -> Group.TRUST;
            case SIGN_IN_FAILED, SERVICE_DOWN, DENIED, CONNECTION_LOST -> Group.PROBLEMS;
        };
    }

    private static String icon(Notice.Kind kind) {
        return switch (kind) {
            case SIGNED_IN -> "check-circle-fill";
            case SIGN_IN_FAILED -> "exclamation-octagon-fill";
            case INVITATION_RECEIVED -> "envelope";
            case INVITATION_ACCEPTED -> "check-lg";
            case GUEST_CONNECTED -> "arrow-left-right";
            case SERVICE_DOWN -> "exclamation-triangle-fill";
            case SERVICE_BACK, REACHABLE_BACK, CONNECTION_BACK -> "check-circle-fill";
            case DENIED -> "slash-circle";
            case IDENTITY_CHANGED -> "exclamation-octagon-fill";
            case KEYS_ROTATED -> "shield";
            case CONNECTION_LOST -> "wifi-off";
        };
    }

    private static String style(Notice.Kind kind) {
        return switch (kind) {
            case SIGNED_IN, INVITATION_ACCEPTED, SERVICE_BACK, REACHABLE_BACK, CONNECTION_BACK -> "success-icon";
            case SIGN_IN_FAILED, IDENTITY_CHANGED, DENIED -> "danger-icon";
            case SERVICE_DOWN, CONNECTION_LOST -> "warning-icon";
            case GUEST_CONNECTED -> "accent-icon";
            case INVITATION_RECEIVED, KEYS_ROTATED -> "default-icon";
        };
    }
}
