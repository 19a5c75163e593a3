package dev.portals.desktop.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.desktop.Sample;
import dev.portals.desktop.Toolkit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes as they are drawn, read again by JavaFX's own, without a display. */
@Tag("peer")
class CodeReaderPeerTest {
    @TempDir
    private Path directory;

    @BeforeAll
    static void startScreen() throws Exception {
        Toolkit.start();
    }

    @Test
    void aPictureOfTheCodeOnTheScreenIsTheCard() throws Exception {
        CompletableFuture<WritableImage> drawn = new CompletableFuture<>();
        Platform.runLater(() -> {
            StackPane room = new StackPane(new QrView(Sample.CARD));
            new Scene(room);
            room.applyCss();
            room.layout();
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setTransform(Transform.scale(2, 2));
            parameters.setFill(Color.WHITE);
            drawn.complete(room.snapshot(parameters, null));
        });
        WritableImage image = drawn.get(60, TimeUnit.SECONDS);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        Path file = directory.resolve("card.png");
        ImageIO.write(picture, "png", file.toFile());
        assertThat(new CodeReader().read(file)).isEqualTo(Sample.CARD);
    }

    @Test
    void aPictureOfSomethingElseHoldsNoCard() throws IOException {
        Path file = directory.resolve("nothing.png");
        ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        assertThat(new CodeReader().read(file)).isEmpty();
    }

    @Test
    void aBrokenPictureCannotBeRead() throws IOException {
        Path file = Files.write(directory.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        assertThatThrownBy(() -> new CodeReader().read(file)).isInstanceOf(IOException.class);
    }
}
