package dev.portals.engine.setting;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.Subscription;
import dev.portals.engine.state.FailureMode;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code settings.json} of a home, in which stands what is otherwise than at first. What can't be read is as at first:
 * nothing in it is precious. One object per home and process; thread-safe.
 */
public final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 64 * 1024;
    private static final String FILE = "settings.json";

    private final Path home;
    private final Map<Setting, String> chosen;
    private final List<Consumer<Setting>> listeners = new CopyOnWriteArrayList<>();

    /** Those of a home. */
    public Settings(Path home) {
        this.home = home;
        this.chosen = read(home.resolve(FILE));
    }

    private static Map<Setting, String> read(Path file) {
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        try {
            byte[] bytes = PrivateFiles.read(file, LONGEST).orElse(null);
            Map<String, String> written =
                    bytes == null ? null : JSON.readValue(bytes, new TypeReference<Map<String, String>>() {});
            if (written != null) {
                written.forEach((key, value) -> Setting.find(key).ifPresent(each -> take(found, each, value)));
            }
        } catch (IOException | VaultException e) {
            LOG.warn("the settings in {} can't be read, and are as at first", file, e);
        }
        return found;
    }

    private static void take(Map<Setting, String> found, Setting setting, String value) {
        try {
            found.put(setting, setting.check(String.valueOf(value)));
        } catch (ActionException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** How it is. */
    public synchronized String get(Setting setting) {
        return chosen.getOrDefault(setting, setting.first());
    }

    /** Whether it is on. */
    public boolean isOn(Setting setting) {
        return get(setting).equals("on");
    }

    /** How long an invitation of that moment can be accepted unless it says otherwise; null: as the server likes. */
    public @Nullable Instant invitationEnd(Instant now) {
        String days = get(Setting.INVITATION_DAYS);
        return days.equals("server") ? null : now.plus(Duration.ofDays(Long.parseLong(days)));
    }

    /**
     * Changes it, here and in the file, and tells who listens.
     *
     * @throws ActionException if it can't be that, or can't be written; then it stays as it was
     */
    public void set(Setting setting, String value) {
        String next = setting.check(value);
        // A command may have written while nobody answered it.
        look();
        synchronized (this) {
            if (next.equals(get(setting))) {
                return;
            }
            Map<Setting, String> all = new EnumMap<>(Setting.class);
            all.putAll(chosen);
            all.put(setting, next);
            if (next.equals(setting.first())) {
                all.remove(setting);
            }
            write(all);
            chosen.clear();
            chosen.putAll(all);
        }
        listeners.forEach(each -> each.accept(setting));
    }

    /** Takes what another process has written into the file, and tells of it. */
    public void look() {
        List<Setting> changed;
        synchronized (this) {
            Map<Setting, String> found = read(home.resolve(FILE));
            changed = Stream.of(Setting.values())
                    .filter(each -> !Objects.equals(found.get(each), chosen.get(each)))
                    .toList();
            chosen.clear();
            chosen.putAll(found);
        }
        changed.forEach(each -> listeners.forEach(listener -> listener.accept(each)));
    }

    private void write(Map<Setting, String> all) {
        Map<String, String> keys = new TreeMap<>();
        all.forEach((setting, value) -> keys.put(setting.key(), value));
        try {
            PrivateFiles.createDirectory(home);
            PrivateFiles.write(home.resolve(FILE), JSON.writeValueAsBytes(keys));
        } catch (IOException | VaultException e) {
            throw new ActionException(
                    ActionException.Reason.FAILED, String.valueOf(e.getMessage()), FailureMode.STORAGE);
        }
    }

    /** Tells of every change from now on, on the thread of who makes it. */
    public Subscription listen(Consumer<Setting> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
