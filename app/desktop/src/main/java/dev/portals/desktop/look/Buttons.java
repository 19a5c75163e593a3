package dev.portals.desktop.look;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** The kinds of buttons of the design; each has an id that stays the same. */
public final class Buttons {
    private Buttons() {}

    /** The usual one. */
    public static Button plain(String id, String text, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.setOnAction(event -> action.run());
        button.setMinWidth(Button.USE_PREF_SIZE);
        return button;
    }

    /** The one that does what the surface is for. */
    public static Button primary(String id, String text, Runnable action) {
        return styled(plain(id, text, action), "primary");
    }

    /** One without a ground. */
    public static Button flat(String id, String text, Runnable action) {
        return styled(plain(id, text, action), "flat");
    }

    /** One that looks like a link. */
    public static Button link(String id, String text, Runnable action) {
        return styled(plain(id, text, action), "link", "small");
    }

    /** An icon alone; its name is told to screen readers and shown as a tooltip. */
    public static Button icon(String id, String icon, String name, Runnable action) {
        Button button = styled(plain(id, "", action), "flat", "icon-button");
        button.setGraphic(new IconView(icon, 16));
        name(button, name);
        return button;
    }

    /** Names a button that shows no word. */
    public static void name(Button button, String name) {
        button.setTooltip(new Tooltip(name));
        button.setAccessibleText(name);
    }

    /** Adds an icon before the text. */
    public static Button with(Button button, String icon, double size) {
        button.setGraphic(new IconView(icon, size));
        return button;
    }

    /** Makes it 28 pixels high. */
    public static Button small(Button button) {
        return styled(button, "small");
    }

    /** Adds style classes. */
    public static Button styled(Button button, String... classes) {
        button.getStyleClass().addAll(classes);
        return button;
    }
}
