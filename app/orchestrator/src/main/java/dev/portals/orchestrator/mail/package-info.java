/** Mail to people: what it says, the queue it waits in, and how it leaves. */
@NullMarked
package dev.portals.orchestrator.mail;

import org.jspecify.annotations.NullMarked;
