package dev.portals.desktop.list;

import dev.portals.desktop.look.Mark;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Trust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A portal of somebody else that I can reach.
 *
 * @param address where it is on this computer; empty: nowhere yet
 * @param detail what stands beside the state's word
 * @param mono whether the detail is an address
 * @param usable whether it works now
 * @param paused whether this one was switched off
 * @param help what helps in this state
 * @param explanation what is wrong and what to do; empty: nothing
 * @param url what a browser opens; null: it isn't for one
 * @param path the way of its bytes in words; empty: none now
 * @param direct whether that way has no third machine on it
 * @param rate bytes in the last second, in words; empty: none
 * @param sentence all of it for a screen reader
 */
public record ReachableRow(
        String id,
        String from,
        String name,
        @Nullable String scheme,
        @Nullable String note,
        String address,
        Mark mark,
        String word,
        String detail,
        boolean mono,
        boolean usable,
        boolean paused,
        Help help,
        String explanation,
        @Nullable String url,
        String path,
        boolean direct,
        int open,
        Traffic traffic,
        String rate,
        String sentence) {

    /** The button at the right. */
    public enum Help {
        /** Copy the address. */
        COPY,
        /** Go on after a pause. */
        RESUME,
        /** Take another port. */
        ANOTHER_PORT,
        /** Compare words with a friend whose identity has changed. */
        COMPARE,
        /** Nothing but unfolding. */
        NONE
    }

    /**
     * What one person shares with me.
     *
     * @param from the address
     * @param name as I call them, else the address
     */
    public record Group(String from, String name, Trust trust, List<ReachableRow> rows) {}
}
