/** Accounts of people: who they are, how they sign in, and which identities are theirs. */
@NullMarked
package dev.portals.orchestrator.account;

import org.jspecify.annotations.NullMarked;
