/** What the tests of more than one package use. */
@NullMarked
package dev.portals.transport.testing;

import org.jspecify.annotations.NullMarked;
