package dev.portals.desktop.settings;

import dev.portals.engine.setting.Setting;
import java.util.Map;

/**
 * What the page shows.
 *
 * @param values of all settings
 * @param problems why something was not taken, by what it is about
 * @param exported what became of the last export; empty: nothing yet
 * @param exportFailed whether it failed
 */
record SettingsModel(
        Map<Setting, String> values, Map<Setting, String> problems, String exported, boolean exportFailed) {}
