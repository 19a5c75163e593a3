package dev.portals.orchestrator.admin;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.account.Sessions;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.admin.Screen.Action;
import dev.portals.orchestrator.admin.Screen.Actions;
import dev.portals.orchestrator.admin.Screen.Banner;
import dev.portals.orchestrator.admin.Screen.Cell;
import dev.portals.orchestrator.admin.Screen.Column;
import dev.portals.orchestrator.admin.Screen.Fact;
import dev.portals.orchestrator.admin.Screen.Facts;
import dev.portals.orchestrator.admin.Screen.Link;
import dev.portals.orchestrator.admin.Screen.Mark;
import dev.portals.orchestrator.admin.Screen.Pager;
import dev.portals.orchestrator.admin.Screen.Part;
import dev.portals.orchestrator.admin.Screen.Search;
import dev.portals.orchestrator.admin.Screen.Select;
import dev.portals.orchestrator.admin.Screen.Table;
import dev.portals.orchestrator.site.Agents;
import dev.portals.orchestrator.site.Times;
import dev.portals.orchestrator.site.Visitor;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.WebFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Accounts: a list, and one of them with its devices, browsers and projects. */
final class UserPages {
    private static final String PATH = "/admin/users";

    private final AdminSite.Parts parts;
    private final Directory directory;
    private final Sessions sessions;

    UserPages(AdminSite.Parts parts, Directory directory) {
        this.parts = parts;
        this.directory = directory;
        this.sessions = new Sessions(parts.database(), parts.clock());
    }

    void addTo(AdminSite.AdminRoutes admin) {
        admin.get(PATH, (request, visitor) -> list(request));
        admin.get(PATH + "/{id}", (request, visitor) -> show(user(request), visitor));
        admin.post(PATH + "/{id}/block", (request, visitor) -> block(request, visitor, true));
        admin.post(PATH + "/{id}/unblock", (request, visitor) -> block(request, visitor, false));
        admin.post(PATH + "/{id}/administrator", (request, visitor) -> promote(request, visitor, true));
        admin.post(PATH + "/{id}/no-administrator", (request, visitor) -> promote(request, visitor, false));
        admin.post(PATH + "/{id}/plan", this::plan);
        admin.post(PATH + "/{id}/sign-out", this::signOut);
        admin.post(PATH + "/{id}/devices/remove", this::removeDevice);
    }

    private User user(Request request) {
        String id = request.parameter("id");
        if (!id.matches("[0-9]{1,18}")) {
            throw WebFailure.notFound();
        }
        return parts.accounts().find(Long.parseLong(id)).orElseThrow(WebFailure::notFound);
    }

    private static String path(User user) {
        return PATH + '/' + user.id();
    }

    private Screen list(Request request) {
        Paging paging = Paging.of(request);
        List<User> found = parts.accounts().list(paging.about(), Paging.ASKED, paging.offset());
        Instant now = parts.clock().instant();
        return new Screen(
                "Users",
                "users",
                "",
                null,
                List.of(
                        new Search(PATH, paging.about(), "An address or a name", List.of()),
                        new Table(
                                "",
                                List.of(
                                        Column.text("User"),
                                        Column.text("Role"),
                                        Column.text("Plan"),
                                        Column.text("State"),
                                        Column.text("Since")),
                                Paging.cut(found).stream()
                                        .map(user -> List.of(
                                                Cell.link(user.email(), path(user))
                                                        .with(called(user)),
                                                Cell.of(role(user)),
                                                Cell.of(user.plan()),
                                                state(user),
                                                Cell.of(Times.ago(user.createdAt(), now))))
                                        .toList(),
                                "There is nobody like that.",
                                paging.pager(found),
                                null)));
    }

    private static String called(User user) {
        return user.name().equals(user.email()) ? "" : user.name();
    }

    private static String role(User user) {
        return user.administrator() ? "administrator" : "member";
    }

    private static Cell state(User user) {
        if (user.blocked()) {
            return Cell.state(Mark.DENIED, "Blocked");
        }
        return user.verified() ? Cell.state(Mark.GOOD, "Open") : Cell.state(Mark.WAITING, "Unconfirmed");
    }

    private Screen show(User user, Visitor visitor) {
        Instant now = parts.clock().instant();
        List<Part> shown = new ArrayList<>();
        parts.levels()
                .warnings(user)
                .forEach(level -> shown.add(new Banner(level.sentence() + ".", level.consequence())));
        shown.add(new Facts(
                "Account",
                List.of(
                        new Fact("Name", Cell.of(user.name())),
                        new Fact("State", state(user)),
                        new Fact("Role", Cell.of(role(user))),
                        new Fact("Plan", Cell.of(user.plan())),
                        new Fact("Since", Cell.of(Times.ago(user.createdAt(), now))),
                        new Fact("Known to apps as", Cell.code(user.sub())))));
        shown.add(new Actions("What you can do", actions(user, visitor)));
        shown.add(devices(user, now));
        shown.add(browsers(user, now));
        shown.add(new Table(
                "Projects",
                ProjectPages.COLUMNS,
                directory.projectsOf(user.emailKey()).stream()
                        .map(ProjectPages::row)
                        .toList(),
                "None.",
                Pager.NONE,
                null));
        return new Screen(user.email(), "users", "", new Link("Users", PATH), shown);
    }

