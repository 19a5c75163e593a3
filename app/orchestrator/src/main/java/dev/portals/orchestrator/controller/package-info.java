/** The controller: the node that clients ask for accounts, spaces, projects and invitations. */
@NullMarked
package dev.portals.orchestrator.controller;

import org.jspecify.annotations.NullMarked;
