package dev.portals.core.multiaddr;

/** Text or bytes that are no multi-address. The message says what is wrong and what could stand there. */
public final class MultiAddrSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MultiAddrSyntaxException(String message) {
        super(message, null, false, false);
    }
}
