/** An HTTP server for pages: routes, requests, responses, limits, and the templates' one look. */
@NullMarked
package dev.portals.orchestrator.web;

import org.jspecify.annotations.NullMarked;
