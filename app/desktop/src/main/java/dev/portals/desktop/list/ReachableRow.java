package dev.portals.desktop.list;

import dev.portals.desktop.look.Mark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A portal of somebody else that I can reach.
 *
 * @param address where it is on this computer; empty: nowhere yet
 * @param detail what stands beside the state's word
 * @param mono whether the detail is an address
 * @param usable whether it works now
 * @param help what helps in this state
 * @param explanation what is wrong and what to do; empty: nothing
 * @param url what a browser opens; null: it isn't for one
 * @param sentence all of it for a screen reader
 */
public record ReachableRow(
        String id,
        String from,
        String service,
        @Nullable String scheme,
        @Nullable String note,
        String address,
        Mark mark,
        String word,
        String detail,
        boolean mono,
        boolean usable,
        Help help,
        String explanation,
        @Nullable String url,
        int open,
        String sentence) {

    /** The button at the right. */
    public enum Help {
        /** Copy the address. */
        COPY,
        /** Go on after a pause. */
        RESUME,
        /** Take another port. */
        ANOTHER_PORT,
        /** Nothing but unfolding. */
        NONE
    }

    /** What one person shares with me. */
    public record Group(String from, List<ReachableRow> rows) {}
}
