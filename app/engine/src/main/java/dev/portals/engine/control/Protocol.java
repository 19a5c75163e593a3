package dev.portals.engine.control;

/**
 * What is said on the control socket, and what commands print with {@code --json}.
 *
 * <p>A request is one line, a JSON object with the member {@code action}. It is answered by any number of lines {@code
 * {"event": OBJECT}} and then by one, {@code {"result": OBJECT}} or {@code {"error": {"reason": REASON, "message":
 * SENTENCE}}}. Requests on one connection are answered one after another. Who closes it takes back what he waits for: a
 * sign-in is cancelled, an answer to an invitation is not. With {@code --json} a command prints those objects one a line, the
 * last with {@code "event": "failed"} if it is the error.
 *
 * <pre>
 * action       members (? may be left out)         events                    result
 * status       watch?: true                        state…                    state; with watch none, events until it ends
 * whoami                                                                     account
 * enroll       address, method: browser|code       sign_in                   enrolled
 * sign_out                                                                   signed_out
 * open         name, address, scheme?, note?                                 opened
 * close        name                                                          closed
 * invite       portal, emails: [text…]             invited, not_invited      invitations_sent
 * invitations                                                                invitations
 * resend       id                                                            resent
 * revoke       id, or portal and email                                       revoked
 * accept       id, port?                           reachable                 accepted
 * decline      id                                                            declined
 * list                                                                       list
 * delete       id                                                            deleted
 * quit                                                                       quitting
 *
 * state            identifier, account | null, enrollment: none|waiting_for_browser|waiting_for_email|setting_up|done,
 *                  link: {state: offline|connecting|connected, reason | null, since | null},
 *                  portals: [PORTAL…], reachable: [REACHABLE…], invitations: [RECEIVED…], stale_since | null
 * account          identifier, email, name, orchestrator, project
 * sign_in          page, code | null
 * enrolled         email, name, orchestrator, project
 * opened, closed   name
 * invited          portal, GUEST
 * not_invited      portal, email, reason, message
 * invitations_sent portal, count
 * invitations      received: [RECEIVED…], sent: [portal and GUEST…]
 * resent, revoked, declined, deleted   id
 * reachable, accepted                  REACHABLE
 * list             portals: [PORTAL…], reachable: [REACHABLE…]
 *
 * PORTAL           name, address, scheme | null, note | null, state: open|service_down|failed, reason | null,
 *                  open (connections now), people: [GUEST…]
 * GUEST            id, email, state: invited|accepted, expires_at
 * REACHABLE        id, from, name, scheme | null, note | null, state: joining|connecting|up|service_down|denied|port_busy,
 *                  reason | null, address | null, open
 * RECEIVED         id, from, name | null, scheme | null, note | null, expires_at
 * REASON           input|not_enrolled|offline|denied|not_found|failed
 * </pre>
 *
 * An {@code id} is that of an invitation; its beginning is enough where only one begins so, and to accept or decline, a link
 * {@code ockam://invitations/accept/ID} is as good. Times are ISO 8601, UTC. Members may be added.
 */
public final class Protocol {
    /** How many bytes a request may have. */
    static final int LONGEST_REQUEST = 64 * 1024;
    /** How many bytes an answer may have. */
    static final int LONGEST_ANSWER = 64 * 1024 * 1024;
    /** How many may be connected at a time. */
    static final int MOST_CONNECTIONS = 64;
    /** How many requests may wait on a connection. */
    static final int MOST_WAITING = 16;
    /** How many people may be invited by one request. */
    static final int MOST_INVITED = 1000;

    private Protocol() {}
}
