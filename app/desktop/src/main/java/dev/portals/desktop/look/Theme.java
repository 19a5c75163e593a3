package dev.portals.desktop.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.geometry.NodeOrientation;
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
        DARK,
        /** As the system, with black and white only where something is read, and with every border drawn. */
        CONTRAST
    }

    private static final Pattern LENGTH =
            Pattern.compile("(-fx-(?:font-size|(?:min|pref|max)-(?:height|width)): )([0-9.]+)px");

    private final ObservableSet<Scene> scenes = FXCollections.observableSet();
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private Choice choice = Choice.SYSTEM;
    private double textSize = 1;
    private boolean rightToLeft;

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

    /** Writes everything so many times as large, everywhere. */
    public void textSize(double times) {
        textSize = times;
        Em.times(times);
        apply();
    }

    /** Mirrors everything, for languages that are written so. */
    public void rightToLeft(boolean mirrored) {
        rightToLeft = mirrored;
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
                    case SYSTEM, CONTRAST -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
                });
        Application.setUserAgentStylesheet(
                dark.get() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scenes.forEach(this::sheets);
    }

    private void sheets(Scene scene) {
        String colours = dark.get() ? "dark" : "light";
        List<String> all = new ArrayList<>(List.of(sheet(colours + ".css")));
        if (choice == Choice.CONTRAST) {
            all.add(sheet("contrast-" + colours + ".css"));
        }
        all.add(textSize == 1 ? sheet("desktop.css") : enlarged("desktop.css"));
        scene.getStylesheets().setAll(all);
        scene.setNodeOrientation(rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    }

    /** The same sheet with larger letters, and with the room of what holds them. */
    private String enlarged(String name) {
        try (InputStream in = url(name).openStream()) {
            String enlarged = LENGTH.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(each -> each.group(1)
                            + String.format(Locale.ROOT, "%.1f", Double.parseDouble(each.group(2)) * textSize) + "px");
            return "data:text/css;charset=UTF-8;base64,"
                    + Base64.getEncoder().encodeToString(enlarged.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sheet(String name) {
        return url(name).toExternalForm();
    }

    private static URL url(String name) {
        URL url = Theme.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("the program lacks its style " + name);
        }
        return url;
    }
}
