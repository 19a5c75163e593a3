package dev.portals.core.relay;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a relay service (spec 03 sections 2.3 and 2.4).
 *
 * <pre>
 * BARE string   length | name                                  Rust, and ours
 * CBOR map      {1: name text, 2: {text: text} tags}           Elixir
 * </pre>
 */
record RelayRequest(String name, Map<String, String> tags) {
    /** The name that asks for a random one. */
    static final String EPHEMERAL = "register";

    static RelayRequest decode(byte[] payload) {
        @Nullable RelayRequest bare = bare(payload, true);
        if (bare != null) {
            return bare;
        }
        if (payload.length > 0 && (payload[0] & 0xff) >> 5 == 5) {
            return map(new CborReader(payload));
        }
        bare = bare(payload, false);
        if (bare == null) {
            throw new DecodeException("a relay's name is a BARE string or a CBOR map");
        }
        return bare;
    }

    boolean isEphemeral() {
        return name.equals(EPHEMERAL);
    }

    private static @Nullable RelayRequest bare(byte[] payload, boolean whole) {
        try {
            if (whole && Bare.readSlice(payload, 0, payload.length).to() != payload.length) {
                return null;
            }
            return new RelayRequest(Bare.readString(payload, 0, payload.length), Map.of());
        } catch (DecodeException e) {
            return null;
        }
    }

    private static RelayRequest map(CborReader in) {
        String name = null;
        Map<String, String> tags = Map.of();
        CborReader.Items entries = in.map();
        while (entries.next()) {
            switch ((int) in.uint(Integer.MAX_VALUE)) {
                case 1 -> name = in.text();
                case 2 -> tags = in.none() ? Map.of() : tags(in);
                default -> in.skip();
            }
        }
        if (name == null) {
            throw new DecodeException("a relay's name is missing");
        }
        return new RelayRequest(name, tags);
    }

    private static Map<String, String> tags(CborReader in) {
        Map<String, String> tags = new LinkedHashMap<>();
        CborReader.Items entries = in.map();
        while (entries.next()) {
            tags.put(in.text(), in.text());
        }
        return Map.copyOf(tags);
    }
}
