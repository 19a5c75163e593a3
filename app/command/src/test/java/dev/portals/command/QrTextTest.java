package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrTextTest {
    private static final int SCALE = 4;

    @Test
    void aCameraReadsTheLinkThatWasDrawn() throws Exception {
        String link = "ockam://invitations/accept/3f2a1b7c9d8e4f60a1b2c3d4e5f60718";
        List<String> lines = QrText.of(link)
                .lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        int side = lines.getFirst().length() * SCALE;
        int[] pixels = new int[side * lines.size() * 2 * SCALE];
        for (int y = 0; y < lines.size() * 2 * SCALE; y++) {
            for (int x = 0; x < side; x++) {
                char cell = lines.get(y / SCALE / 2).charAt(x / SCALE);
                boolean upper = y / SCALE % 2 == 0;
                boolean black = cell == '█' || cell == (upper ? '▀' : '▄');
                pixels[y * side + x] = black ? 0 : 0xFFFFFF;
            }
        }
        String read = new QRCodeReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new RGBLuminanceSource(side, lines.size() * 2 * SCALE, pixels))))
                .getText();
        assertThat(read).isEqualTo(link);
    }
}
