package dev.portals.orchestrator.usage;

/** What plans bound. */
public enum Resource {
    /** What a project relays within a month, in bytes. */
    RELAYED_BYTES,
    /** Who is a member of a project. */
    MEMBERS,
    /** A project's relays at the same time. */
    RELAYS,
    /** What a person invites within a day. */
    INVITATIONS
}
