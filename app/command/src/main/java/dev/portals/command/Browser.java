package dev.portals.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The person's web browser. */
final class Browser {
    private Browser() {}

    /** Whether there is nothing to show a window on. */
    static boolean screenless() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return !system.contains("windows")
                && !system.contains("mac")
                && System.getenv("DISPLAY") == null
                && System.getenv("WAYLAND_DISPLAY") == null;
    }

    /** Opens a page, if there is a browser; whether it worked nobody knows. */
    static void open(String page) {
        if (!page.startsWith("https://") && !page.startsWith("http://")) {
            return;
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> command;
        if (system.contains("windows")) {
            command = List.of("rundll32", "url.dll,FileProtocolHandler", page);
        } else if (system.contains("mac")) {
            command = List.of("open", page);
        } else if (screenless()) {
            return;
        } else {
            command = List.of("xdg-open", page);
        }
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LoggerFactory.getLogger(Browser.class).debug("no browser can be opened", e);
        }
    }
}
