package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
import dev.portals.engine.ControllerClient;

/**
 * What the person has decided and the controller is still to be told: answers to invitations, and invitations taken back. It
 * is written down first and told again after a crash or when there was no connection (spec 05 section 5, ACT-3).
 */
record Journal(Memory memory) {
    void answer(Saved.Answer answer) {
        memory.change(current -> current.withAnswers(list -> {
            list.removeIf(each -> each.invitation().equals(answer.invitation()));
            list.add(answer);
            return list;
        }));
    }

    void revoke(String invitation) {
        memory.change(current -> current.withRevoked(list -> {
            list.remove(invitation);
            list.add(invitation);
            return list;
        }));
    }

    /** Tells it all. What the controller refuses is forgotten, and thrown when all has been told. */
    void tell(ControllerClient controller) {
        ApiFailure refused = null;
        for (Saved.Answer answer : memory.saved().answers()) {
            try {
                if (answer.accept()) {
                    controller.accept(answer.invitation());
                } else {
                    controller.ignore(answer.invitation());
                }
            } catch (ApiFailure e) {
                refused = e;
                memory.change(current -> current.withoutInlet(answer.invitation()));
            }
            memory.change(current -> current.withAnswers(list -> {
                list.remove(answer);
                return list;
            }));
        }
        for (String invitation : memory.saved().revoked()) {
            try {
                controller.revoke(invitation);
            } catch (ApiFailure e) {
                refused = e;
            }
            memory.change(current -> current.withRevoked(list -> {
                list.remove(invitation);
                return list;
            }));
        }
        if (refused != null) {
            throw refused;
        }
    }
}
