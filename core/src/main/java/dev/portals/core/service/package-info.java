/** The small services that every node offers to its peers. */
@NullMarked
package dev.portals.core.service;

import org.jspecify.annotations.NullMarked;
