package dev.portals.engine.state;

/** The steps of signing in (spec 05 section 7.1). Whatever fails leads back to {@link #NONE}. */
public enum Enrollment {
    /** Nobody has signed in. */
    NONE,
    /** The account service is being asked, or the person is to finish it in a browser. */
    WAITING_FOR_BROWSER,
    /** The person is to confirm the e-mail address. */
    WAITING_FOR_EMAIL,
    /** This computer is bound to the account, and the space is fetched or made. */
    RETRIEVING_SPACE,
    /** The project is fetched, or made, which may take minutes. */
    RETRIEVING_PROJECT,
    /** Done. */
    DONE
}
