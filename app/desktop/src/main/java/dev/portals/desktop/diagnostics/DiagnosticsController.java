package dev.portals.desktop.diagnostics;

import dev.portals.desktop.diagnostics.DiagnosticsModel.Line;
import dev.portals.desktop.diagnostics.DiagnosticsModel.Target;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.diagnostics.Check.Verdict;
import dev.portals.engine.state.ApplicationState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks when it is asked to, never by itself again and again. */
final class DiagnosticsController {
    private final Desk desk;
    private final Function<ApplicationState, CompletableFuture<List<Check>>> look;
    private final Consumer<DiagnosticsModel> view;
    private @Nullable ApplicationState state;
    private List<Check> checks = List.of();
    private @Nullable Instant finished;
    private boolean running;
    private String subject = "";

    /** {@code look} waits for the network on a thread of its own. */
    DiagnosticsController(
            Desk desk,
            Function<ApplicationState, CompletableFuture<List<Check>>> look,
            Consumer<DiagnosticsModel> view) {
        this.desk = desk;
        this.look = look;
        this.view = view;
    }

    /** The first snapshot is looked at at once; later ones change only what can be chosen. */
    void show(ApplicationState next) {
        state = next;
        if (finished == null && !running) {
            run();
        } else {
            render();
        }
    }

    void choose(Target target) {
        subject = target.subject();
        render();
    }

    void run() {
        ApplicationState now = state;
        if (now == null || running) {
            return;
        }
        running = true;
        render();
        desk.then(look.apply(now), (found, failure) -> {
            running = false;
            finished = desk.clock().instant();
            checks = found == null ? List.of() : found;
            render();
        });
    }

    List<Check> checks() {
        return checks;
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        List<Target> targets = new ArrayList<>();
        targets.add(new Target("", desk.texts().get("diagnostics.everything")));
        now.portals().forEach(each -> targets.add(new Target(each.name(), each.title())));
        now.reachable().forEach(each -> targets.add(new Target(each.id(), each.name() + " — " + each.from())));
        Target target = targets.stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst()
                .orElse(targets.getFirst());
        List<Check> shown = checks.stream()
                .filter(each -> target.subject().isEmpty()
                        || each.subject().isEmpty()
                        || each.subject().equals(target.subject()))
                .toList();
        List<Check> wrong = shown.stream()
                .filter(each -> each.verdict() == Verdict.BAD || each.verdict() == Verdict.DOUBTFUL)
                .sorted(Comparator.comparing(Check::verdict).reversed())
                .toList();
        Verdict worst = shown.isEmpty()
                ? Verdict.SKIPPED
                : wrong.stream().anyMatch(each -> each.verdict() == Verdict.BAD)
                        ? Verdict.BAD
                        : wrong.isEmpty() ? Verdict.GOOD : Verdict.DOUBTFUL;
        List<Line> lines = new ArrayList<>();
        for (Check check : shown) {
            lines.add(new Line(
                    lines.size() + check.area().name() + check.subject(),
                    check.verdict(),
                    desk.texts().get("diagnostics.area." + check.area().name().toLowerCase(Locale.ROOT)),
                    sentence(check),
                    check.mode() == null ? "" : check.mode().code()));
        }
        view.accept(new DiagnosticsModel(
                targets,
                target,
                running,
                remark(),
                worst,
                wrong.isEmpty()
                        ? desk.texts().get("diagnostics.fine")
                        : desk.texts().count("diagnostics.wrong", wrong.size()),
                wrong.isEmpty() ? "" : remedy(wrong.getFirst()),
                lines,
                report(lines)));
    }

    private String remark() {
        Instant then = finished;
        if (running || then == null) {
            return desk.texts().get("diagnostics.running");
        }
        return desk.texts()
                .get(
                        "diagnostics.finished",
                        DateTimeFormatter.ofPattern("HH:mm:ss").format(then.atZone(ZoneId.systemDefault())));
    }

    private String remedy(Check check) {
        return check.mode() == null ? sentence(check) : Sentences.remedy(desk.texts(), check.mode());
    }

    /** What is about one portal begins with its name, which is left as it is. */
    private String sentence(Check check) {
        String said = desk.texts().sentence(check.sentence());
        return check.subject().isEmpty() ? Sentences.of(said) : said.endsWith(".") ? said : said + ".";
    }

    private String report(List<Line> lines) {
        return lines.stream()
                .map(each -> "%-7s  %s: %s %s"
                        .formatted(
                                desk.texts()
                                        .get("diagnostics.verdict."
                                                + each.verdict().name().toLowerCase(Locale.ROOT)),
                                each.title(),
                                each.sentence(),
                                each.code())
                        .stripTrailing())
                .collect(Collectors.joining("\n", remark() + "\n", "\n"));
    }
}
