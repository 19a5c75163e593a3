package dev.portals.desktop.screen;

import java.nio.file.Path;

/** The ways from one screen to another. */
public interface Navigation {
    /** The main window, at that page. */
    void window(Page page);

    /** The same, with the keyboard on the row of a portal, of what is reachable, or of a friend. */
    void window(Page page, String subject);

    /** The dialog that shares a service; an empty address: to be typed. */
    void openPortal(String address);

    /** The dialog that changes a portal. */
    void edit(String portal);

    /** The dialog that invites to a portal. */
    void invite(String portal);

    /** The dialog that shows an invitation. */
    void invitation(String id);

    /** The dialog that takes a link of an invitation. */
    void pasteLink();

    /** Asks whether to close a portal. */
    void closePortal(String portal);

    /** Asks whether to give up what was accepted. */
    void giveUp(String reachable);

    /** The dialog that changes the name and the port of what was accepted. */
    void local(String reachable);

    /** Asks whether to take back an invitation or what it gave. */
    void revoke(String invitation);

    /** The dialog that compares words with a friend. */
    void compare(String email);

    /** The dialog of a friend. */
    void friend(String email);

    /** Asks whether to forget what is known of a friend. */
    void forget(String email);

    /** Asks whether to accept nothing of a friend's computer any more. */
    void removeComputer(String email, String identity);

    /** The own contact card. */
    void card();

    /** The dialog that takes a friend's contact card. */
    void importCard();

    /** The keys of the program. */
    void help();

    /** Asks whether to sign out. */
    void signOut();

    /**
     * Asks whether to begin anew on this computer.
     *
     * @param leave whether to take back and give up everything before
     */
    void reset(boolean leave);

    /** The dialog that imports what another computer exported. */
    void importFile(Path file);

    /** Ends the program, and asks first if portals are in use. */
    void quit();
}
