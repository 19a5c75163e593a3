/** What is asked of a controller and what it answers: spaces, projects, invitations. */
@NullMarked
package dev.portals.core.controller;

import org.jspecify.annotations.NullMarked;
