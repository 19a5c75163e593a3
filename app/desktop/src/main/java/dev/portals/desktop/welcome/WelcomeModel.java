package dev.portals.desktop.welcome;

/**
 * What somebody sees who hasn't signed in.
 *
 * @param address the server as typed or remembered
 * @param page of the sign-in; empty: none yet
 * @param code to be typed there; empty: none
 * @param problem why the last try failed; empty: it didn't
 */
record WelcomeModel(Step step, String address, String page, String code, String problem) {

    /** How far it has got. */
    enum Step {
        /** Nothing has begun. */
        START,
        /** A server on this computer is being started. */
        STARTING_SERVER,
        /** The server is being asked. */
        ASKING,
        /** The person is in the browser. */
        BROWSER,
        /** The person types the code on another device. */
        CODE,
        /** The person is to confirm the e-mail address. */
        EMAIL,
        /** The project is being set up. */
        SETTING_UP
    }

    static final WelcomeModel BLANK = new WelcomeModel(Step.START, "", "", "", "");

    WelcomeModel at(Step next) {
        return new WelcomeModel(next, address, page, code, problem);
    }

    WelcomeModel withAddress(String typed) {
        return new WelcomeModel(step, typed, page, code, "");
    }

    WelcomeModel withPage(Step next, String where, String what) {
        return new WelcomeModel(next, address, where, what, "");
    }

    WelcomeModel failed(String sentence) {
        return new WelcomeModel(Step.START, address, "", "", sentence);
    }
}
