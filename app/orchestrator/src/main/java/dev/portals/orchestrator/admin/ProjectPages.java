package dev.portals.orchestrator.admin;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.admin.Directory.MemberRow;
import dev.portals.orchestrator.admin.Directory.ProjectRow;
import dev.portals.orchestrator.admin.Screen.Action;
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
import dev.portals.orchestrator.admin.Screen.Table;
import dev.portals.orchestrator.site.Times;
import dev.portals.orchestrator.site.Visitor;
import dev.portals.orchestrator.usage.Amounts;
import dev.portals.orchestrator.usage.Level;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.WebFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Projects and their relays: lists, and one project with its relays, members and roles. */
final class ProjectPages {
    static final List<Column> COLUMNS = List.of(
            Column.text("Project"),
            Column.text("On the plan of"),
            Column.text("State"),
            Column.number("Members"),
            Column.number("This month"));

    private static final String PATH = "/admin/projects";
    private static final String RELAYS = "/admin/relays";
    private static final Comparator<Nodes.Relay> MOST_FIRST = Comparator.comparingLong(Nodes.Relay::bytes)
            .reversed()
            .thenComparing(Nodes.Relay::projectId)
            .thenComparing(Nodes.Relay::name);

    private final AdminSite.Parts parts;
    private final Directory directory;

    ProjectPages(AdminSite.Parts parts, Directory directory) {
        this.parts = parts;
        this.directory = directory;
    }

    void addTo(AdminSite.AdminRoutes admin) {
        admin.get(PATH, (request, visitor) -> list(request));
        admin.get(PATH + "/{id}", (request, visitor) -> show(request));
        admin.post(PATH + "/{id}/relays/end", this::endRelay);
        admin.post(PATH + "/{id}/members/remove", this::removeMember);
        admin.get(RELAYS, (request, visitor) -> relays(request));
    }

    private ProjectRow project(Request request) {
        return directory.project(request.parameter("id")).orElseThrow(WebFailure::notFound);
    }

    private Screen list(Request request) {
        Paging paging = Paging.of(request);
        List<ProjectRow> found = directory.projects(paging);
        return new Screen(
                "Projects",
                "projects",
                "",
                null,
                List.of(
                        new Search(PATH, paging.about(), "A project, a space, an address or an id", List.of()),
                        new Table(
                                "",
                                COLUMNS,
                                Paging.cut(found).stream()
                                        .map(ProjectPages::row)
                                        .toList(),
                                "There is no such project.",
                                paging.pager(found),
                                null)));
    }

    static List<Cell> row(ProjectRow project) {
        return List.of(
                Cell.link(project.name(), PATH + '/' + project.id()).with(project.space()),
                Cell.of(project.owner()),
                state(project),
                Cell.of(Amounts.count(project.members())),
                Cell.of(Amounts.bytes(project.bytes())));
    }

    private static Cell state(ProjectRow project) {
        if (!project.state().equals(ProjectRow.READY)) {
            return Cell.state(Mark.WAITING, "Being set up");
        }
        return project.relaying() ? Cell.state(Mark.GOOD, "Ready") : Cell.state(Mark.DENIED, "Relays no more");
    }

    private Screen show(Request request) {
        ProjectRow project = project(request);
        Paging paging = Paging.of(request);
        Instant now = parts.clock().instant();
        List<Level> levels = parts.levels().of(project.id());
        List<Part> shown = new ArrayList<>();
        levels.stream()
                .filter(Level::isNearlyUsedUp)
                .forEach(level -> shown.add(new Banner(
                        level.sentence() + ".",
                        level.consequence() + " The plan is “" + level.plan() + "” of " + level.owner() + ".")));
        shown.add(facts(project, levels, now));
        shown.add(relays(project, now));
        List<MemberRow> members = directory.members(project.id(), paging);
        shown.add(new Table(
                "Members",
                List.of(Column.text("Identity"), Column.text("Whose"), Column.text("Enrolled"), Column.text("")),
                Paging.cut(members).stream()
                        .map(member -> member(project, member, now))
                        .toList(),
                "None.",
                paging.pager(members),
                null));
        shown.add(new Table(
                "Roles besides the space's administrators",
                List.of(Column.text("Address"), Column.text("Role")),
                directory.roles(project.id()).stream()
                        .map(role -> List.of(
                                Cell.link(role.email(), "/admin/users?q=" + Parameters.encode(role.email())),
                                Cell.of(role.role())))
                        .toList(),
                "None.",
                Pager.NONE,
                null));
        return new Screen(project.name(), "projects", "", new Link("Projects", PATH), shown);
    }

