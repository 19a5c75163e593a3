package dev.portals.desktop.invite;

import java.util.List;

/**
 * What the dialog shows.
 *
 * @param chips addresses that were entered
 * @param problem about one that is none; empty: all are addresses
 * @param hint what to know besides
 * @param results what became of each; empty: not yet sent
 * @param working whether they are being sent
 * @param ready whether it may be sent
 */
record InviteModel(
        List<Chip> chips, String problem, String hint, List<Result> results, boolean working, boolean ready) {

    /**
     * An address that was entered.
     *
     * @param right whether it is one
     * @param own whether it is the person's own
     */
    record Chip(String text, boolean right, boolean own) {}

    /**
     * What became of an address.
     *
     * @param sentence why it failed, or until when it holds
     */
    record Result(String email, boolean sent, String sentence) {}

    long sent() {
        return results.stream().filter(Result::sent).count();
    }
}
