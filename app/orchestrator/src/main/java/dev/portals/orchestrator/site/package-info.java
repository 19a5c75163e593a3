/** The account service as browsers and programs see it: signing in, OAuth 2.0 and OpenID Connect, and everyone's own pages. */
@NullMarked
package dev.portals.orchestrator.site;

import org.jspecify.annotations.NullMarked;
