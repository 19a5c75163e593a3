package dev.portals.orchestrator.site;

/**
 * A page that asks whether a program may act for somebody.
 *
 * @param code that the program shows; empty if none
 * @param action where the decision goes
 * @param field the name of what goes with it, and its value
 * @param again where another account would begin
 */
public record ConfirmView(
        String title, String text, String code, String action, String field, String value, String again) {}
