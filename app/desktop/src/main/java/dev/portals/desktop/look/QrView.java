package dev.portals.desktop.look;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/** A QR code, black on white in both themes, with a quiet zone of 4; screen readers get its text (spec 05 section 15.14). */
public final class QrView extends StackPane {
    private static final double SIDE = 240;
    private static final double LEAST_PIXELS = 4;
    /** Of the largest code of level M. */
    private static final int MOST_BYTES = 2331;

    /** The code of that text. */
    public QrView(String text) {
        getStyleClass().add("qr-box");
        setAccessibleText(text);
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        BitMatrix matrix = encode(text);
        SVGPath path = new SVGPath();
        path.setContent(drawing(matrix));
        path.setFill(Color.BLACK);
        // A camera can't tell the squares of a large code apart if they are smaller.
        double side = Math.max(SIDE, LEAST_PIXELS * matrix.getWidth() + 2);
        setMinSize(side, side);
        setMaxSize(side, side);
        double scale = (side - 2) / matrix.getWidth();
        path.getTransforms().add(new Scale(scale, scale));
        getChildren().add(new Group(path));
    }

    /** The same, if the text fits into a code. */
    public static Optional<QrView> fitting(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                ? Optional.empty()
                : Optional.of(new QrView(text));
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            1,
                            1,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    4,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8"));
        } catch (WriterException e) {
            throw new IllegalArgumentException("it doesn't fit into a code", e);
        }
    }

    private static String drawing(BitMatrix matrix) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                int end = x;
                while (end < matrix.getWidth() && matrix.get(end, y)) {
                    end++;
                }
                if (end > x) {
                    path.append('M').append(x).append(' ').append(y);
                    path.append('h')
                            .append(end - x)
                            .append("v1h")
                            .append(x - end)
                            .append('z');
                    x = end;
                }
            }
        }
        return path.toString();
    }
}
