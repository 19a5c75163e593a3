package dev.portals.desktop.friends;

import dev.portals.engine.state.Trust;
import java.util.List;

/** What the page shows. */
record FriendsModel(List<Friend> friends, boolean empty) {
    /**
     * Somebody.
     *
     * @param name as I call them, else the address
     * @param note what I noted of them
     * @param blocked whether nothing of theirs is accepted
     * @param comparable whether a device of theirs has been seen
     * @param uses portals of mine that were shared with them
     * @param shares portals of theirs that I can reach
     */
    record Friend(
            String email,
            String name,
            String note,
            Trust trust,
            boolean blocked,
            boolean comparable,
            List<String> uses,
            List<String> shares) {}
}
