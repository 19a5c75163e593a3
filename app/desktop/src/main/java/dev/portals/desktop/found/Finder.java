package dev.portals.desktop.found;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks for services of this computer, on a thread of its own. */
public interface Finder {
    /** Those there are now, in no order. */
    CompletableFuture<List<Found>> find();
}
