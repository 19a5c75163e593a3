package dev.portals.desktop.look;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The tray's icons as files that a panel draws in its own colour: pictures of this program can't know whether the panel is light
 * or dark, which need not be as the windows are.
 */
public final class SymbolicIcons {
    private static final String END = "-symbolic";

    private SymbolicIcons() {}

    /** What an icon of the tray is called as a file. */
    public static String name(String icon) {
        return "portals-" + icon + END;
    }

    /** The program's own icon among them, in its colours. */
    public static Path own(Path theme) {
        return theme.resolve("portals.svg");
    }

    /** Writes them below that folder, and returns the folder that panels are told; nothing if that fails. */
    public static Optional<Path> write(Path home) {
        Path theme = home.resolve("icons");
        try {
            // Some panels look for a theme, some for files.
            Path scalable = Files.createDirectories(theme.resolve("hicolor/symbolic/apps"));
            for (String icon : Icons.names()) {
                if (icon.startsWith("tray-")) {
                    byte[] drawing = drawing(Icons.shape(icon)).getBytes(StandardCharsets.UTF_8);
                    Files.write(theme.resolve(name(icon) + ".svg"), drawing);
                    Files.write(scalable.resolve(name(icon) + ".svg"), drawing);
                }
            }
            Files.writeString(own(theme), ownDrawing());
            return Optional.of(theme.toAbsolutePath());
        } catch (IOException e) {
            LoggerFactory.getLogger(SymbolicIcons.class).info("the panel gets no icons that follow its colour", e);
            return Optional.empty();
        }
    }

    private static String ownDrawing() {
        StringBuilder drawing = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\" viewBox=\"0 0 64 64\">"
                        + "<rect width=\"64\" height=\"64\" rx=\"14\" fill=\"#2A5BD7\"/>"
                        + "<g transform=\"translate(9.6 9.6) scale(2.8)\" fill=\"#FFFFFF\">");
        for (Icons.Part part : Icons.shape("tray-connected").parts()) {
            drawing.append("<path d=\"").append(part.path()).append("\"/>");
        }
        return drawing.append("</g></svg>\n").toString();
    }

    private static String drawing(Icons.Shape shape) {
        int side = (int) shape.side();
        StringBuilder drawing = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + side
                + "\" height=\"" + side + "\" viewBox=\"0 0 " + side + " " + side + "\">");
        for (Icons.Part part : shape.parts()) {
            drawing.append("<path fill=\"#2e3436\"")
                    .append(part.evenOdd() ? " fill-rule=\"evenodd\"" : "")
                    .append(" d=\"")
                    .append(part.path())
                    .append("\"/>");
        }
        return drawing.append("</svg>\n").toString();
    }
}
