package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
import dev.portals.engine.ControllerClient;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the person has decided and the controller is still to be told: answers to invitations, and invitations taken back. It
 * is written down first and told again after a crash or when there was no connection (spec 05 section 5, ACT-3).
 */
record Journal(Supplier<Saved> saved, Consumer<UnaryOperator<Saved>> save) {
    void answer(Saved.Answer answer) {
        save.accept(current -> current.withAnswers(list -> {
            list.removeIf(each -> each.invitation().equals(answer.invitation()));
            list.add(answer);
            return list;
        }));
    }

    void revoke(String invitation) {
        save.accept(current -> current.withRevoked(list -> {
            list.remove(invitation);
            list.add(invitation);
            return list;
        }));
    }

    /** Tells it all. What the controller refuses is forgotten, and thrown when all has been told. */
    void tell(ControllerClient controller) {
        ApiFailure refused = null;
        for (Saved.Answer answer : saved.get().answers()) {
            try {
                if (answer.accept()) {
                    controller.accept(answer.invitation());
                } else {
                    controller.ignore(answer.invitation());
                }
            } catch (ApiFailure e) {
                refused = e;
                save.accept(current -> current.withInlets(inlets -> {
                    inlets.removeIf(inlet -> inlet.invitation().equals(answer.invitation()));
                    return inlets;
                }));
            }
            save.accept(current -> current.withAnswers(list -> {
                list.remove(answer);
                return list;
            }));
        }
        for (String invitation : saved.get().revoked()) {
            try {
                controller.revoke(invitation);
            } catch (ApiFailure e) {
                refused = e;
            }
            save.accept(current -> current.withRevoked(list -> {
                list.remove(invitation);
                return list;
            }));
        }
        if (refused != null) {
            throw refused;
        }
    }
}
