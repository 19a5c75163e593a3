package dev.portals.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import org.slf4j.LoggerFactory;

/** How much is logged: as the person chose, else as the environment says. */
final class LogLevel {
    private LogLevel() {}

    /** Follows the settings from now on. */
    static void follow(Settings settings) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(Level.toLevel(settings.get(Setting.LOG_LEVEL), before));
        settings.listen(changed -> root.setLevel(Level.toLevel(settings.get(Setting.LOG_LEVEL), before)));
    }
}
