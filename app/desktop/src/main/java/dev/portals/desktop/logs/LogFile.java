package dev.portals.desktop.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import dev.portals.vault.PrivateFiles;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code logs/desktop.log} of the home, which only its owner reads; of one megabyte, and the one before (spec 05 section 13.4). */
public final class LogFile {
    private static final String NAME = "file";
    private static final FileSize LONGEST = FileSize.valueOf("1MB");

    private LogFile() {}

    /** Where it is. */
    public static Path of(Path home) {
        return home.resolve("logs").resolve("desktop.log");
    }

    /** How much is logged: as the person chose, else as the environment says; follows the settings from now on. */
    public static void follow(Settings settings) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            Level before = root.getLevel();
            root.setLevel(Level.toLevel(settings.get(Setting.LOG_LEVEL), before));
            settings.listen(changed -> root.setLevel(Level.toLevel(settings.get(Setting.LOG_LEVEL), before)));
        }
    }

    /** Writes no more into the file of that name. */
    private static void end(ch.qos.logback.classic.Logger root) {
        if (root.getAppender(NAME) != null) {
            root.getAppender(NAME).stop();
            root.detachAppender(NAME);
        }
    }

    /** Writes into it what is logged from now on; without it if that is not possible. */
    public static void begin(Path home) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        end(context.getLogger(Logger.ROOT_LOGGER_NAME));
        Path file = of(home);
        try {
            PrivateFiles.createDirectory(home);
            PrivateFiles.createDirectory(home.resolve("logs"));
        } catch (dev.portals.vault.VaultException e) {
            LoggerFactory.getLogger(LogFile.class).warn("there is no log file", e);
            return;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} - %msg%n");
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName(NAME);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(1);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(LONGEST);
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
}
