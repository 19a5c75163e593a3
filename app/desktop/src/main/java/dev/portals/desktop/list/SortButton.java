package dev.portals.desktop.list;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Order;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

/** Chooses the order of lists. */
public final class SortButton extends Button {
    private final ContextMenu menu = new ContextMenu();

    /** A button with that id; {@code changed} shows the lists anew. */
    public SortButton(Desk desk, String id, Runnable changed) {
        setId(id);
        getStyleClass().addAll("flat", "icon-button");
        setGraphic(new IconView("three-dots", 16));
        setMinWidth(USE_PREF_SIZE);
        Buttons.name(this, desk.texts().get("sort.name"));
        ToggleGroup group = new ToggleGroup();
        for (Order.Sort each : Order.Sort.values()) {
            RadioMenuItem item = new RadioMenuItem(desk.texts().get("sort.by." + each.key()));
            item.setId(id + "-" + each.key());
            item.setToggleGroup(group);
            item.setOnAction(event -> {
                desk.order().choose(each);
                changed.run();
            });
            menu.getItems().add(item);
        }
        setOnAction(event -> {
            ((RadioMenuItem) menu.getItems().get(desk.order().sort().ordinal())).setSelected(true);
            menu.show(this, Side.BOTTOM, 0, 0);
        });
    }
}
