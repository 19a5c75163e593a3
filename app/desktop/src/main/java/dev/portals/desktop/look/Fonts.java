package dev.portals.desktop.look;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The fonts that come with the program. */
final class Fonts {
    private static final List<String> FILES = List.of(
            "Inter-Regular.otf",
            "Inter-Medium.otf",
            "Inter-SemiBold.otf",
            "JetBrainsMono-Regular.ttf",
            "JetBrainsMono-Medium.ttf",
            "JetBrainsMono-SemiBold.ttf");

    private Fonts() {}

    static void load() {
        for (String file : FILES) {
            try (@Nullable InputStream in = Fonts.class.getResourceAsStream("/dev/portals/desktop/fonts/" + file)) {
                if (in == null || Font.loadFont(in, 14) == null) {
                    LoggerFactory.getLogger(Fonts.class).warn("the font {} can't be loaded", file);
                }
            } catch (IOException e) {
                LoggerFactory.getLogger(Fonts.class).warn("the font {} can't be read", file, e);
            }
        }
    }
}
