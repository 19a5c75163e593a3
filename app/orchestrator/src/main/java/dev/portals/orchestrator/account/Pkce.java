package dev.portals.orchestrator.account;

import java.util.Base64;
import java.util.regex.Pattern;

/** Proof that who exchanges a code is who asked for it (RFC 7636); only with SHA-256. */
public final class Pkce {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private Pkce() {}

    /** Whether that can be a challenge. */
    public static boolean isChallenge(String text) {
        return CHALLENGE.matcher(text).matches();
    }

    /** Whether that can be a verifier. */
    public static boolean isVerifier(String text) {
        return VERIFIER.matcher(text).matches();
    }

    /** The challenge of a verifier. */
    public static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256(verifier));
    }
}
