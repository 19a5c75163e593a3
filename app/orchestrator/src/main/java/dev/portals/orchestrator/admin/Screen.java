package dev.portals.orchestrator.admin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the administration, of parts from which one template makes it. Paths are below the root of the pages.
 *
 * @param here where the navigation is; the first segment below {@code /admin}
 * @param lead a sentence below the title; may be empty
 * @param up the page above; null: none
 */
public record Screen(
        String title, String here, String lead, @Nullable Link up, List<Part> parts) {
    /** What the navigation leads to. */
    public static final List<Place> PLACES = List.of(
            new Place("", "Overview"),
            new Place("users", "Users"),
            new Place("spaces", "Spaces"),
            new Place("projects", "Projects"),
            new Place("relays", "Relays"),
            new Place("invitations", "Invitations"),
            new Place("mail", "Mail"),
            new Place("audit", "Audit log"));

    /** A place in the navigation. */
    public record Place(String name, String label) {
        /** Where it is. */
        public String path() {
            return name.isEmpty() ? "/admin" : "/admin/" + name;
        }
    }

    /** Something on the page. */
    public sealed interface Part permits Search, Tiles, Facts, Table, Actions, Banner, Letter {}

    /** Where to go. */
    public record Link(String label, String path) {}

    /** How something is, shown by a shape, beside the word for it. */
    public enum Mark {
        /** No shape. */
        NONE,
        /** As it should be. */
        GOOD,
        /** Somebody should look. */
        WARNING,
        /** Something went wrong. */
        FAULT,
        /** Not allowed, or no more. */
        DENIED,
        /** It will go on by itself. */
        WAITING
    }

    /**
     * Asks for a list.
     *
     * @param about what was asked for
     * @param hint what can be asked for; empty: nothing can
     * @param choices the kinds of what is listed
     */
    public record Search(String path, String about, String hint, List<Choice> choices) implements Part {}

    /** One kind, whether it is chosen. */
    public record Choice(String label, String name, String value, boolean chosen) {}

    /** Numbers. */
    public record Tiles(List<Tile> tiles) implements Part {}

    /** A number, and what it is made of; it leads to the list. */
    public record Tile(String label, String value, String second, String path) {}

    /** What is known of one thing. */
    public record Facts(String title, List<Fact> facts) implements Part {}

    /** One fact. */
    public record Fact(String name, Cell value) {}

    /**
     * A list.
     *
     * @param title may be empty
     * @param empty the sentence in its place when there is nothing
     * @param more where all of it is; null: here
     */
    public record Table(
            String title,
            List<Column> columns,
            List<List<Cell>> rows,
            String empty,
            Pager pager,
            @Nullable Link more) implements Part {}

    /** A column of a list; numbers are at its right. */
    public record Column(String name, boolean number) {
        static Column text(String name) {
            return new Column(name, false);
        }

        static Column number(String name) {
            return new Column(name, true);
        }
    }

    /** The paths of the pages beside this one; empty where there is none. */
    public record Pager(String newer, String older) {
        static final Pager NONE = new Pager("", "");

        /** Whether there are none. */
        public boolean isEmpty() {
            return newer.isEmpty() && older.isEmpty();
        }
    }

    /**
     * One value.
     *
     * @param second smaller, below it; may be empty
     * @param path where it leads; empty: nowhere
     * @param code whether it is an identifier or the like
     */
    public record Cell(String text, String second, String path, Mark mark, boolean code, List<Action> actions) {
        static Cell of(String text) {
            return new Cell(text, "", "", Mark.NONE, false, List.of());
        }

        static Cell code(String text) {
            return new Cell(text, "", "", Mark.NONE, true, List.of());
        }

        static Cell link(String text, String path) {
            return new Cell(text, "", path, Mark.NONE, false, List.of());
        }

        static Cell state(Mark mark, String word) {
            return new Cell(word, "", "", mark, false, List.of());
        }

        static Cell actions(List<Action> actions) {
            return new Cell("", "", "", Mark.NONE, false, actions);
        }

        Cell with(String below) {
            return new Cell(text, below, path, mark, code, actions);
        }
    }

    /** What can be done. */
    public record Actions(String title, List<Action> actions) implements Part {}

    /**
     * A form with one button.
     *
     * @param description what the button does to what, for who can't see where it stands
     * @param lead what it means; may be empty
     * @param fields what it sends besides
     * @param danger whether it takes something away
     * @param choice a field to choose a value for; null: none
     */
    public record Action(
            String label,
            String description,
            String lead,
            String path,
            Map<String, String> fields,
            boolean danger,
            @Nullable Select choice) {
        static Action of(String label, String description, String lead, String path) {
            return new Action(label, description, lead, path, Map.of(), false, null);
        }

        Action dangerous() {
            return new Action(label, description, lead, path, fields, true, choice);
        }

        Action sending(String field, String value) {
            return new Action(label, description, lead, path, Map.of(field, value), danger, choice);
        }

        Action choosing(Select from) {
            return new Action(label, description, lead, path, fields, danger, from);
        }
    }

    /** A field with some values, one of which it has now. */
    public record Select(String label, String field, String now, List<String> values) {}

    /** Something that somebody should know. */
    public record Banner(String heading, String text) implements Part {}

    /**
     * A message as it is read.
     *
     * @param page the path of its other form; it is shown in a frame that can do nothing; empty: it can't be shown
     */
    public record Letter(String text, String page) implements Part {}
}
