package dev.portals.desktop.platform.linux;

import dev.portals.desktop.platform.MenuEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** The menu on the bus. Numbers of entries stay the same as long as their keys are there. */
final class MenuObject implements DbusMenu {
    static final String PATH = "/MenuBar";

    private final Map<String, Integer> numbers = new HashMap<>();
    private List<MenuEntry> entries = List.of();
    private int revision = 1;

    /** Shows another menu; its revision, or 0 if it is the same. */
    synchronized int show(List<MenuEntry> next) {
        boolean same = next.equals(entries);
        entries = next;
        if (same) {
            return 0;
        }
        revision++;
        return revision;
    }

    private int number(String key) {
        return numbers.computeIfAbsent(key, each -> numbers.size() + 1);
    }

    @Override
    public synchronized LayoutAnswer<UInt32, MenuLayout> GetLayout(int parentId, int depth, List<String> names) {
        MenuLayout layout = parentId == 0
                ? root(depth)
                : find(entries, parentId) instanceof MenuEntry.Submenu submenu
                        ? layout(submenu, depth)
                        : new MenuLayout(parentId, Map.of(), List.of());
        return new LayoutAnswer<>(new UInt32(revision), layout);
    }

    private MenuLayout root(int depth) {
        return new MenuLayout(
                0, new HashMap<>(Map.of("children-display", new Variant<>("submenu"))), children(entries, depth));
    }

    private List<Variant<?>> children(List<MenuEntry> list, int depth) {
        List<Variant<?>> children = new ArrayList<>();
        if (depth != 0) {
            for (MenuEntry entry : list) {
                children.add(new Variant<>(layout(entry, depth - 1), "(ia{sv}av)"));
            }
        }
        return children;
    }

    private MenuLayout layout(MenuEntry entry, int depth) {
        int number = number(entry.key());
        List<Variant<?>> below =
                entry instanceof MenuEntry.Submenu submenu ? children(submenu.entries(), depth) : new ArrayList<>();
        return new MenuLayout(number, properties(entry), below);
    }

    private static Map<String, Variant<?>> properties(MenuEntry entry) {
        Map<String, Variant<?>> properties = new HashMap<>();
        switch (entry) {
            case MenuEntry.Action action -> {
                properties.put("label", new Variant<>(label(action.text())));
                properties.put("enabled", new Variant<>(action.enabled()));
            }
            case MenuEntry.Submenu submenu -> {
                properties.put("label", new Variant<>(label(submenu.text())));
                properties.put("children-display", new Variant<>("submenu"));
            }
            case MenuEntry.Separator separator -> properties.put("type", new Variant<>("separator"));
        }
        return properties;
    }

    /** An underscore marks a letter in a label; two are one. */
    private static String label(String text) {
        return text.replace("_", "__");
    }

    private MenuEntry find(List<MenuEntry> list, int id) {
        for (MenuEntry entry : list) {
            if (number(entry.key()) == id) {
                return entry;
            }
            if (entry instanceof MenuEntry.Submenu submenu) {
                MenuEntry below = find(submenu.entries(), id);
                if (!(below instanceof MenuEntry.Separator)) {
                    return below;
                }
            }
        }
        return new MenuEntry.Separator("none");
    }

    @Override
    public synchronized List<MenuProperties> GetGroupProperties(List<Integer> ids, List<String> names) {
        List<MenuProperties> answer = new ArrayList<>();
        for (int id : ids) {
            answer.add(new MenuProperties(id, id == 0 ? root(0).properties : properties(find(entries, id))));
        }
        return answer;
    }

    @Override
    public synchronized Variant<?> GetProperty(int id, String name) {
        Variant<?> value = properties(find(entries, id)).get(name);
        return value == null ? new Variant<>("") : value;
    }

    @Override
    public void Event(int id, String eventId, Variant<?> data, UInt32 timestamp) {
        if (eventId.equals("clicked")) {
            MenuEntry pressed;
            synchronized (this) {
                pressed = find(entries, id);
            }
            if (pressed instanceof MenuEntry.Action action && action.enabled()) {
                action.run().run();
            }
        }
    }

    @Override
    public List<Integer> EventGroup(List<MenuEvent> events) {
        events.forEach(event -> Event(event.id, event.type, event.data, event.timestamp));
        return List.of();
    }

    @Override
    public boolean AboutToShow(int id) {
        return false;
    }

    @Override
    public AboutToShowAnswer<List<Integer>, List<Integer>> AboutToShowGroup(List<Integer> ids) {
        return new AboutToShowAnswer<>(List.of(), List.of());
    }

    @Override
    public UInt32 getVersion() {
        return new UInt32(3);
    }

    @Override
    public String getTextDirection() {
        return "ltr";
    }

    @Override
    public String getStatus() {
        return "normal";
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }

    @Override
    public boolean isRemote() {
        return false;
    }
}
