package dev.portals.command.peers;

import dev.portals.core.api.ApiClient;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Method;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.controller.ControllerWorkers;
import dev.portals.core.controller.ListKind;
import dev.portals.core.controller.NewInvitation;
import dev.portals.core.controller.NewProject;
import dev.portals.core.controller.NewServiceInvitation;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.engine.AuthorityClient;
import dev.portals.engine.account.Installation;
import dev.portals.transport.node.Connection;
import dev.portals.transport.node.LocalNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few people who enrol, make and delete projects, invite each other, accept and redeem tickets, all the time. What they are
 * told becomes a fact.
 */
final class Household implements AutoCloseable {
    private static final int MOST_PEOPLE = 4;
    private static final Duration MAKING = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final KilledOrchestrator orchestrator;
    private final Facts facts;
    private final Random random;
    private final CountDownLatch over;
    private final Persistence persistence;
    private final List<Resident> people = new ArrayList<>();
    private volatile boolean leaving;

    /** Nothing happens before {@link #live}. */
    Household(KilledOrchestrator orchestrator, Facts facts, Random random, CountDownLatch over) {
        this.orchestrator = orchestrator;
        this.facts = facts;
        this.random = random;
        this.over = over;
        this.persistence = new Persistence(orchestrator, over);
    }

    /**
     * Does one thing after the other until {@link #leave}.
     *
     * @param settled called when the first two people are there
     */
    void live(Runnable settled) throws InterruptedException {
        enrol();
        enrol();
        settled.run();
        while (!leaving) {
            if (random.nextInt(4) == 0) {
                enrol();
            }
            share();
        }
    }

    /** Asks it to end what it has begun, and then itself. */
    void leave() {
        leaving = true;
    }

    private void enrol() throws InterruptedException {
        if (people.size() == MOST_PEOPLE) {
            people.removeFirst().close();
        }
        Resident person = new Resident(orchestrator, persistence, facts, NUMBERS.incrementAndGet());
        people.add(person);
        person.enrol();
    }

    private void share() throws InterruptedException {
        Resident owner = people.get(random.nextInt(people.size()));
        Resident guest = people.get((people.indexOf(owner) + 1) % people.size());
        Project project = create(owner);
        for (int services = random.nextInt(3); services >= 0; services--) {
            shareService(owner, guest, project);
        }
        if (random.nextBoolean()) {
            shareProject(owner, guest, project);
        }
        looksRight(owner, project);
        if (random.nextInt(3) > 0) {
            delete(owner, project);
        }
    }

