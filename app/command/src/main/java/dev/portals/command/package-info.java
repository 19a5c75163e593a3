/** The command line: each subcommand turns words into one action of the engine or the orchestrator, and its answer into text. */
@NullMarked
package dev.portals.command;

import org.jspecify.annotations.NullMarked;
