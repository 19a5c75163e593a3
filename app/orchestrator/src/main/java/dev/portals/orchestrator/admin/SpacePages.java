package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.admin.Directory.ProjectRow;
import dev.portals.orchestrator.admin.Directory.SpaceRow;
import dev.portals.orchestrator.admin.Screen.Cell;
import dev.portals.orchestrator.admin.Screen.Column;
import dev.portals.orchestrator.admin.Screen.Fact;
import dev.portals.orchestrator.admin.Screen.Facts;
import dev.portals.orchestrator.admin.Screen.Link;
import dev.portals.orchestrator.admin.Screen.Pager;
import dev.portals.orchestrator.admin.Screen.Search;
import dev.portals.orchestrator.admin.Screen.Table;
import dev.portals.orchestrator.site.Times;
import dev.portals.orchestrator.usage.Amounts;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.WebFailure;
import java.time.Instant;
import java.util.List;

/** Spaces: a list, and one of them with its administrators and projects. */
final class SpacePages {
    private static final String PATH = "/admin/spaces";

    private final AdminSite.Parts parts;
    private final Directory directory;

    SpacePages(AdminSite.Parts parts, Directory directory) {
        this.parts = parts;
        this.directory = directory;
    }

    void addTo(AdminSite.AdminRoutes admin) {
        admin.get(PATH, (request, visitor) -> list(request));
        admin.get(PATH + "/{id}", (request, visitor) -> show(request));
    }

    private Screen list(Request request) {
        Paging paging = Paging.of(request);
        List<SpaceRow> found = directory.spaces(paging);
        Instant now = parts.clock().instant();
        return new Screen(
                "Spaces",
                "spaces",
                "",
                null,
                List.of(
                        new Search(PATH, paging.about(), "A name or an administrator's address", List.of()),
                        new Table(
                                "",
                                List.of(
                                        Column.text("Space"),
                                        Column.text("Administrator"),
                                        Column.number("Administrators"),
                                        Column.number("Projects"),
                                        Column.text("Since")),
                                Paging.cut(found).stream()
                                        .map(space -> List.of(
                                                Cell.link(space.name(), PATH + '/' + space.id()),
                                                Cell.of(space.owner()),
                                                Cell.of(Amounts.count(space.administrators())),
                                                Cell.of(Amounts.count(space.projects())),
                                                Cell.of(Times.ago(space.createdAt(), now))))
                                        .toList(),
                                "There is no such space.",
                                paging.pager(found),
                                null)));
    }

    private Screen show(Request request) {
        SpaceRow space = directory.space(request.parameter("id")).orElseThrow(WebFailure::notFound);
        Paging paging = Paging.of(request);
        List<ProjectRow> found = directory.projectsOf(space.id(), paging);
        return new Screen(
                space.name(),
                "spaces",
                "",
                new Link("Spaces", PATH),
                List.of(
                        new Facts(
                                "Space",
                                List.of(
                                        new Fact("Id", Cell.code(space.id())),
                                        new Fact(
                                                "Since",
                                                Cell.of(Times.ago(
                                                        space.createdAt(),
                                                        parts.clock().instant()))),
                                        new Fact("Projects", Cell.of(Amounts.count(space.projects()))))),
                        new Table(
                                "Administrators",
                                List.of(Column.text("Address")),
                                directory.administrators(space.id()).stream()
                                        .map(email ->
                                                List.of(Cell.link(email, "/admin/users?q=" + Parameters.encode(email))))
                                        .toList(),
                                "None: nobody can change this space.",
                                Pager.NONE,
                                null),
                        new Table(
                                "Projects",
                                ProjectPages.COLUMNS,
                                Paging.cut(found).stream()
                                        .map(ProjectPages::row)
                                        .toList(),
                                "None.",
                                paging.pager(found),
                                null)));
    }
}
