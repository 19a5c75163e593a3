package dev.portals.engine.application;

import java.net.URI;

/** How the person is brought to a browser. */
public sealed interface SignIn {
    /** On this computer: {@code open} brings up the page, which comes back to a port here. */
    record Browser(java.util.function.Consumer<URI> open) implements SignIn {}

    /** On any computer: {@code show} tells the page and the code to type there. */
    record Code(java.util.function.BiConsumer<URI, String> show) implements SignIn {}
}
