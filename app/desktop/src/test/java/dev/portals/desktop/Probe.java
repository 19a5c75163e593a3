package dev.portals.desktop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import javafx.stage.Window;

/**
 * Starts the program as it is, and tells a script where on the screen something is, for which the script then reaches with mouse
 * and keyboard: {@code Probe PORT-FILE ARGUMENTS…}. It only looks, and nothing of it is in the product.
 */
public final class Probe {
    private Probe() {}

    /** Writes its port into the first argument's file; the others are the program's. */
    public static void main(String[] arguments) throws IOException {
        ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Files.writeString(Path.of(arguments[0]), Integer.toString(server.getLocalPort()));
        Thread.ofPlatform().daemon().name("probe").start(() -> serve(server));
        Main.main(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    }

    private static void serve(ServerSocket server) {
        while (true) {
            try (Socket socket = server.accept();
                    PrintStream out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
                String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
                CompletableFuture<String> answer = new CompletableFuture<>();
                Platform.runLater(() -> {
                    try {
                        answer.complete(look(line));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
                out.print(answer.get(80, TimeUnit.SECONDS));
            } catch (Exception e) {
                System.err.println("probe: " + e);
            }
        }
    }

    /** {@code find ID}: its middle; {@code focus}: the id that keys go to; {@code text}: all that can be read. */
    private static String look(String line) {
        String[] words = line.split(" ", 2);
        List<String> found = new ArrayList<>();
        for (Window window : List.copyOf(Window.getWindows())) {
            if (!window.isShowing() || window.getScene() == null) {
                continue;
            }
            switch (words[0]) {
                case "find" -> {
                    for (Node node : all(window.getScene().getRoot())) {
                        if (words[1].equals(node.getId()) && visible(node)) {
                            Bounds place = node.localToScreen(node.getLayoutBounds());
                            found.add(Math.round(place.getCenterX()) + " " + Math.round(place.getCenterY()));
                        }
                    }
                }
                case "text" -> {
                    for (Node node : all(window.getScene().getRoot())) {
                        if (visible(node)) {
                            read(node, found);
                        }
                    }
                }
                case "ids" -> {
                    for (Node node : all(window.getScene().getRoot())) {
                        if (node.getId() != null && visible(node)) {
                            found.add(node.getId());
                        }
                    }
                }
                case "focus" -> {
                    Node owner = window.getScene().getFocusOwner();
                    if (window.isFocused() && owner != null) {
                        found.add(owner.getId() == null ? owner.getClass().getSimpleName() : owner.getId());
                    }
                }
                default -> found.add("what?");
            }
        }
        return String.join("\n", found);
    }

    private static void read(Node node, List<String> found) {
        switch (node) {
            case Labeled labeled -> found.add(String.valueOf(labeled.getText()));
            case TextInputControl input -> found.add(String.valueOf(input.getText()));
            case Text text -> found.add(text.getText().toString().toLowerCase(Locale.ROOT));
            default -> {
                // It shows none.
            }
        }
    }

    private static boolean visible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static List<Node> all(Node node) {
        List<Node> all = new ArrayList<>(List.of(node));
        if (node instanceof ScrollPane pane && pane.getContent() != null) {
            all.addAll(all(pane.getContent()));
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().stream()
                    .filter(child -> !all.contains(child))
                    .forEach(child -> all.addAll(all(child)));
        }
        return all;
    }
}
