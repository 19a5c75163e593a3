package dev.portals.desktop.reachable;

import dev.portals.desktop.list.ReachableRow;
import java.util.List;

/**
 * What the page shows.
 *
 * @param groups those that fit what is searched for
 * @param empty whether nothing is shared with me at all
 * @param email where invitations come to
 */
record ReachableModel(List<ReachableRow.Group> groups, boolean empty, String email) {}
