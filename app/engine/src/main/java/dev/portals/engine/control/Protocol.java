package dev.portals.engine.control;

import dev.portals.engine.state.ApplicationState;

/**
 * What is said on the control socket, and what commands print with {@code --json}.
 *
 * <p>A request is one line, a JSON object with the member {@code action}. It is answered by any number of lines {@code
 * {"event": OBJECT}} and then by one, {@code {"result": OBJECT}} or {@code {"error": {"reason": REASON, "message":
 * SENTENCE, "code": "FM-1"… | null}}. Requests on one connection are answered one after another. Who closes it takes back what he waits for: a
 * sign-in is cancelled, an answer to an invitation is not. With {@code --json} a command prints those objects one a line, the
 * last with {@code "event": "failed"} if it is the error.
 *
 * <pre>
 * action       members (? may be left out)         events                    result
 * status       watch?: true                        state…                    state; with watch none, events until it ends
 * whoami                                                                     account
 * enroll       address, method: browser|code       sign_in                   enrolled
 * sign_out     leave?: true                                                  signed_out
 * open         name, address, scheme?, note?, expires_at?                    opened
 * edit         name, title?, address?, scheme?, note?, verified_only?: flag, expires_at? (empty: never)  edited
 * pause        what? (a portal, or what is reachable; none: everything)      paused
 * resume       what?                                                         resumed
 * probe        name                                                          probed
 * close        name                                                          closed
 * invite       portal, emails: [text…], expires_at?   invited, not_invited      invitations_sent
 * invitations                                                                invitations
 * resend       id                                                            resent
 * revoke       id, or portal and email                                       revoked
 * accept       id, port?                           reachable                 accepted
 * decline      id                                                            declined
 * list                                                                       list
 * delete       id                                                            deleted
 * rename       id, name (empty: the sharer's)                                renamed
 * port         id, port?                                                     port_set
 * traffic                                                                    traffic
 * retry                                                                      retrying
 * friends                                                                    friends
 * safety_number  email, identifier?                                          safety_number
 * verify       email, identifier?, number?                                   verified
 * pin          email, identifier                                             pinned
 * accept_device, revoke_device  email, identifier?                           device_accepted, device_revoked
 * block, unblock, forget        email                                        blocked, unblocked, forgotten
 * name_friend  email, name, note?                                            friend_named
 * export_card  name?                                                         card
 * import_card  card                                                          card_imported
 * diagnose     what? (a portal, or what is reachable; none: everything)      diagnosis
 * export                                                                     exported
 * import       file (an absolute path), preview?: true, only?: [key…]        import_preview, imported
 * settings     key?                                                          settings
 * set          key, value                                                    setting
 * quit                                                                       quitting
 *
 * state            identifier, account | null, enrollment: none|waiting_for_browser|waiting_for_email|
 *                  retrieving_space|retrieving_project|done, link: {state: offline|connecting|connected|degraded, reason | null,
 *                  code | null, since | null, round_trip_ms | null, via | null}, paused, portals: [PORTAL…],
 *                  reachable: [REACHABLE…], invitations: [RECEIVED…], attention: [{kind, subject, message, code | null, since,
 *                  page | null}…], spaces: [{id, name, projects: [{id, name, own}…]}…], traffic: TRAFFIC, stale_since | null
 * account          identifier, email, name, orchestrator, project
 * sign_in          page, code | null
 * enrolled         email, name, orchestrator, project
 * opened, edited   PORTAL
 * closed           name
 * paused, resumed  what | null
 * probed           name, answers, reason | null, latency_ms | null
 * invited          portal, GUEST
 * not_invited      portal, email, reason, message
 * invitations_sent portal, count
 * invitations      received: [RECEIVED…], sent: [portal and GUEST…]
 * resent, revoked, declined, deleted   id
 * renamed          id, name
 * port_set         id, port
 * traffic          portals: [name, title, HISTORY…], reachable: [id, name, from, HISTORY…], total: HISTORY
 * friends          friends: [FRIEND…]
 * safety_number    email, identifier, groups: [12 texts], words: [25 texts], qr
 * verified, pinned, device_accepted, device_revoked, blocked, unblocked, friend_named, card_imported   FRIEND
 * forgotten        email
 * card             card
 * diagnosis        checks: [{area: network|clock|storage|proxy|account_server|controller|project|service|friend|
 *                  friend_service|local_port, subject (a portal's name, an id, or empty), verdict: good|doubtful|bad|skipped,
 *                  message, code | null}…]
 * exported         export (a text without secrets)
 * import_preview, imported   items: [{key, kind: portal|friend|port, name, change: new|changed|same|kept, message}…]
 * settings         settings: [SETTING…]
 * setting          SETTING
 * reachable, accepted                  REACHABLE
 * list             portals: [PORTAL…], reachable: [REACHABLE…]
 *
 * PORTAL           name, title, address, scheme | null, note | null, state: starting|open|service_down|paused|failed,
 *                  reason | null, code | null, paused, verified_only, open (connections now), expires_at | null, people: [GUEST…],
 *                  traffic: TRAFFIC, connections: [{email | null, identifier | null, since, in, out}…]
 * GUEST            id, email, state: invited|accepted|expired, expires_at, link, trust: TRUST
 * REACHABLE        id, from, name, service, scheme | null, note | null, state: paused|joining|connecting|waiting|up|
 *                  service_down|denied|port_busy, reason | null, code | null, since, address | null, paused, trust: TRUST,
 *                  identifier, path: relay|direct|null, round_trip_ms | null, open, traffic: TRAFFIC
 * RECEIVED         id, from, name | null, scheme | null, note | null, state: waiting|accepting|declining, reason | null,
 *                  code | null, expires_at
 * FRIEND           email, name, note, trust: TRUST, blocked, devices: [{identifier, trust, first_seen, last_seen | null,
 *                  rotated_at | null}…], shared: [portal…], reachable: [id…], last_seen | null
 * TRUST            unknown|pinned|verified|changed|revoked
 * TRAFFIC          in, out, rate_in, rate_out, connections (since the application began)
 * HISTORY          TRAFFIC and seconds, hours, days: [[in, out]…]
 * SETTING          key, value, default, values: [text…] (all it can be; empty: too many), description
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

    /** A snapshot as it is told, in one line. */
    public static String write(ApplicationState state) {
        return StateJson.state(state).toString();
    }
}
