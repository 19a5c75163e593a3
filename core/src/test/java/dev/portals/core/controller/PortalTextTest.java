package dev.portals.core.controller;

import static dev.portals.core.controller.Vectors.bytes;
import static dev.portals.core.controller.Vectors.hex;
import static dev.portals.core.controller.Vectors.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalTextTest {
    private static final String HASH = "44".repeat(32);

    private static void refused(String name, String scheme, String note) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> new PortalText(name, scheme, note));
        CborWriter out = new CborWriter().map(3).uint(1).text(name).uint(2);
        if (scheme == null) {
            out.none();
        } else {
            out.text(scheme);
        }
        out.uint(3);
        if (note == null) {
            out.none();
        } else {
            out.text(note);
        }
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> PortalText.decode(in(hex(out.toBytes()))));
    }

    @Test
    void aTextHasTheBytesThatAreDrawn() {
        PortalText all = new PortalText("Wiki", "http", "hi");
        assertThat(hex(all.encode())).isEqualTo("a3016457696b6902646874747003626869");
        assertThat(PortalText.decode(in("a3016457696b6902646874747003626869"))).isEqualTo(all);
        PortalText name = new PortalText("Wiki", null, null);
        assertThat(hex(name.encode())).isEqualTo("a1016457696b69");
        assertThat(PortalText.decode(in("a1016457696b69"))).isEqualTo(name);
        assertThat(PortalText.decode(in("a3016457696b6902f603f6"))).isEqualTo(name);
    }

    @Test
    void aDescriptionHasTheBytesThatAreDrawn() {
        PortalDescription description = new PortalDescription(
                new PortalText("Wiki", "http", null), bytes(HASH), 1_700_000_000, "/service/wiki");
        String encoded = "a5016457696b69 026468747470 045820" + HASH + "051a6553f100 066d2f736572766963652f77696b69";
        assertThat(hex(description.encode())).isEqualTo(encoded.replace(" ", ""));
        assertThat(PortalDescription.decode(in(encoded))).isEqualTo(description);
    }

    @Test
    void aHashHas32Bytes() {
        PortalText text = new PortalText("Wiki", null, null);
        for (int length : new int[] {0, 31, 33}) {
            assertThatExceptionOfType(DecodeException.class)
                    .isThrownBy(() -> new PortalDescription(text, new byte[length], 0, "wiki"));
        }
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> PortalDescription.decode(
                        in("a4016457696b69 04581f" + HASH.substring(2) + "0500 066477696b69")));
    }

    @Test
    void aHashDoesNotChangeBehindTheDescriptionsBack() {
        byte[] hash = bytes(HASH);
        PortalDescription description = new PortalDescription(new PortalText("Wiki", null, null), hash, 0, "wiki");
        hash[0] = 0;
        description.ticketHash()[1] = 0;
        assertThat(hex(description.ticketHash())).isEqualTo(HASH);
    }

    @Test
    void descriptionsDifferInEachOfTheirParts() {
        PortalText text = new PortalText("Wiki", null, null);
        PortalDescription description = new PortalDescription(text, bytes(HASH), 1, "wiki");
        assertThat(description)
                .isEqualTo(new PortalDescription(text, bytes(HASH), 1, "wiki"))
                .isNotEqualTo(new PortalDescription(new PortalText("Wiki", "http", null), bytes(HASH), 1, "wiki"))
                .isNotEqualTo(new PortalDescription(text, new byte[32], 1, "wiki"))
                .isNotEqualTo(new PortalDescription(text, bytes(HASH), 2, "wiki"))
                .isNotEqualTo(new PortalDescription(text, bytes(HASH), 1, "blog"))
                .isNotEqualTo(null);
        assertThat(description.toString()).contains("Wiki").doesNotContain("44");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Ann's wiki", "Büro: Läden", "日本語", "🙂", "a/b#c,d", "  x  ", "👩‍💻"})
    void aNameCanBeWhatPeopleWrite(String name) {
        PortalText text = new PortalText(name, null, null);
        assertThat(PortalText.decode(in(hex(text.encode())))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "   ",
                "a\nb",
                "a\tb",
                "a\u0000b",
                "a\u001b[31mb",
                "a\u007f",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "\u202ecod.exe",
                "a\u2066b",
                "a\u200fb",
                "a\u061cb"
            })
    void aNameThatShowsSomethingElseThanItIsIsRefused(String name) {
        refused(name, null, null);
    }

    @Test
    void aNameHasAtMost100Characters() {
        assertThat(new PortalText("x".repeat(PortalText.MAX_NAME), null, null)).isNotNull();
        refused("x".repeat(PortalText.MAX_NAME + 1), null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "ssh", "postgresql", "h2", "git+ssh", "x-y", "a.b", "z"})
    void aSchemeIsLikeThatOfAnAddress(String scheme) {
        assertThat(new PortalText("a", scheme, null).scheme()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP", "1a", "+a", "http:", "javascript:alert(1)", "ht tp", "é", "a\n", "-"})
    void anotherSchemeIsRefused(String scheme) {
        refused("a", scheme, null);
    }

    @Test
    void aSchemeHasAtMost32Characters() {
        assertThat(new PortalText("a", "x".repeat(32), null)).isNotNull();
        refused("a", "x".repeat(33), null);
    }

    @Test
    void aNoteMayHaveLinesButNoOtherControls() {
        assertThat(new PortalText("a", null, "one\ntwo\n\nthree").note()).contains("\n");
        assertThat(new PortalText("a", null, "").note()).isEmpty();
        refused("a", null, "a\rb");
        refused("a", null, "a\tb");
        refused("a", null, "a\u001bb");
        refused("a", null, "a\u202eb");
        refused("a", null, "a\u0000");
    }

    @Test
    void aNoteHasAtMost1000Characters() {
        assertThat(new PortalText("a", null, "\n".repeat(PortalText.MAX_NOTE))).isNotNull();
        refused("a", null, "x".repeat(PortalText.MAX_NOTE + 1));
    }
}
