package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * Shares a service with somebody: POST {@code /v0/invites/service} (spec 04 section 6.2).
 *
 * <pre>
 * {1: expires at text opt, 2: project's id text, 3: recipient's email text, 4 to 10: 1 to 7 of ServiceAccessDetails,
 *  100: SignedDescription in bytes, opt, ours}
 * </pre>
 *
 * @param expiresAt unchecked, see {@link ExpiryText}
 */
public record NewServiceInvitation(
        @Nullable String expiresAt, String projectId, String recipient, ServiceAccessDetails access) implements Body {
    /** By how much the keys of the details are higher here. */
    private static final int SHIFT = 3;

    /** Bounds the texts. */
    public NewServiceInvitation {
        Wire.check(expiresAt, Wire.DATE, "date");
        Wire.check(projectId, Wire.ID, "project's id");
        Wire.check(recipient, Wire.EMAIL, "recipient's email");
    }

    /** Reads the body. */
    public static NewServiceInvitation decode(CborReader in) {
        String expiresAt = null;
        String projectId = null;
        String recipient = null;
        ServiceAccessDetails.Parts access = new ServiceAccessDetails.Parts();
        CborReader.Items fields = in.map();
        while (fields.next()) {
            int key = Wire.key(in);
            switch (key) {
                case 1 -> expiresAt = Wire.optionalText(in);
                case 2 -> projectId = in.text();
                case 3 -> recipient = in.text();
                case Wire.OURS -> access.read(Wire.OURS, in);
                default -> access.read(key > 10 ? 0 : key - SHIFT, in);
            }
        }
        return new NewServiceInvitation(
                expiresAt,
                Wire.required(projectId, "project's id"),
                Wire.required(recipient, "recipient's email"),
                access.together());
    }

    @Override
    public CborWriter encode(CborWriter out) {
        Fields fields = new Fields().text(1, expiresAt).text(2, projectId).text(3, recipient);
        return access.writeTo(fields, 1 + SHIFT).writeTo(out);
    }
}
