package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.List;

/**
 * The Okta tenant of a project's add-on (spec 04 section 3.8).
 *
 * <pre>
 * {1: tenant's base URL text, 2: certificate PEM text, 3: client id text, 4: [attribute's name text]}
 * </pre>
 */
public record OktaConfig(String tenantBaseUrl, String certificate, String clientId, List<String> attributes)
        implements Body {
    /** Copies the list. */
    public OktaConfig {
        Wire.check(tenantBaseUrl, Wire.URL, "tenant's URL");
        Wire.check(certificate, Wire.DOCUMENT, "certificate");
        Wire.check(clientId, Wire.ID, "client id");
        attributes = Wire.copy(attributes, Wire.NAME, "attribute's name");
    }

    /** Reads it. */
    public static OktaConfig decode(CborReader in) {
        String url = null;
        String certificate = null;
        String clientId = null;
        List<String> attributes = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> url = in.text();
                case 2 -> certificate = in.text();
                case 3 -> clientId = in.text();
                case 4 -> attributes = Wire.texts(in);
                default -> in.skip();
            }
        }
        return new OktaConfig(
                Wire.required(url, "tenant's URL"),
                Wire.required(certificate, "certificate"),
                Wire.required(clientId, "client id"),
                Wire.required(attributes, "list of attributes"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, tenantBaseUrl)
                .text(2, certificate)
                .text(3, clientId)
                .texts(4, attributes)
                .writeTo(out);
    }
}
