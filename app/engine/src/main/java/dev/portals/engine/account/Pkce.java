package dev.portals.engine.account;

import dev.portals.vault.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Proof that who exchanges a code is who asked for it (RFC 7636).
 *
 * @param verifier 43 characters, secret until the exchange
 */
public record Pkce(String verifier) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A new one, out of 32 random bytes. */
    public static Pkce random(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new Pkce(BASE64.encodeToString(bytes));
    }

    /** What may be shown before. */
    public String challenge() {
        return BASE64.encodeToString(Sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Without the verifier. */
    @Override
    public String toString() {
        return "PKCE " + challenge();
    }
}
