package dev.portals.orchestrator.site;

import dev.portals.orchestrator.account.User;
import java.util.List;

/** What somebody's plan soon gives no more, or gives no more. */
@FunctionalInterface
public interface PlanNotices {
    /** Nothing ever. */
    PlanNotices NONE = user -> List.of();

    /**
     * One notice.
     *
     * @param heading what is used of what
     * @param text what follows
     */
    record Notice(String heading, String text) {}

    /** The notices for a person, the worst first. */
    List<Notice> of(User user);
}
