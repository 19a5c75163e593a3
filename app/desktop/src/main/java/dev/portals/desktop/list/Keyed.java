package dev.portals.desktop.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/**
 * A column of nodes, one for each item, which stay the same while their items do: what has the focus keeps it when a new
 * snapshot comes.
 *
 * @param <T> kind of items
 * @param <N> kind of nodes
 */
public final class Keyed<T, N extends Node> extends VBox {
    private final Function<T, String> key;
    private final Function<T, N> make;
    private final BiConsumer<N, T> update;
    private final Map<String, N> nodes = new HashMap<>();

    /** An empty column. */
    public Keyed(Function<T, String> key, Function<T, N> make, BiConsumer<N, T> update) {
        this.key = key;
        this.make = make;
        this.update = update;
    }

    /** Shows these. */
    public void show(List<T> items) {
        List<Node> column = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (T item : items) {
            String id = key.apply(item);
            if (present.add(id)) {
                N node = nodes.computeIfAbsent(id, each -> make.apply(item));
                update.accept(node, item);
                column.add(node);
            }
        }
        nodes.keySet().retainAll(present);
        if (!getChildren().equals(column)) {
            getChildren().setAll(column);
        }
    }
}
