/** The policy language: who may do what, written as an expression over the attributes of a peer. */
@NullMarked
package dev.portals.core.policy;

import org.jspecify.annotations.NullMarked;
