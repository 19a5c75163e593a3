package dev.portals.core.controller;

import static dev.portals.core.controller.Vectors.of;

import dev.portals.core.codec.CborReader;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityStore;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Every kind of body with all of its fields, and which of them it can't do without. */
final class Samples {
    static final Identities SHARER =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), () -> Instant.EPOCH);
    static final Identity NODE = SHARER.create(SigningAlgorithm.ED25519);

    static final PortalText TEXT = new PortalText("Wiki", "http", "Only on weekdays.\nAsk Ann.");
    static final ServiceAccessDetails PLAIN = new ServiceAccessDetails(
            of("11"),
            "/dnsaddr/p1.example.org/tcp/4000/service/p1/service/api",
            of("22"),
            "/dnsaddr/p1.example.org/tcp/4000/service/p1/service/authority/service/api",
            NODE.identifier(),
            "/service/wiki",
            "a ticket, / with , and .",
            null);
    static final PortalDescription DESCRIPTION = PortalDescription.of(TEXT, PLAIN, 1_700_000_000);
    static final SignedDescription SIGNED = SignedDescription.sign(DESCRIPTION, NODE.identifier(), SHARER);
    static final ServiceAccessDetails ACCESS = with(PLAIN, SIGNED);
    static final ReceivedInvitation RECEIVED = new ReceivedInvitation(
            "i1", "2026-01-31T12:00:00Z", Role.GUEST, "a@example.org", Scope.PROJECT, "p1", true, TEXT);
    static final SentInvitation SENT = new SentInvitation(
            "i1", "2026-01-31T12:00:00Z", Role.SERVICE, 7, "Bob@Example.org", 1, Scope.SERVICE, "p1", 8, ACCESS);
    static final UserRole ROLE = new UserRole("a@example.org", 7, Role.ADMIN, Scope.SPACE);
    static final ProjectRecord PROJECT = new ProjectRecord(
            "p1",
            "default",
            "acme",
            "/dnsaddr/p1.example.org/tcp/4000/service/p1/service/api",
            List.of("a@example.org"),
            "s1",
            NODE.identifier(),
            "/dnsaddr/p1.example.org/tcp/4000/service/p1/service/authority/service/api",
            NODE.history().toHex(),
            new OktaConfig("https://t.example/", "PEM", "cid", List.of("email", "name")),
            new KafkaConfig("k:9092"),
            "1.0.0",
            true,
            "op1",
            List.of(ROLE),
            NODE.history().toHex());

    /** A body, how it is read, and the keys of its fields. */
    record Sample(
            Body body, Function<CborReader, ? extends Body> decode, Set<Integer> required, Set<Integer> optional) {
        @Override
        public String toString() {
            return body.getClass().getSimpleName();
        }
    }

    static final List<Sample> ALL = List.of(
            sample(new AccountToken("secret"), AccountToken::decode, Set.of(1, 2)),
            sample(new NewSpace("acme", List.of("b@example.org")), NewSpace::decode, Set.of(1, 2)),
            sample(new NewProject("default", List.of("b@example.org")), NewProject::decode, Set.of(1, 3)),
            sample(Subscription.BASIC, Subscription::decode, Set.of(1, 2)),
            sample(
                    new Space("s1", "acme", List.of("a@example.org"), Subscription.BASIC),
                    Space::decode,
                    Set.of(1, 2, 3),
                    Set.of(4)),
            sample(new AdminInfo("a@example.org"), AdminInfo::decode, Set.of(1)),
            sample(ROLE, UserRole::decode, Set.of(1, 2, 3, 4)),
            sample(
                    PROJECT,
                    ProjectRecord::decode,
                    Set.of(1, 2, 3, 5, 6, 7, 16),
                    Set.of(8, 9, 10, 11, 12, 13, 14, 15, 17)),
            sample(new Operation("op1", Operation.Status.FAILED), Operation::decode, Set.of(1, 2)),
            sample(new StartedOperation("op1"), StartedOperation::decode, Set.of(1)),
            sample(new Addon("okta", "Okta", true), Addon::decode, Set.of(1, 2, 3)),
            sample(
                    new OktaConfig("https://t.example/", "PEM", "cid", List.of("email")),
                    OktaConfig::decode,
                    Set.of(1, 2, 3, 4)),
            sample(new KafkaConfig("k:9092"), KafkaConfig::decode, Set.of(1)),
            sample(
                    new InfluxConfig("http://i", "secret", "o", "[]", 10_800, "true", "false"),
                    InfluxConfig::decode,
                    Set.of(1, 2, 3, 4, 5),
                    Set.of(6, 7)),
            sample(new DisableAddon("okta"), DisableAddon::decode, Set.of(1)),
            sample(new VersionInfo("1.0.0", "2.0.0"), VersionInfo::decode, Set.of(), Set.of(1, 2)),
            sample(
                    new NewInvitation("2026-01-31T12:00:00Z", Role.ADMIN, "b@example.org", 3L, Scope.SPACE, "s1"),
                    NewInvitation::decode,
                    Set.of(2, 3, 5, 6),
                    Set.of(1, 4)),
            sample(
                    new NewServiceInvitation("2026-01-31T12:00:00Z", "p1", "b@example.org", ACCESS),
                    NewServiceInvitation::decode,
                    Set.of(2, 3, 4, 5, 6, 7, 8, 9, 10),
                    Set.of(1, 100)),
            sample(SENT, SentInvitation::decode, Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9), Set.of(10)),
            sample(RECEIVED, ReceivedInvitation::decode, Set.of(1, 2, 3, 4, 5, 6, 7), Set.of(100)),
            sample(ACCESS, ServiceAccessDetails::decode, Set.of(1, 2, 3, 4, 5, 6, 7), Set.of(100)),
            sample(new InvitationWithAccess(RECEIVED, ACCESS), InvitationWithAccess::decode, Set.of(1), Set.of(2)),
            sample(
                    new InvitationList(
                            List.of(SENT), List.of(RECEIVED), List.of(new InvitationWithAccess(RECEIVED, ACCESS))),
                    InvitationList::decode,
                    Set.of(),
                    Set.of(1, 2, 3)),
            sample(new AcceptedInvitation("i1", Role.SERVICE, "p1"), AcceptedInvitation::decode, Set.of(1, 2, 3)),
            sample(new RedeemInvitation("i1"), RedeemInvitation::decode, Set.of(1)),
            sample(ListKind.ACCEPTED, ListKind::decode, Set.of(1)),
            sample(TEXT, PortalText::decode, Set.of(1), Set.of(2, 3)),
            sample(DESCRIPTION, PortalDescription::decode, Set.of(1, 4, 5, 6), Set.of(2, 3)),
            sample(SIGNED, SignedDescription::decode, Set.of(1, 2)),
            sample(new ChangesRequest(41), ChangesRequest::decode, Set.of(1)),
            sample(new ChangesReply(42), ChangesReply::decode, Set.of(1)));

    private Samples() {}

    private static Sample sample(Body body, Function<CborReader, ? extends Body> decode, Set<Integer> required) {
        return new Sample(body, decode, required, Set.of());
    }

    private static Sample sample(
            Body body, Function<CborReader, ? extends Body> decode, Set<Integer> required, Set<Integer> optional) {
        return new Sample(body, decode, required, optional);
    }

    static ServiceAccessDetails with(ServiceAccessDetails access, SignedDescription description) {
        return new ServiceAccessDetails(
                access.projectIdentifier(),
                access.projectRoute(),
                access.authorityIdentifier(),
                access.authorityRoute(),
                access.nodeIdentifier(),
                access.nodeRoute(),
                access.ticket(),
                description);
    }
}
