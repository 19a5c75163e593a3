package dev.portals.engine;

import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
import dev.portals.transport.node.LocalNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person should know of the node's own credential when another node doesn't let it in: that is often the cause. */
public record OwnCredential(
        LocalNode local,
        @Nullable Identifier authority,
        @Nullable CredentialSource source) {
    /** The same sentence with a remark on the credential behind it. May wait: not for event loops. */
    public String behind(String sentence) {
        return sentence + "; " + remark();
    }

    private String remark() {
        if (source == null) {
            return "this node has no credential";
        }
        try {
            Credential credential = source.current();
            if (authority == null) {
                return "this node's credential can't be checked, as it trusts no authority";
            }
            Map<String, String> attributes = local.credentials()
                    .verify(credential, local.identifier(), Set.of(authority))
                    .attributes()
                    .asText();
            return "this node's credential says "
                    + attributes.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
        } catch (CredentialException e) {
            return switch (e.reason()) {
                case EXPIRED -> "this node's credential has expired";
                case INVALID_ISSUER_KEY, UNKNOWN_AUTHORITY ->
                    "this node's credential is from another authority than the one it trusts";
                case WRONG_SUBJECT -> "this node's credential is about another identity";
                case NOT_YET_VALID -> "this node's credential is from the future: check the clocks";
                case UNAVAILABLE -> "this node got no credential: " + e.getMessage();
                case MALFORMED, INVALID_SIGNATURE, OUTSIDE_KEY_VALIDITY, UNKNOWN_SUBJECT ->
                    "this node's credential is not valid";
            };
        }
    }
}
