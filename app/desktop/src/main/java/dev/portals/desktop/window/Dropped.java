package dev.portals.desktop.window;

import dev.portals.desktop.list.Address;
import dev.portals.desktop.screen.Navigation;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.Input;
import javafx.scene.Node;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Takes what is dropped on the window: a link of an invitation, or where a service is (spec 05 section 15.17). It only ever asks. */
final class Dropped {
    private static final int LONGEST = 2000;

    private Dropped() {}

    /** Lets things be dropped there. */
    static void on(Node node, Navigation navigation) {
        node.setOnDragOver(event -> {
            if (event.getGestureSource() == null && !text(event.getDragboard()).isEmpty()) {
                event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
                event.consume();
            }
        });
        node.setOnDragDropped(event -> {
            event.setDropCompleted(take(text(event.getDragboard()), navigation));
            event.consume();
        });
    }

    private static String text(Dragboard board) {
        String text = board.hasUrl() ? board.getUrl() : board.getString();
        return text == null ? "" : text.strip();
    }

    /** Shows the dialog that it is for; false if it is for none. */
    static boolean take(String text, Navigation navigation) {
        if (text.length() > LONGEST) {
            return false;
        }
        try {
            navigation.invitation(Input.invitation(text));
            return true;
        } catch (ActionException e) {
            boolean address = Address.parse(text).isPresent();
            if (address) {
                navigation.openPortal(text);
            }
            return address;
        }
    }
}
