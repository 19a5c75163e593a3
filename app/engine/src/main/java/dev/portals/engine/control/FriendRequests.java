package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Engine;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Does with friends what requests say ({@link Protocol}, spec 05 section 15.2). */
record FriendRequests(Engine engine) {
    ObjectNode perform(String action, Request request) throws InterruptedException {
        return switch (action) {
            case "friends" -> list();
            case "safety_number" -> safetyNumber(request);
            case "verify" -> verify(request);
            case "pin" -> friend("pinned", engine.pinFriend(email(request), request.text("identifier")));
            case "accept_device" -> friend("device_accepted", engine.acceptDevice(email(request), device(request)));
            case "revoke_device" -> friend("device_revoked", engine.revokeDevice(email(request), device(request)));
            case "block" -> friend("blocked", engine.blockFriend(email(request), true));
            case "unblock" -> friend("unblocked", engine.blockFriend(email(request), false));
            case "name_friend" ->
                friend(
                        "friend_named",
                        engine.renameFriend(
                                email(request),
                                request.text("name"),
                                request.optional("note").orElse("")));
            case "forget" ->
                Answers.done(
                        engine.forgetFriend(email(request)),
                        StateJson.event("forgotten").put("email", email(request)));
            case "export_card" ->
                StateJson.event("card")
                        .put(
                                "card",
                                Answers.await(engine.exportCard(
                                        request.optional("name").orElse(""))));
            default -> friend("card_imported", engine.importCard(request.text("card")));
        };
    }

    private static ObjectNode friend(String event, CompletableFuture<Friend> answer) throws InterruptedException {
        return StateJson.friend(StateJson.event(event), Answers.await(answer));
    }

    private ObjectNode list() {
        if (engine.state().account() == null && engine.state().friends().isEmpty()) {
            throw new ActionException(Reason.NOT_ENROLLED, "nobody is signed in: “portals enroll ADDRESS”");
        }
        ObjectNode node = StateJson.event("friends");
        node.set("friends", StateJson.friends(engine.state()));
        return node;
    }

    private ObjectNode safetyNumber(Request request) throws InterruptedException {
        String identifier = device(request);
        SafetyNumber number = Answers.await(engine.safetyNumber(email(request), identifier));
        ObjectNode node = StateJson.event("safety_number")
                .put("email", email(request))
                .put("identifier", identifier)
                .put("qr", number.qr());
        number.groups().forEach(node.putArray("groups")::add);
        number.words().forEach(node.putArray("words")::add);
        return node;
    }

    /** With a number, only if it is the right one: then nobody has compared it wrongly. */
    private ObjectNode verify(Request request) throws InterruptedException {
        String identifier = device(request);
        if (request.optional("number").isPresent()) {
            SafetyNumber number = Answers.await(engine.safetyNumber(email(request), identifier));
            if (!number.matches(request.text("number"))) {
                throw new ActionException(
                        Reason.DENIED,
                        "the numbers are different: whoever showed you that one doesn't have the identity that is known"
                                + " here as " + email(request));
            }
        }
        return friend("verified", engine.verifyFriend(email(request), identifier));
    }

    private static String email(Request request) {
        return request.text("email").strip().toLowerCase(Locale.ROOT);
    }

    /** The device that is meant: that of the identifier, or of its beginning; or the newest of those in question. */
    private String device(Request request) {
        String email = email(request);
        List<Friend.Device> devices = engine.state().friends().stream()
                .filter(friend -> friend.email().equals(email))
                .flatMap(friend -> friend.devices().stream())
                .toList();
        if (request.optional("identifier").isPresent()) {
            String beginning = request.text("identifier").strip();
            List<String> found = devices.stream()
                    .map(Friend.Device::identifier)
                    .filter(each -> each.startsWith(beginning))
                    .toList();
            if (found.size() > 1) {
                throw new ActionException(
                        Reason.INPUT, found.size() + " devices begin with " + beginning + ": write more of it");
            }
            return found.isEmpty() ? beginning : found.getFirst();
        }
        return devices.stream()
                .filter(device -> device.trust() == Trust.CHANGED)
                .reduce((first, second) -> second)
                .or(() -> devices.stream()
                        .filter(device -> device.trust() != Trust.REVOKED)
                        .reduce((first, second) -> second))
                .map(Friend.Device::identifier)
                .orElseThrow(() -> new ActionException(
                        Reason.NOT_FOUND, "no device of " + email + " has been seen yet: name its identifier"));
    }
}
