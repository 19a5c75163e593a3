package dev.portals.desktop.welcome;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A server of one's own on this computer, to try everything without anybody else. */
public interface LocalServer {
    /** Starts it unless it runs; its address. */
    CompletableFuture<URI> start();
}
