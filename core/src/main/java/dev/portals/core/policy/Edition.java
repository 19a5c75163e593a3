package dev.portals.core.policy;

/** The editions of Ockam that number the boolean notation differently in CBOR. */
public enum Edition {
    /** Up to 0.139: 0 name, 1 or, 2 and, 3 not, 4 empty. */
    OCKAM_0_139,
    /** From 0.150 on: 0 name, 1 name and value, 2 identifier, 3 or, 4 and, 5 not, 6 empty. */
    OCKAM_0_150
}
