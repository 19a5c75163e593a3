package dev.portals.core.routing;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names a flow of messages that enters the node at one place (spec 01 section 4.6.2). Local; never sent.
 *
 * @param text 32 lower-case hex digits
 */
public record FlowControlId(String text) {
    /** A fresh one. */
    public static FlowControlId random(SecureRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new FlowControlId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return text;
    }
}