    private Facts facts(ProjectRow project, List<Level> levels, Instant now) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("State", state(project)));
        facts.add(new Fact("Space", Cell.link(project.space(), "/admin/spaces/" + project.spaceId())));
        facts.add(new Fact(
                "On the plan of",
                project.owner().isEmpty()
                        ? Cell.of("nobody")
                        : Cell.link(project.owner(), "/admin/users?q=" + Parameters.encode(project.owner()))));
        for (Level level : levels) {
            facts.add(new Fact(
                    switch (level.resource()) {
                        case RELAYED_BYTES -> "Relayed this month";
                        case MEMBERS -> "Members";
                        case RELAYS -> "Relays";
                        case INVITATIONS -> "Invitations";
                    },
                    level.isUsedUp()
                            ? Cell.state(Mark.FAULT, level.amount())
                            : level.isNearlyUsedUp()
                                    ? Cell.state(Mark.WARNING, level.amount())
                                    : Cell.of(level.amount())));
        }
        facts.add(new Fact("Connections", Cell.of(Amounts.count(parts.nodes().channels(project.id())))));
        facts.add(new Fact(
                "Credentials last",
                Cell.of(Duration.ofSeconds(project.credentialSeconds()).toHours() + " h")));
        facts.add(new Fact("Since", Cell.of(Times.ago(project.createdAt(), now))));
        facts.add(new Fact("Id", Cell.code(project.id())));
        facts.add(new Fact("Identity", Cell.code(project.identifier())));
        facts.add(new Fact("Authority", Cell.code(project.authority())));
        return new Facts("Project", facts);
    }

    private Table relays(ProjectRow project, Instant now) {
        return new Table(
                "Relays",
                List.of(Column.text("Relay"), Column.text("Registered"), Column.number("Traffic"), Column.text("")),
                parts.nodes().of(project.id()).stream()
                        .sorted(MOST_FIRST)
                        .limit(Paging.SIZE)
                        .map(relay -> List.of(
                                Cell.code(relay.name()).with(relay.owner()),
                                Cell.of(Times.ago(relay.since(), now)),
                                Cell.of(Amounts.bytes(relay.bytes())),
                                Cell.actions(List.of(endRelay(relay)))))
                        .toList(),
                "None at the moment.",
                Pager.NONE,
                null);
    }

    private static Action endRelay(Nodes.Relay relay) {
        return Action.of("End", "End the relay " + relay.name(), "", PATH + '/' + relay.projectId() + "/relays/end")
                .sending("name", relay.name())
                .dangerous();
    }

    private static List<Cell> member(ProjectRow project, MemberRow member, Instant now) {
        return List.of(
                Cell.code(member.identifier()).with(member.attributes()),
                Cell.of(member.email().isEmpty() ? "nobody's with an account" : member.email()),
                Cell.of(Times.ago(member.addedAt(), now)),
                member.preTrusted()
                        ? Cell.of("an administrator's")
                        : Cell.actions(List.of(Action.of(
                                        "Remove",
                                        "Remove the member " + member.identifier(),
                                        "",
                                        PATH + '/' + project.id() + "/members/remove")
                                .sending("identifier", member.identifier())
                                .dangerous())));
    }

    private String endRelay(Request request, Visitor visitor) {
        ProjectRow project = project(request);
        String name = request.form().get("name");
        if (parts.nodes().removeRelay(project.id(), name)) {
            parts.audit().done(visitor.me().email(), "relay.end", project.id(), name);
        }
        return PATH + '/' + project.id();
    }

    private String removeMember(Request request, Visitor visitor) {
        ProjectRow project = project(request);
        try {
            Identifier member = Identifier.parse(request.form().get("identifier"));
            parts.nodes().removeMember(project.id(), member);
            parts.audit().done(visitor.me().email(), "member.remove", project.id(), member.toString());
        } catch (DecodeException e) {
            throw WebFailure.malformed();
        }
        return PATH + '/' + project.id();
    }

    private Screen relays(Request request) {
        Paging paging = Paging.of(request);
        Instant now = parts.clock().instant();
        List<Nodes.Relay> found = paging.part(parts.nodes().all().stream()
                .filter(relay ->
                        (relay.name() + ' ' + relay.owner() + ' ' + relay.projectId()).contains(paging.about()))
                .sorted(MOST_FIRST)
                .toList());
        return new Screen(
                "Relays",
                "relays",
                "Those of this instance, with most traffic first.",
                null,
                List.of(
                        new Search(RELAYS, paging.about(), "A name, an identity or the id of a project", List.of()),
                        new Table(
                                "",
                                List.of(
                                        Column.text("Relay"),
                                        Column.text("Project"),
                                        Column.text("Registered"),
                                        Column.number("Traffic"),
                                        Column.text("")),
                                Paging.cut(found).stream()
                                        .map(relay -> List.of(
                                                Cell.code(relay.name()).with(relay.owner()),
                                                directory
                                                        .project(relay.projectId())
                                                        .map(project -> Cell.link(
                                                                        project.name(), PATH + '/' + project.id())
                                                                .with(project.owner()))
                                                        .orElse(Cell.code(relay.projectId())),
                                                Cell.of(Times.ago(relay.since(), now)),
                                                Cell.of(Amounts.bytes(relay.bytes())),
                                                Cell.actions(List.of(endRelay(relay)))))
                                        .toList(),
                                "There are none at the moment.",
                                paging.pager(found),
                                null)));
    }
}
