package dev.portals.engine.state;

/** What is known of the identity of a friend's device (spec 05 section 15.2). */
public enum Trust {
    /** Only the project's authority vouches for it, or there has been no device yet. */
    UNKNOWN,
    /** Seen in an authenticated channel or a signed invitation; nobody else is taken for this friend. */
    PINNED,
    /** The person has compared numbers. */
    VERIFIED,
    /** Another identity than the pinned one claims to be this friend; it is blocked until the person decides. */
    CHANGED,
    /** The person has removed it: refused whatever it shows. */
    REVOKED
}
