package dev.portals.orchestrator.site;

import java.util.List;

/**
 * Somebody's own page.
 *
 * @param name empty if the person gave none
 * @param notices what soon is used up
 */
public record AccountView(
        String email,
        String name,
        List<PlanNotices.Notice> notices,
        List<DeviceView> devices,
        List<SessionView> sessions) {
    /** A device, with times as people say them. */
    public record DeviceView(String identifier, String bound, String seen) {}

    /**
     * A browser.
     *
     * @param here whether the page is shown in it
     */
    public record SessionView(String id, String agent, String began, String seen, boolean here) {}
}
