package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts of spec 01 section 2.3.3 on the four fields of a transport message, read with the codec alone. */
class VerdictTableTest {
    private static String read(String hex) {
        CborReader in = new CborReader(HexFormat.of().parseHex(hex.replace(" ", "")));
        CborReader.Items items = in.array();
        Route onward = Route.decode(items.required("onward_route"));
        Route returning = Route.decode(items.required("return_route"));
        int size = items.required("payload").byteSlice();
        String context = items.present() ? '"' + in.text() + '"' : "none";
        items.finish();
        return onward + "/" + returning + "/" + size + "/" + context;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "84 80 80 40 f6",
                "83 80 80 40",
                "85 80 80 40 f6 01",
                "9f 80 80 40 f6 ff",
                "9f 80 80 40 ff",
                "9f 80 80 40 ff 60",
                "84 9f ff 80 40 f6",
                "84 98 00 80 40 f6",
                "84 80 80 58 00 f6",
                "84 80 80 40 f6 00 00"
            })
    void anEmptyMessageIsTakenInEveryForm(String hex) {
        assertThat(read(hex)).isEqualTo("//0/none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"84 81 82 18 00 41 61 80 40 f6", "84 81 83 00 41 61 07 80 40 f6", "84 81 9f 00 41 61 ff 80 40 f6"
            })
    void anAddressIsTakenInEveryForm(String hex) {
        assertThat(read(hex)).isEqualTo("0#a//0/none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"84 80 80 40 60", "84 80 80 40 78 00", "9f 80 80 40 60 ff"})
    void anEmptyContextIsNotAnAbsentOne(String hex) {
        assertThat(read(hex)).isEqualTo("//0/\"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "82 80 80",
                "9f 80 80 ff",
                "84 80 80 80 f6",
                "84 80 80 f6 f6",
                "84 f6 80 40 f6",
                "84 80 80 5f ff f6",
                "84 80 80 40 f7",
                "84 80 80 40 7f ff",
                "84 81 82 19 01 00 41 61 80 40 f6",
                "84 81 82 00 61 61 80 40 f6",
                "84 81 81 00 80 40 f6",
                "a0",
                "c1 84 80 80 40 f6"
            })
    void whatPeersRefuseIsRefused(String hex) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> read(hex));
    }
}
