package dev.portals.desktop.look;

import java.util.Map;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The picture of a kind of service. */
public final class Tile extends StackPane {
    private static final Map<String, String> ICONS = Map.ofEntries(
            Map.entry("http", "globe2"),
            Map.entry("https", "globe2"),
            Map.entry("ssh", "terminal"),
            Map.entry("sftp", "terminal"),
            Map.entry("rsync", "terminal"),
            Map.entry("postgresql", "database"),
            Map.entry("mysql", "database"),
            Map.entry("mongodb", "database"),
            Map.entry("redis", "database"),
            Map.entry("vnc", "laptop"),
            Map.entry("rdp", "laptop"));

    private final IconView icon;

    /** The picture for a scheme; null: any. */
    public Tile(@Nullable String scheme) {
        icon = new IconView(iconOf(scheme), 16);
        getStyleClass().add("tile");
        getChildren().add(icon);
    }

    /** Shows another, dimmed unless the service can be used. */
    public void show(@Nullable String scheme, boolean usable) {
        icon.show(iconOf(scheme));
        getStyleClass().remove("dim");
        if (!usable) {
            getStyleClass().add("dim");
        }
    }

    private static String iconOf(@Nullable String scheme) {
        return scheme == null ? "hdd-network" : ICONS.getOrDefault(scheme, "hdd-network");
    }
}