    private <T> Optional<T> ask(String what, java.util.concurrent.Callable<T> request) {
        try {
            return Optional.of(persistence.until(what, request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Project create(Resident owner) throws InterruptedException {
        String name = "project-" + NUMBERS.incrementAndGet();
        ProjectRecord made = persistence.until("make " + name, () -> {
            String space = owner.controller.spaces().getFirst().id();
            try {
                return owner.controller.createProject(space, new NewProject(name, List.of()));
            } catch (ApiFailure e) {
                // It was made, and the answer lost.
                return owner.controller.projects().stream()
                        .filter(project -> project.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> e);
            }
        });
        // Another instance may be making it: until that is known to be gone, nobody ends what it has begun.
        Project project = persistence
                .within(
                        MAKING,
                        () -> Optional.of(made)
                                .filter(ProjectRecord::ready)
                                .or(() -> ask("show " + name, () -> owner.controller.project(made.id()))
                                        .filter(ProjectRecord::ready)))
                .orElseThrow(() -> new AssertionError("half made for ever: " + made))
                .toProject();
        facts.acknowledged(
                "project " + made.id(),
                "SELECT COUNT(*) FROM projects WHERE id = ? AND name = ? AND identifier = ? AND authority = ?",
                made.id(),
                name,
                project.identifier().toString(),
                project.authorityIdentifier().toString());
        return project;
    }

    private void shareService(Resident owner, Resident guest, Project project) throws InterruptedException {
        record Issued(String number, OneTimeCode code) {}
        // A number for each try: a code whose answer is lost stays.
        Issued issued = persistence.until("ticket", () -> {
            CredentialSource administrator =
                    CredentialSource.fixed(owner.controller.administratorCredential(project.id()));
            String next = "" + NUMBERS.incrementAndGet();
            return new Issued(
                    next,
                    new AuthorityClient(owner.node, project, administrator)
                            .issueToken(new TokenRequest(new TreeMap<>(Map.of("ticket", next)), 86_400L, null)));
        });
        String number = issued.number;
        OneTimeCode code = issued.code;
        String ticket = "ticket " + number + " of " + project.id();
        facts.acknowledged(
                ticket,
                "SELECT COUNT(*) FROM tokens WHERE project_id = ? AND code_hash = ?",
                project.id(),
                HexFormat.of().formatHex(code.digest()));
        ServiceAccessDetails access = new ServiceAccessDetails(
                project.identifier(),
                project.route().toString(),
                project.authorityIdentifier(),
                project.authorityRoute().toString(),
                owner.node.identifier(),
                "/service/s" + number,
                new EnrollmentTicket(project, code).toHex(),
                null);
        SentInvitation sent = persistence.until(
                "invite to " + number,
                () -> owner.controller.invite(new NewServiceInvitation(null, project.id(), guest.email, access)));
        made(project, sent, guest);
        boolean revoked = answer(owner, guest, project, sent, ticket);
        if (random.nextInt(4) > 0) {
            redeem(project, ticket, number, code, !revoked);
        }
    }

    private void made(Project project, SentInvitation sent, Resident guest) {
        facts.acknowledged(
                "invitation " + sent.id() + " of " + project.id(),
                "SELECT COUNT(*) FROM invitations WHERE id = ? AND recipient_email = ? AND state = 'pending'",
                sent.id(),
                guest.email);
        facts.acknowledged(
                "mail of " + sent.id() + " of " + project.id(),
                "SELECT COUNT(DISTINCT invitation_id) FROM mails WHERE invitation_id = ? AND recipient = ?",
                sent.id(),
                guest.email);
    }

    /** The guest accepts, or the owner takes it back with its ticket, or nobody does anything. True if it was taken back. */
    private boolean answer(Resident owner, Resident guest, Project project, SentInvitation sent, String ticket)
            throws InterruptedException {
        String name = "invitation " + sent.id();
        switch (random.nextInt(6)) {
            case 0 -> {
                return false;
            }
            case 1 -> {
                facts.unsure(name);
                facts.unsure(ticket);
                persistence.until("revoke", () -> {
                    owner.controller.revoke(sent.id());
                    return true;
                });
                facts.acknowledged(
                        name + " of " + project.id(),
                        "SELECT COUNT(*) FROM invitations WHERE id = ? AND state = 'revoked'",
                        sent.id());
                return true;
            }
            default -> {
                facts.unsure(name);
                persistence.until("accept", () -> guest.controller.accept(sent.id()));
                facts.acknowledged(
                        name + " of " + project.id(),
                        "SELECT COUNT(*) FROM invitations i JOIN users u ON u.id = i.accepted_by"
                                + " WHERE i.id = ? AND i.state = 'accepted' AND u.email = ?",
                        sent.id(),
                        guest.email);
                return false;
            }
        }
    }

    /** Two who have the same ticket use it at the same time: one becomes a member. */
    private void redeem(Project project, String ticket, String number, OneTimeCode code, boolean valid)
            throws InterruptedException {
        facts.unsure(ticket);
        try (LocalNode one = Resident.device();
                LocalNode other = Resident.device()) {
            CompletableFuture<Boolean> first = redeem(one, project, code);
            CompletableFuture<Boolean> second = redeem(other, project, code);
            boolean won = first.join();
            if (won && second.join()) {
                throw new AssertionError(ticket + " was spent twice");
            }
            if (!won && !second.join()) {
                if (valid) {
                    throw new AssertionError(ticket + " is forgotten");
                }
                return;
            }
            LocalNode winner = won ? one : other;
            facts.acknowledged(
                    ticket,
                    "SELECT COUNT(*) FROM members WHERE project_id = ? AND identifier = ? AND attributes LIKE ?",
                    project.id(),
                    winner.identifier().toString(),
                    "%\"" + number + "\"%");
            persistence.until("credential", () -> new AuthorityClient(winner, project).credential());
        }
    }

    private CompletableFuture<Boolean> redeem(LocalNode node, Project project, OneTimeCode code) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(new Persistence(orchestrator, over).until("redeem", () -> {
                    try {
                        // Who is a member already became it by an answer that was lost.
                        new AuthorityClient(node, project).redeem(code);
                        return true;
                    } catch (ApiFailure e) {
                        if (e.sentence().contains("Unknown enrollment token")) {
                            return false;
                        }
                        throw e;
                    }
                }));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void shareProject(Resident owner, Resident guest, Project project) throws InterruptedException {
        SentInvitation sent = persistence.until(
                "invite to the project",
                () -> owner.controller.invite(
                        new NewInvitation(null, Role.GUEST, guest.email, null, Scope.PROJECT, project.id())));
        made(project, sent, guest);
        answer(owner, guest, project, sent, "no ticket " + sent.id());
    }

    /** What a client sees: only projects that are ready, and its own among them, where it gets a credential. */
    private void looksRight(Resident owner, Project project) throws InterruptedException {
        List<ProjectRecord> projects = persistence.until("list", owner.controller::projects);
        if (projects.stream().noneMatch(each -> each.id().equals(project.id()) && each.ready())) {
            throw new AssertionError(project.id() + " is missing or half made in " + projects);
        }
        persistence.until("invitations", () -> owner.controller.invitations(ListKind.ALL));
        persistence.until("administrator's credential", () -> new AuthorityClient(owner.node, project).credential());
        persistence.until("the project's node", () -> {
            connect(owner, project.route(), project.identifier()).close();
            return true;
        });
    }

    private Connection connect(Resident person, MultiAddr route, Identifier expected) {
        List<MultiAddr.Component> parts = new ArrayList<>(route.components());
        if (parts.getLast() instanceof MultiAddr.Service listener) {
            parts.set(parts.size() - 1, new MultiAddr.Secure(listener.name()));
        }
        ChannelOptions options = ChannelOptions.of(person.node.identifier()).withTrust(TrustPolicy.exactly(expected));
        try {
            return person.node
                    .connector()
                    .connect(new MultiAddr(parts), options)
                    .join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void delete(Resident owner, Project project) throws InterruptedException {
        facts.unsure(project.id());
        String space =
                persistence.until("spaces", owner.controller::spaces).getFirst().id();
        Installation installation = orchestrator.installation();
        persistence.until("delete", () -> {
            try (Connection connection =
                    connect(owner, installation.controller(), installation.controllerIdentifier())) {
                new ApiClient(owner.node.node(), connection.route().append(ControllerWorkers.PROJECTS), PATIENCE)
                        .tell(Method.DELETE, "/v0/" + space + "/" + project.id())
                        .join();
            } catch (java.util.concurrent.CompletionException e) {
                if (!(e.getCause() instanceof ApiFailure failure && failure.code() == 404)) {
                    throw e.getCause() instanceof ApiFailure failure
                            ? failure
                            : new java.io.UncheckedIOException(new java.io.IOException(e.getCause()));
                }
            }
            return true;
        });
        facts.acknowledged(
                "deletion of " + project.id(), "SELECT 1 - COUNT(*) FROM projects WHERE id = ?", project.id());
    }

    @Override
    public void close() {
        people.forEach(Resident::close);
    }
}
