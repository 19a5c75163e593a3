package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static Attributes read(String hex) {
        return Attributes.decode(new CborReader(HexFormat.of().parseHex(hex)));
    }

    private static String write(Attributes attributes) {
        CborWriter out = new CborWriter();
        attributes.encode(out);
        return HexFormat.of().formatHex(out.toBytes());
    }

    @Test
    void keysAreWrittenInBytewiseOrderAPrefixFirst() {
        Attributes attributes = Attributes.of(Map.of("b", "2", "aa", "1", "a", "0", "é", "3"));
        assertThat(write(attributes)).isEqualTo("8201a441614130" + "4261614131" + "41624132" + "42c3a94133");
    }

    @Test
    void theLastOfARepeatedKeyWinsAndAnyOrderIsRead() {
        assertThat(read("8201bf416241314162413241614130ff").asText()).isEqualTo(Map.of("a", "0", "b", "2"));
    }

    @Test
    void entriesThatAreNoTextAreKeptButNotShownAsText() {
        Attributes attributes = read("8207a341ff413141614130416241fe");
        assertThat(attributes.size()).isEqualTo(3);
        assertThat(attributes.schema()).isEqualTo(7);
        assertThat(attributes.asText()).isEqualTo(Map.of("a", "0"));
        assertThat(attributes.text("a")).contains("0");
        assertThat(attributes.text("b")).isEmpty();
        assertThat(attributes.text("c")).isEmpty();
        assertThat(write(attributes)).contains("41ff4131");
    }

    @Test
    void keysOrValuesOfTextAreRefused() {
        assertThatThrownBy(() -> read("8201a161614130")).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> read("8201a141616130")).isInstanceOf(DecodeException.class);
    }

    @Test
    void moreThanTheBoundAreRefused() {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < Attributes.MAX_COUNT; i++) {
            texts.put("key" + i, "v");
        }
        assertThat(Attributes.of(texts).size()).isEqualTo(Attributes.MAX_COUNT);
        texts.put("one more", "v");
        assertThatThrownBy(() -> Attributes.of(texts)).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> Attributes.of(Map.of("k", "v".repeat(Attributes.MAX_VALUE + 1))))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> Attributes.of(Map.of("k".repeat(Attributes.MAX_KEY + 1), "v")))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void anEntryOfTheApiHasArraysOfIntegers() {
        Identifier issuer = Identifier.of(new byte[32]);
        AttributesEntry entry = new AttributesEntry(Attributes.of(0, Map.of("k", "v1")), 5, 6L, issuer);
        String hex = "a401a181186b821876183102050306045820" + "00".repeat(32);
        assertThat(HexFormat.of().formatHex(entry.encode(new CborWriter()).toBytes()))
                .isEqualTo(hex);
        assertThat(AttributesEntry.decode(new CborReader(HexFormat.of().parseHex(hex))))
                .isEqualTo(entry);
    }

    @Test
    void anEntryOfTheApiMayLackItsEndAndItsIssuer() {
        AttributesEntry entry = new AttributesEntry(Attributes.of(0, Map.of()), 5, null, null);
        byte[] encoded = entry.encode(new CborWriter()).toBytes();
        assertThat(HexFormat.of().formatHex(encoded)).isEqualTo("a201a00205");
        assertThat(AttributesEntry.decode(new CborReader(encoded))).isEqualTo(entry);
        assertThat(entry.isExpired(Long.MAX_VALUE)).isFalse();
        byte[] odd = HexFormat.of().parseHex("bf0205186381010303f604f601a0ff");
        byte[] nulls = HexFormat.of().parseHex("bf0205186381" + "01" + "03f604f601a0ff");
        assertThat(AttributesEntry.decode(new CborReader(nulls))).isEqualTo(entry);
        assertThatThrownBy(() -> AttributesEntry.decode(new CborReader(odd))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> AttributesEntry.decode(new CborReader(new byte[] {(byte) 0xa0})))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void integersThatAreNoBytesAreRefused() {
        byte[] wrong = HexFormat.of().parseHex("a201a18119010081000205");
        assertThatThrownBy(() -> AttributesEntry.decode(new CborReader(wrong))).isInstanceOf(DecodeException.class);
    }
}
