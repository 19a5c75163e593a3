package dev.portals.engine.application;

import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Portal;
import dev.portals.transport.tcp.HostnamePort;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with what this computer shares. Each waits and is done in its turn. */
record PortalActions(Truth truth, Memory memory, Journal journal) {
    Portal open(String title, String address, @Nullable String scheme, @Nullable String note) {
        return open(title, address, scheme, note, null);
    }

    /**
     * Opens one.
     *
     * @param end when it is closed by itself; null: never
     */
    Portal open(String title, String address, @Nullable String scheme, @Nullable String note, @Nullable Instant end) {
        Online online = truth.online();
        String shown = title.strip();
        String name =
                PortalInput.name(shown, taken -> memory.saved().portal(taken).isPresent());
        SavedPortal portal =
                PortalInput.check(name, shown, address, scheme, note, now()).until(later(end, "a portal can't end"));
        Optional<SavedPortal> known = titled(shown);
        if (known.isPresent()) {
            if (known.get().looksLike(portal)) {
                return picture(known.get().name());
            }
            throw taken(shown);
        }
        SavedPortal careful = portal.withVerifiedOnly(memory.settings().isOn(Setting.VERIFIED_ONLY));
        memory.change(current -> current.withPortal(careful));
        online.sharing().open(careful, memory.saved().paused());
        truth.allowGuests(online);
        truth.changed();
        return picture(name);
    }

    private Optional<SavedPortal> titled(String title) {
        return memory.saved().portals().stream()
                .filter(each -> each.title().equalsIgnoreCase(title))
                .findFirst();
    }

    private ActionException taken(String title) {
        return new ActionException(
                Reason.INPUT,
                "there is a portal named " + title + " already: choose another name, for example "
                        + PortalInput.otherTitle(title, each -> titled(each).isPresent()));
    }

    private @Nullable Instant later(@Nullable Instant end, String otherwise) {
        if (end != null && end.getEpochSecond() <= now()) {
            throw new ActionException(Reason.INPUT, otherwise + " in the past");
        }
        return end;
    }

    /** Closes those whose time is over. */
    void closeWhatIsOver(Instant now) {
        for (SavedPortal portal : memory.saved().portals()) {
            if (portal.isOver(now)) {
                close(portal.name());
            }
        }
    }

    private long now() {
        return truth.local().node().clock().instant().getEpochSecond();
    }

    private Portal picture(String name) {
        return truth.state().portals().stream()
                .filter(portal -> portal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noPortal(name));
    }

    Portal edit(String name, PortalChange change) {
        Online online = truth.online();
        SavedPortal before = find(name);
        String title = Objects.requireNonNullElse(change.title(), before.title());
        // Something typed as an address of the web brings its scheme along, unless one is given.
        String scheme = change.scheme() != null || change.address() != null ? change.scheme() : before.scheme();
        SavedPortal checked = PortalInput.check(
                name,
                title,
                Objects.requireNonNullElse(change.address(), before.address()),
                scheme,
                Objects.requireNonNullElse(change.note(), Objects.requireNonNullElse(before.note(), "")),
                before.createdAt());
        SavedPortal after = new SavedPortal(
                name,
                checked.title(),
                checked.address(),
                checked.scheme() == null && change.scheme() == null ? before.scheme() : checked.scheme(),
                checked.note(),
                before.paused(),
                Objects.requireNonNullElse(change.verifiedOnly(), before.verifiedOnly()),
                before.createdAt(),
                before.expiresAt());
        if (change.expiresAt() != null) {
            Instant end = change.expiresAt().equals(PortalChange.NEVER)
                    ? null
                    : later(change.expiresAt(), "a portal can't end");
            SavedPortal limited = after.until(end);
            return change(online, name, limited);
        }
        return change(online, name, after);
    }

    private Portal change(Online online, String name, SavedPortal after) {
        if (titled(after.title()).filter(each -> !each.name().equals(name)).isPresent()) {
            throw taken(after.title());
        }
        memory.change(current -> current.withPortal(after));
        online.sharing().find(name).ifPresent(shared -> shared.lead(HostnamePort.parse(after.address())));
        truth.trustChanged();
        truth.changed();
        return picture(name);
    }

    @Nullable Void pause(String name, boolean paused) {
        SavedPortal portal = find(name);
        memory.change(current -> current.withPortal(portal.withPaused(paused)));
        truth.applyPauses();
        return null;
    }

    @Nullable Void close(String name) {
        Online online = truth.online();
        find(name);
        truth.picture().guests(name).forEach(guest -> journal.revoke(guest.invitation()));
        memory.change(current -> current.withPortals(portals -> {
            portals.removeIf(portal -> portal.name().equals(name));
            return portals;
        }));
        online.sharing().close(name);
        truth.changed();
        journal.tell(online.controller());
        truth.refresh(online);
        return null;
    }

    /**
     * Invites.
     *
     * @param end when it can't be accepted any more; null: as the person has set
     */
    Guest invite(String portal, String email, @Nullable Instant end) {
        Online online = truth.online();
        SavedPortal shared = find(portal);
        Instant now = truth.local().node().clock().instant();
        Instant last = end == null ? memory.settings().invitationEnd(now) : later(end, "an invitation can't expire");
        Guest guest;
        try {
            guest = truth.picture().guest(new Inviter(truth.local(), online).invite(shared, email, last));
        } catch (ActionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Failures.explain(e).as(FailureMode.INVITATION_NOT_SENT);
        }
        truth.refresh(online);
        return guest;
    }

    @Nullable Void revoke(String invitation) {
        Online online = truth.online();
        journal.revoke(invitation);
        truth.allowGuests(online);
        truth.changed();
        journal.tell(online.controller());
        truth.refresh(online);
        return null;
    }

    @Nullable Void resend(String invitation) {
        truth.online().controller().resend(invitation);
        return null;
    }

    /** Not in its turn: it takes seconds and changes nothing. */
    Portal.Probe probe(String name) {
        Online online = truth.online();
        Shared shared = online.sharing().find(name).orElseThrow(() -> noPortal(name));
        return online.sharing().probe(shared);
    }

    private SavedPortal find(String name) {
        truth.online();
        return memory.saved().portal(name).orElseThrow(() -> noPortal(name));
    }

    private static ActionException noPortal(String name) {
        return new ActionException(Reason.NOT_FOUND, "there is no portal named " + name);
    }
}
