package dev.portals.desktop.list;

import dev.portals.desktop.look.Mark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A portal of mine.
 *
 * @param detail what stands beside the state's word
 * @param mono whether the detail is an address
 * @param usable whether friends can use it now
 * @param explanation what is wrong and what to do; empty: nothing
 * @param url what a browser opens; null: it isn't for one
 * @param open connections now
 * @param sentence all of it for a screen reader
 */
public record PortalRow(
        String name,
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
        int open,
        String sentence) {

    /**
     * Somebody who was invited to it.
     *
     * @param word what became of it
     */
    public record GuestRow(
            String invitation, String email, Mark mark, String word, boolean accepted, String expires) {}
}
