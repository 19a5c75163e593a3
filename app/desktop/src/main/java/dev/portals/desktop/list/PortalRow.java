package dev.portals.desktop.list;

import dev.portals.desktop.look.Mark;
import dev.portals.engine.state.OpenConnection;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Trust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A portal of mine.
 *
 * @param id its name in actions
 * @param title what people see
 * @param detail what stands beside the state's word
 * @param mono whether the detail is an address
 * @param usable whether friends can use it now
 * @param paused whether this one was switched off
 * @param explanation what is wrong and what to do; empty: nothing
 * @param url what a browser opens; null: it isn't for one
 * @param connections now
 * @param rate bytes in the last second, in words; empty: none
 * @param sentence all of it for a screen reader
 */
public record PortalRow(
        String id,
        String title,
        String address,
        @Nullable String scheme,
        @Nullable String note,
        Mark mark,
        String word,
        String detail,
        boolean mono,
        boolean usable,
        boolean paused,
        String explanation,
        List<GuestRow> guests,
        @Nullable String url,
        List<OpenConnection> connections,
        Traffic traffic,
        String rate,
        String sentence) {

    /**
     * Somebody who was invited to it.
     *
     * @param name as the person calls them, else the address
     * @param word what became of it
     * @param expires when; empty: it was accepted
     * @param link opens the invitation in the recipient's program
     */
    public record GuestRow(
            String invitation,
            String email,
            String name,
            Mark mark,
            String word,
            boolean accepted,
            String expires,
            String link,
            Trust trust) {}

    /** How many connections there are now. */
    public int open() {
        return connections.size();
    }
}
