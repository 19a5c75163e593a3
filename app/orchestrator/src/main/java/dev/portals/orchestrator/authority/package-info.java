/** The credential authority of a project: who is a member, with which attributes, and the credentials that say so. */
@NullMarked
package dev.portals.orchestrator.authority;

import org.jspecify.annotations.NullMarked;
