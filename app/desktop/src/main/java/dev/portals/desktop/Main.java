package dev.portals.desktop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.NodeSettings;
import dev.portals.engine.SettingException;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;

/**
 * Starts the tray app, or tells the one that runs to show itself (spec 05 section 13.2). An engine without a face that runs for
 * the same home is asked to end, for this program is an engine as well.
 */
public final class Main {
    private static final int PATIENCE_SECONDS = 10;

    private Main() {}

    /**
     * {@code [--home DIR] [--hidden] [--side left|right] [LINK]}.
     *
     * @param arguments what it is started with
     */
    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments, System.getenv("PORTALS_HOME"));
        } catch (SettingException e) {
            System.err.println("portals: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (handedOver(options)) {
            return;
        }
        System.setProperty("apple.awt.enableTemplateImages", "true");
        System.setProperty("apple.awt.UIElement", "true");
        DesktopApplication.options = options;
        Application.launch(DesktopApplication.class);
        // A thread of a library that waits for something doesn't keep the program.
        System.exit(0);
    }

    /** The half of the screen that the window takes, so that those of two people are beside each other. */
    enum Side {
        /** Where the system puts it. */
        ANY,
        /** The left half. */
        LEFT,
        /** The right half. */
        RIGHT
    }

    /** What it is started with. */
    record Options(Path home, boolean hidden, Side side, String link) {
        static Options parse(String[] arguments, String variable) {
            Path home = variable == null || variable.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".portals")
                    : Path.of(variable);
            String field = "PORTALS_HOME";
            boolean hidden = false;
            Side side = Side.ANY;
            String link = "";
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i].equals("--home") && i + 1 < arguments.length) {
                    i++;
                    field = "--home";
                    home = Path.of(arguments[i]);
                } else if (arguments[i].equals("--hidden")) {
                    hidden = true;
                } else if (arguments[i].equals("--side") && i + 1 < arguments.length) {
                    i++;
                    side = side(arguments[i]);
                } else if (!arguments[i].startsWith("-") && link.isEmpty()) {
                    link = arguments[i];
                } else {
                    throw new SettingException(
                            arguments[i],
                            "there is no such option: write “portals ui [--home DIR] [--hidden] [--side left|right]"
                                    + " [LINK]”");
                }
            }
            return new Options(NodeSettings.home(field, home), hidden, side, link);
        }

        private static Side side(String text) {
            return switch (text) {
                case "left" -> Side.LEFT;
                case "right" -> Side.RIGHT;
                default -> throw new SettingException("--side", "write left or right, not “" + text + "”");
            };
        }
    }

    /** Whether another process shows itself instead. */
    private static boolean handedOver(Options options) {
        Optional<ControlClient> running = ControlClient.connect(options.home());
        if (running.isEmpty()) {
            return false;
        }
        try (ControlClient client = running.get()) {
            ObjectNode show = ControlClient.request("show").put("link", options.link());
            client.ask(show, event -> {});
            return true;
        } catch (ActionException e) {
            quit(options.home());
            return false;
        }
    }

    private static void quit(Path home) {
        try (ControlClient client = ControlClient.connect(home).orElse(null)) {
            if (client != null) {
                client.ask(ControlClient.request("quit"), event -> {});
            }
        } catch (ActionException e) {
            // It ends by itself.
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            Optional<ControlClient> still = ControlClient.connect(home);
            if (still.isEmpty()) {
                return;
            }
            still.get().close();
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
