package dev.portals.desktop.help;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCombination;

/** The keys of the program (spec 05 section 15.12), written as JavaFX reads them; {@code Shortcut} is Ctrl or ⌘. */
public enum Shortcut {
    /** Shows these. */
    HELP(Place.EVERYWHERE, "F1"),
    /** Puts the keyboard into the search of the page. */
    FIND(Place.EVERYWHERE, "Shortcut+F"),
    /** Opens a portal. */
    OPEN_PORTAL(Place.EVERYWHERE, "Shortcut+N"),
    /** Takes an invitation link. */
    PASTE_LINK(Place.EVERYWHERE, "Shortcut+L"),
    /** Tries again what waits. */
    RETRY(Place.EVERYWHERE, "F5"),
    /** Shows the settings. */
    SETTINGS(Place.EVERYWHERE, "Shortcut+Comma"),
    /** Quits. */
    QUIT(Place.EVERYWHERE, "Shortcut+Q"),
    /** Closes a dialog, or empties the search. */
    CLOSE(Place.EVERYWHERE, "Esc"),
    /** Walks along rows. */
    WALK(Place.ROW, "Up", "Down"),
    /** Folds and unfolds. */
    UNFOLD(Place.ROW, "Right", "Left"),
    /** What a row is for. */
    CHOOSE(Place.ROW, "Enter"),
    /** Copies the address. */
    COPY(Place.ROW, "Shortcut+C"),
    /** Invites to the portal. */
    INVITE(Place.ROW, "I"),
    /** Closes, gives up or forgets, with a question. */
    REMOVE(Place.ROW, "Delete"),
    /** Copies the first hit's address. */
    COPY_FIRST(Place.SEARCH, "Enter"),
    /** Opens the first hit in the browser. */
    OPEN_FIRST(Place.SEARCH, "Shortcut+Enter");

    /** Where a key does that. */
    public enum Place {
        /** In any window. */
        EVERYWHERE,
        /** On a row that has the keyboard. */
        ROW,
        /** In a search. */
        SEARCH
    }

    private final Place place;
    private final List<KeyCombination> keys;

    Shortcut(Place place, String... keys) {
        this.place = place;
        this.keys = Arrays.stream(keys).map(KeyCombination::valueOf).toList();
    }

    /** Where it does that. */
    public Place place() {
        return place;
    }

    /** Its first, or only, combination. */
    public KeyCombination keys() {
        return keys.getFirst();
    }

    /** As the platform writes it. */
    public String written() {
        return keys.stream().map(KeyCombination::getDisplayText).collect(Collectors.joining(" "));
    }

    /** Part of text keys. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
