package dev.portals.command;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code in half blocks, black on white whatever the terminal's colours are (spec 05 section 15.14). */
final class QrText {
    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String PLAIN = "\u001b[0m";

    private QrText() {}

    /** The code of that text, two rows of it in a line. */
    static String of(String text) {
        BitMatrix matrix = encode(text);
        StringBuilder drawing = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y += 2) {
            drawing.append(y == 0 ? "" : "\n").append(BLACK_ON_WHITE);
            for (int x = 0; x < matrix.getWidth(); x++) {
                boolean upper = matrix.get(x, y);
                boolean lower = y + 1 < matrix.getHeight() && matrix.get(x, y + 1);
                drawing.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            drawing.append(PLAIN);
        }
        return drawing.toString();
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 4));
        } catch (WriterException e) {
            throw new IllegalArgumentException("a link is short enough for a code", e);
        }
    }
}
