package dev.portals.orchestrator.invitation;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * Bounds of what people may ask.
 *
 * @param perDay new invitations of one user within a day, by the name of its plan
 * @param pending invitations of one project or space that wait for an answer
 * @param mails mails for one invitation
 * @param life how long an invitation can be accepted, unless it says otherwise
 * @param longest the longest that it can say
 */
public record InvitationLimits(ToIntFunction<String> perDay, int pending, int mails, Duration life, Duration longest) {
    private static final int PENDING = 2_000;
    private static final int MAILS = 10;
    private static final Duration LONGEST = Duration.ofDays(90);

    /** As long as the ticket that the app puts in (spec 04 section 6.3). */
    private static final Duration LIFE = Duration.ofDays(14);

    /** Those of an installation with these plans. */
    public static InvitationLimits of(ToIntFunction<String> perDay) {
        return new InvitationLimits(perDay, PENDING, MAILS, LIFE, LONGEST);
    }
}
