package dev.portals.engine.account;

import java.net.URI;
import java.time.Duration;

/**
 * A sign-in that waits for the person to type a code in a browser, on this or on another computer.
 *
 * @param userCode what the person types
 * @param page where
 * @param pageWithCode the same with the code filled in, for a QR code
 * @param life how long it can be done
 * @param secret what we ask with meanwhile
 * @param interval how often we may ask
 */
public record DeviceCode(String userCode, URI page, URI pageWithCode, Duration life, String secret, Duration interval) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "device code " + userCode;
    }
}
