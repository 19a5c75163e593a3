package dev.portals.orchestrator.space;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;

/** The sentences with which wishes aren't granted. */
final class Refusals {
    private Refusals() {}

    static ApiFailure noSpace() {
        return new ApiFailure(Status.NOT_FOUND, "no such space");
    }

    static ApiFailure noProject() {
        return new ApiFailure(Status.NOT_FOUND, "no such project");
    }

    static ApiFailure notAdministrator(String of) {
        return new ApiFailure(Status.FORBIDDEN, "only its administrators may do that with a " + of);
    }

    static ApiFailure nameTaken() {
        return new ApiFailure(Status.CONFLICT, "name taken");
    }

    static ApiFailure oneself() {
        return new ApiFailure(Status.FORBIDDEN, "administrators can't remove themselves; another one can");
    }

    static ApiFailure lastAdministrator() {
        return new ApiFailure(Status.CONFLICT, "the last administrator can't be removed");
    }

    static ApiFailure noAdministrator() {
        return new ApiFailure(Status.NOT_FOUND, "there is no administrator of that address");
    }

    static ApiFailure tooManyAdministrators() {
        return new ApiFailure(Status.CONFLICT, "there are too many administrators");
    }
}
