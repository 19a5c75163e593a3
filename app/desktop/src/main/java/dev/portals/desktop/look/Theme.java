package dev.portals.desktop.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.scene.Scene;

/** Light or dark, as the system or the person likes it; all scenes change at once. */
public final class Theme {
    /** What the person chose. */
    public enum Choice {
        /** As the system. */
        SYSTEM,
        /** Always light. */
        LIGHT,
        /** Always dark. */
        DARK
    }

    private final ObservableSet<Scene> scenes = FXCollections.observableSet();
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private Choice choice = Choice.SYSTEM;

    /** Loads the fonts and follows the system. On the JavaFX thread. */
    public Theme() {
        Fonts.load();
        Platform.getPreferences().colorSchemeProperty().addListener((observed, before, now) -> apply());
        apply();
    }

    /** Changes it everywhere. */
    public void choose(Choice next) {
        choice = next;
        apply();
    }

    /** Whether it is dark now. */
    public ReadOnlyBooleanProperty dark() {
        return dark.getReadOnlyProperty();
    }

    /** Dresses a scene, from now on. */
    public Scene dress(Scene scene) {
        scenes.add(scene);
        sheets(scene);
        return scene;
    }

    /** Leaves a scene that is closed. */
    public void forget(Scene scene) {
        scenes.remove(scene);
    }

    private void apply() {
        dark.set(
                switch (choice) {
                    case LIGHT -> false;
                    case DARK -> true;
                    case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
                });
        Application.setUserAgentStylesheet(
                dark.get() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scenes.forEach(this::sheets);
    }

    private void sheets(Scene scene) {
        scene.getStylesheets().setAll(sheet(dark.get() ? "dark.css" : "light.css"), sheet("desktop.css"));
    }

    private static String sheet(String name) {
        URL url = Theme.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("the program lacks its style " + name);
        }
        return url.toExternalForm();
    }
}
