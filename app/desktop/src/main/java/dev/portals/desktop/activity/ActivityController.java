package dev.portals.desktop.activity;

import dev.portals.desktop.activity.ActivityModel.Entry;
import dev.portals.desktop.activity.ActivityModel.Group;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.state.Notice;
import dev.portals.vault.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Keeps the last hundred notices (spec 05 section 15.5). */
final class ActivityController {
    private static final int MOST = 100;

    private final Times times;
    private final Consumer<ActivityModel> view;
    private final Desk desk;
    private final Deque<Numbered> notices = new ArrayDeque<>();
    private int count;
    private String exported = "";
    private boolean exportFailed;
    private String wanted = "";
    private Group group = Group.ALL;

    ActivityController(Desk desk, Consumer<ActivityModel> view) {
        this.desk = desk;
        this.view = view;
        this.times = new Times(desk.texts(), desk.clock(), ZoneId.systemDefault());
    }

    /** A notice, and how many there were with it. */
    private record Numbered(int number, Notice notice) {}

    void happened(Notice notice) {
        count++;
        notices.addFirst(new Numbered(count, notice));
        if (notices.size() > MOST) {
            notices.removeLast();
        }
        render();
    }

    private Entry entry(Numbered each) {
        Notice notice = each.notice();
        String code = notice.mode() == null ? "" : notice.mode().code();
        return new Entry(
                group(notice.kind()),
                Integer.toString(each.number()),
                notice.at(),
                times.dayOf(notice.at()),
                false,
                times.clock(notice.at()),
                notice.kind().name().toLowerCase(Locale.ROOT),
                code,
                icon(notice.kind()),
                style(notice.kind()),
                Sentences.of(desk.texts(), notice.sentence()) + (code.isEmpty() ? "" : " " + code),
                notice.kind() == Notice.Kind.IDENTITY_CHANGED ? notice.subject() : "");
    }

    /** What day it is; days pass while nothing happens. */
    String today() {
        return LocalDate.ofInstant(desk.clock().instant(), ZoneId.systemDefault())
                .toString();
    }

    void search(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
        render();
    }

    void choose(Group next) {
        group = next;
        render();
    }

    /** Writes what is shown to a file; its name says whether as a table or as JSON. */
    void export() {
        List<Entry> shown = shown();
        desk.outside()
                .save(
                        "portals-activity.csv",
                        file -> desk.then(write(file, ActivityFile.write(file.toString(), shown)), (done, failure) -> {
                            exportFailed = failure != null;
                            exported = failure == null
                                    ? desk.texts().get("activity.exported", file)
                                    : Sentences.of(desk.texts(), failure);
                            render();
                        }));
    }

    /** Only this person can read it: it says who their friends are. */
    private static CompletableFuture<Void> write(Path file, String text) {
        return CompletableFuture.runAsync(
                () -> PrivateFiles.write(file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8)),
                work -> Thread.ofVirtual().name("activity").start(work));
    }

    private List<Entry> shown() {
        List<Entry> shown = new ArrayList<>();
        for (Numbered each : notices) {
            Entry entry = entry(each);
            if ((group == Group.ALL || entry.group() == group)
                    && entry.sentence().toLowerCase(Locale.ROOT).contains(wanted)) {
                boolean first = shown.isEmpty() || !shown.getLast().day().equals(entry.day());
                shown.add(first ? entry.asFirst() : entry);
            }
        }
        return shown;
    }

    void render() {
        view.accept(new ActivityModel(group, shown(), notices.isEmpty(), exported, exportFailed));
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
