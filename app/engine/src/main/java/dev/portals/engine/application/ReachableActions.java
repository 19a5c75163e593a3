package dev.portals.engine.application;

import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.PortalText;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.Answer;
import dev.portals.engine.application.Saved.SavedInlet;
import dev.portals.engine.state.FailureMode;
import org.jspecify.annotations.Nullable;

/** What can be done with what others share with this person. Each waits and is done in its turn. */
record ReachableActions(Truth truth, Memory memory, Journal journal, AnswerProblems problems) {
    @Nullable Void accept(String invitation, int port) {
        return answer(invitation, true, () -> {
            SavedInlet before = memory.saved().inlet(invitation).orElse(null);
            if (before != null && (port == 0 || port == before.port())) {
                return;
            }
            memory.change(saved -> saved.withInlet(invitation, inlet -> inlet.withPort(port)));
            reopen(invitation);
        });
    }

    @Nullable Void decline(String invitation) {
        return answer(invitation, false, () -> memory.change(saved -> saved.withoutInlet(invitation)));
    }

    private @Nullable Void answer(String invitation, boolean accept, Runnable remember) {
        Online online = truth.online();
        if (!isKnown(invitation)) {
            // It may have come a moment ago, or be known to the controller alone.
            truth.refresh(online);
        }
        journal.answer(new Answer(invitation, accept));
        problems.cleared(invitation);
        remember.run();
        truth.changed();
        try {
            journal.tell(online.controller());
        } catch (RuntimeException e) {
            ActionException failure = Failures.explain(e).as(FailureMode.ANSWER_NOT_TAKEN);
            problems.failed(
                    invitation,
                    String.valueOf(failure.getMessage()),
                    truth.local().node().clock().instant());
            truth.changed();
            throw failure;
        }
        truth.refresh(online);
        return null;
    }

    private boolean isKnown(String invitation) {
        InvitationList list = truth.invitations();
        return list.received().stream().anyMatch(each -> each.id().equals(invitation)) || isAccepted(list, invitation);
    }

    private static boolean isAccepted(InvitationList list, String invitation) {
        return list.accepted().stream()
                .anyMatch(each -> each.invitation().id().equals(invitation) && each.access() != null);
    }

    @Nullable Void pause(String invitation, boolean paused) {
        accepted(invitation);
        memory.change(saved -> saved.withInlet(invitation, inlet -> inlet.withPaused(paused)));
        truth.applyPauses();
        return null;
    }

    @Nullable Void rename(String invitation, String name) {
        accepted(invitation);
        String shown = name.strip();
        if (!shown.isEmpty()) {
            // The same rules as for what sharers say.
            try {
                shown = new PortalText(shown, null, null).name();
            } catch (dev.portals.core.codec.DecodeException e) {
                throw new ActionException(Reason.INPUT, String.valueOf(e.getMessage()));
            }
        }
        String kept = shown.isEmpty() ? null : shown;
        memory.change(saved -> saved.withInlet(invitation, inlet -> inlet.withName(kept)));
        truth.changed();
        return null;
    }

    @Nullable Void setPort(String invitation, int port) {
        if (port < 0 || port > 65_535) {
            throw new ActionException(Reason.INPUT, "a port is a number from 1 to 65535");
        }
        accepted(invitation);
        if (port != 0
                && memory.saved()
                        .inlet(invitation)
                        .filter(inlet -> inlet.port() == port)
                        .isPresent()) {
            truth.online().reachables().retry();
            return null;
        }
        memory.change(saved -> saved.withInlet(invitation, inlet -> inlet.withPort(port)));
        reopen(invitation);
        truth.changed();
        return null;
    }

    private void reopen(String invitation) {
        Online online = truth.online();
        online.reachables().forget(invitation);
        online.reachables().reconcile(truth.invitations());
    }

    private void accepted(String invitation) {
        truth.online();
        if (!isAccepted(truth.invitations(), invitation)) {
            throw new ActionException(Reason.NOT_FOUND, "nothing is reachable by an invitation " + invitation);
        }
    }
}
