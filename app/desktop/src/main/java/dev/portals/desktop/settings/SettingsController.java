package dev.portals.desktop.settings;

import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import dev.portals.vault.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Changes settings, and says why one was not taken; brings what can be brought to another computer into a file. */
final class SettingsController {
    private final Desk desk;
    private final Settings settings;
    private final Consumer<SettingsModel> view;
    private final Map<Setting, String> problems = new EnumMap<>(Setting.class);
    private String exported = "";
    private boolean exportFailed;

    SettingsController(Desk desk, Settings settings, Consumer<SettingsModel> view) {
        this.desk = desk;
        this.settings = settings;
        this.view = view;
    }

    /** What the person chose or typed. */
    void set(Setting setting, String value) {
        problems.remove(setting);
        try {
            settings.set(setting, value);
        } catch (ActionException e) {
            problems.put(
                    setting,
                    e.reason() == ActionException.Reason.INPUT
                            ? desk.texts().get("settings.wrong." + setting.key().replace('-', '_'))
                            : Sentences.of(desk.texts(), e));
        }
        render();
    }

    /** Shows how it is, whoever changed it. */
    void render() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting each : Setting.values()) {
            values.put(each, settings.get(each));
        }
        view.accept(new SettingsModel(values, Map.copyOf(problems), exported, exportFailed));
    }

    void export() {
        desk.outside()
                .save(
                        "portals-export.json",
                        file -> desk.then(
                                desk.engine().exportData().thenCompose(text -> write(file, text)), (done, failure) -> {
                                    exportFailed = failure != null;
                                    exported = failure == null
                                            ? desk.texts().get("settings.exported", file)
                                            : Sentences.of(desk.texts(), failure);
                                    render();
                                }));
    }

    /** Only this person can read it: it says who their friends are. */
    private static CompletableFuture<Void> write(Path file, String text) {
        return CompletableFuture.runAsync(
                () -> PrivateFiles.write(file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8)),
                work -> Thread.ofVirtual().name("export").start(work));
    }

    void importFrom() {
        desk.outside().choose(desk.navigation()::importFile);
    }
}