    private List<Action> actions(User user, Visitor visitor) {
        List<Action> actions = new ArrayList<>();
        List<String> plans = new ArrayList<>(parts.limits().names());
        if (!plans.contains(user.plan())) {
            plans.addFirst(user.plan());
        }
        actions.add(Action.of(
                        "Change plan",
                        "Change the plan of " + user.email(),
                        "What the projects of this person may use. It counts at once.",
                        path(user) + "/plan")
                .choosing(new Select("Plan", "plan", user.plan(), plans)));
        actions.add(Action.of(
                        "Sign out everywhere",
                        "Sign out " + user.email() + " everywhere",
                        "Ends all browsers and unfinished sign-ins of apps. Devices stay.",
                        path(user) + "/sign-out")
                .dangerous());
        if (user.id() != visitor.me().id()) {
            actions.add(
                    user.administrator()
                            ? Action.of(
                                            "Take administration away",
                                            "Make " + user.email() + " an administrator no more",
                                            "",
                                            path(user) + "/no-administrator")
                                    .dangerous()
                            : Action.of(
                                    "Make administrator",
                                    "Make " + user.email() + " an administrator",
                                    "Administrators see and do everything on these pages.",
                                    path(user) + "/administrator"));
            actions.add(
                    user.blocked()
                            ? Action.of("Unblock", "Unblock " + user.email(), "", path(user) + "/unblock")
                            : Action.of(
                                            "Block",
                                            "Block " + user.email(),
                                            "Signs the person out and refuses everything from then on. Nothing is deleted.",
                                            path(user) + "/block")
                                    .dangerous());
        }
        return actions;
    }

    private Table devices(User user, Instant now) {
        return new Table(
                "Devices",
                List.of(Column.text("Identity"), Column.text("Signed in"), Column.text("Seen"), Column.text("")),
                parts.accounts().devices(user.id()).stream()
                        .limit(Paging.SIZE)
                        .map(device -> List.of(
                                Cell.code(device.identifier().toString()),
                                Cell.of(Times.ago(device.boundAt(), now)),
                                Cell.of(Times.ago(device.seenAt(), now)),
                                Cell.actions(List.of(Action.of(
                                                "Remove",
                                                "Remove the device " + device.identifier(),
                                                "",
                                                path(user) + "/devices/remove")
                                        .sending(
                                                "identifier",
                                                device.identifier().toString())
                                        .dangerous()))))
                        .toList(),
                "None.",
                Pager.NONE,
                null);
    }

    private Table browsers(User user, Instant now) {
        return new Table(
                "Browsers",
                List.of(Column.text("Browser"), Column.text("Signed in"), Column.text("Seen")),
                sessions.of(user).stream()
                        .limit(Paging.SIZE)
                        .map(session -> List.of(
                                Cell.of(Agents.describe(session.agent())),
                                Cell.of(Times.ago(session.createdAt(), now)),
                                Cell.of(Times.ago(session.seenAt(), now))))
                        .toList(),
                "None.",
                Pager.NONE,
                null);
    }

    /** Nobody locks themselves out, so there is always an administrator. */
    private User another(Request request, Visitor visitor) {
        User user = user(request);
        if (user.id() == visitor.me().id()) {
            throw new WebFailure(
                    409, "That is your own account", "You would lock yourself out. Another administrator can do it.");
        }
        return user;
    }

    private String block(Request request, Visitor visitor, boolean blocked) {
        User user = another(request, visitor);
        change(
                visitor,
                user,
                blocked ? "user.block" : "user.unblock",
                "",
                handle -> parts.accounts().setBlocked(handle, user.id(), blocked));
        parts.projects().accountChanged(user.email());
        return path(user);
    }

    private String promote(Request request, Visitor visitor, boolean administrator) {
        User user = another(request, visitor);
        change(
                visitor,
                user,
                administrator ? "user.administrator" : "user.no-administrator",
                "",
                handle -> parts.accounts().setAdministrator(handle, user.id(), administrator));
        return path(user);
    }

    private String plan(Request request, Visitor visitor) {
        User user = user(request);
        String plan = request.form().get("plan");
        if (!parts.limits().names().contains(plan)) {
            throw WebFailure.malformed();
        }
        change(
                visitor,
                user,
                "user.plan",
                user.plan() + " → " + plan,
                handle -> parts.accounts().setPlan(handle, user.id(), plan));
        return path(user);
    }

    private String signOut(Request request, Visitor visitor) {
        User user = user(request);
        change(visitor, user, "user.sign-out", "", handle -> parts.accounts().signOutEverywhere(handle, user.id()));
        return path(user);
    }

    private void change(Visitor visitor, User user, String action, String detail, Consumer<Handle> change) {
        parts.database().change(handle -> {
            change.accept(handle);
            parts.audit().done(handle, visitor.me().email(), action, user.email(), detail);
        });
    }

    private String removeDevice(Request request, Visitor visitor) {
        User user = user(request);
        try {
            Identifier device = Identifier.parse(request.form().get("identifier"));
            parts.removal().remove(user, device);
            parts.audit().done(visitor.me().email(), "user.device.remove", user.email(), device.toString());
        } catch (DecodeException e) {
            throw WebFailure.malformed();
        }
        return path(user);
    }
}
