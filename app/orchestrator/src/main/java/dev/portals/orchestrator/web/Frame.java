package dev.portals.orchestrator.web;

import org.jspecify.annotations.Nullable;

/**
 * What every page has around it.
 *
 * @param root before every path of a link; empty or a path without a slash at its end
 * @param host the name of this installation
 * @param stylesheet its path
 * @param csrf goes into every form as {@code csrf}
 * @param who the address of who is signed in; null: nobody
 * @param administrator whether that is an administrator
 */
public record Frame(
        String root,
        String host,
        String stylesheet,
        String csrf,
        @Nullable String who,
        boolean administrator) {}
