package dev.portals.desktop;

import dev.portals.desktop.screen.Outside;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.slf4j.LoggerFactory;

/** The system's browser, clipboard and files. */
final class SystemOutside implements Outside {
    @Override
    public void browse(String address) {
        if (!address.matches("(https?|file)://.*|file:/.*")) {
            return;
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                : List.of(system.contains("mac") ? "open" : "xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LoggerFactory.getLogger(SystemOutside.class).info("no browser can be opened", e);
        }
    }

    @Override
    public void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public String pasted() {
        String text = Clipboard.getSystemClipboard().getString();
        return text == null ? "" : text;
    }

    @Override
    public void save(String name, Consumer<Path> chosen) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name);
        File file = chooser.showSaveDialog(Window.getWindows().stream()
                .filter(Window::isFocused)
                .findFirst()
                .orElse(null));
        if (file != null) {
            chosen.accept(file.toPath());
        }
    }

    @Override
    public void choose(Consumer<Path> chosen) {
        File file = new FileChooser()
                .showOpenDialog(Window.getWindows().stream()
                        .filter(Window::isFocused)
                        .findFirst()
                        .orElse(null));
        if (file != null) {
            chosen.accept(file.toPath());
        }
    }
}
