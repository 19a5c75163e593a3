/** The program beside real peers: each test starts real processes and needs what {@code .ci/run} installs. */
@NullMarked
package dev.portals.command.peers;

import org.jspecify.annotations.NullMarked;
