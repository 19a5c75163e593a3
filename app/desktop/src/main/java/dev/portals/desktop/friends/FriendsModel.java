package dev.portals.desktop.friends;

import java.util.List;

/** What the page shows. */
record FriendsModel(List<Friend> friends, boolean empty) {
    /**
     * Somebody.
     *
     * @param uses portals of mine that were shared with them
     * @param shares portals of theirs that I can reach
     */
    record Friend(String email, List<String> uses, List<String> shares) {}
}
