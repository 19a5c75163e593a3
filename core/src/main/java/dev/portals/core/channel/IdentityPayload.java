package dev.portals.core.channel;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.Credential;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.PurposeKeyAttestation;
import java.util.ArrayList;
import java.util.List;

/**
 * How each side introduces itself in message 2 and 3 (spec 02 section 5.6).
 *
 * <pre>
 * 83 | change history | attestation (82 ..) | array of credentials, 80 for none
 * </pre>
 *
 * @param history who it is
 * @param attestation that its key in this handshake is its own
 * @param credentials what authorities say about it; one at most is ever sent
 */
record IdentityPayload(ChangeHistory history, PurposeKeyAttestation attestation, List<Credential> credentials) {
    /** More credentials than any peer presents. */
    static final int MAX_CREDENTIALS = 16;

    static IdentityPayload decode(byte[] encoded) {
        CborReader in = new CborReader(encoded);
        CborReader.Items items = in.array();
        ChangeHistory history = ChangeHistory.decode(items.required("change history"));
        PurposeKeyAttestation attestation = PurposeKeyAttestation.decode(items.required("attestation"));
        List<Credential> credentials = decodeCredentials(items.required("credentials"));
        items.finish();
        return new IdentityPayload(history, attestation, credentials);
    }

    byte[] encode() {
        CborWriter out = new CborWriter(1024)
                .array(3)
                .raw(history.encode())
                .raw(attestation.encode())
                .array(credentials.size());
        credentials.forEach(credential -> out.raw(credential.encode()));
        return out.toBytes();
    }

    static List<Credential> decodeCredentials(CborReader in) {
        CborReader.Items items = in.array();
        List<Credential> credentials = new ArrayList<>(1);
        while (items.next()) {
            if (credentials.size() == MAX_CREDENTIALS) {
                throw new DecodeException("more than " + MAX_CREDENTIALS + " credentials are presented");
            }
            credentials.add(Credential.decode(in));
        }
        return credentials;
    }
}
