package dev.portals.desktop.portals;

import dev.portals.desktop.list.PortalRow;
import java.util.List;
import java.util.Optional;

/**
 * What the page shows.
 *
 * @param rows those that fit what is searched for
 * @param chosen the one with details
 * @param empty whether nothing is shared at all
 */
record PortalsModel(List<PortalRow> rows, Optional<PortalRow> chosen, boolean empty) {}
