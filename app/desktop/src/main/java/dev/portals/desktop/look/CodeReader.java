package dev.portals.desktop.look;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.portals.desktop.screen.CodeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/** Files of a person's disk, of which nothing is known: texts, or pictures of a code. */
public final class CodeReader implements CodeFile {
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_TEXT = 64 * 1024;
    private static final int MOST_PIXELS = 1600;

    /** It needs nothing. */
    public CodeReader() {}

    @Override
    public String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("it is too large");
        }
        if (isPicture(bytes)) {
            return code(bytes);
        }
        return new String(bytes, 0, Math.min(bytes.length, MOST_TEXT), StandardCharsets.UTF_8);
    }

    /** PNG, JPEG, GIF or BMP. */
    private static boolean isPicture(byte[] bytes) {
        return begins(bytes, 0x89, 'P', 'N', 'G')
                || begins(bytes, 0xFF, 0xD8, 0xFF)
                || begins(bytes, 'G', 'I', 'F', '8')
                || begins(bytes, 'B', 'M');
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static String code(byte[] bytes) throws IOException {
        Image image = new Image(new ByteArrayInputStream(bytes), MOST_PIXELS, MOST_PIXELS, true, false);
        if (image.isError()) {
            throw new IOException("the picture can't be read");
        }
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        try {
            return new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        } catch (ReaderException e) {
            return "";
        }
    }
}
