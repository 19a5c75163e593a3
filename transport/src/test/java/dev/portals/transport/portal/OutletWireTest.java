package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our outlet, as an inlet of another program sees it. */
class OutletWireTest {
    private static final Route OUTLET = Route.local("outlet");
    private static final String HELLO = "030568656c6c6f";
    /** The Ping of our own inlet, and what it is asked when it is silent. */
    private static final String HELLO_PING = "00506f7274010000100000";

    private static final String ASKED = "00506f7274010401";

    private final Home home = new Home(2);
    private final Service service = Service.manual();
    private FakeEnd inlet;

    @BeforeEach
    void open() {
        inlet = new FakeEnd(home.node, "inlet");
        home.outlet(service.port());
    }

    @AfterEach
    void close() {
        service.close();
        home.close();
    }

    private Route ping() {
        inlet.send(OUTLET, "00");
        FakeEnd.Received pong = inlet.next();
        assertThat(pong.hex()).isEqualTo("01");
        assertThat(pong.returning().size()).isEqualTo(1);
        return pong.returning();
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length));
    }

    @Test
    void pongComesBeforeAnyByteOfTheService() throws IOException {
        inlet.send(OUTLET, "00");
        service.next().getOutputStream().write("hello".getBytes());
        assertThat(inlet.next().hex()).isEqualTo("01");
        assertThat(inlet.next().hex()).isEqualTo(HELLO);
    }

    @Test
    void whatAnInletOfOursSendsBeforePongReachesTheServiceFirst() throws IOException {
        inlet.send(OUTLET, HELLO_PING);
        inlet.send(OUTLET, HELLO);
        Route portal = inlet.next().returning();
        inlet.send(portal, "030178");
        assertThat(read(service.next(), 6)).isEqualTo("hellox");
    }

    @Test
    void bytesFlowBothWaysAndTheServicesEndIsADisconnectAfterThem() throws IOException {
        Route portal = ping();
        Socket socket = service.next();
        inlet.send(portal, HELLO);
        assertThat(read(socket, 5)).isEqualTo("hello");
        socket.getOutputStream().write("hello".getBytes());
        assertThat(inlet.next()).isEqualTo(new FakeEnd.Received(HELLO, portal));
        socket.close();
        assertThat(inlet.next()).isEqualTo(new FakeEnd.Received("02", portal));
        Await.until("nothing is left", () -> home.portals.statistics().current() == 0);
        assertThat(home.node.router().exists(portal.first())).isFalse();
        inlet.send(portal, HELLO);
        inlet.send(portal, "02");
        assertThat(inlet.heardNothing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"outlet", "x"})
    void whatElseTheRouteOfAPingHoldsIsIgnored(String more) {
        inlet.send(Route.local("outlet", more), "00");
        assertThat(inlet.next().hex()).isEqualTo("01");
    }

    @Test
    void eachPingOpensAConnectionOfItsOwn() {
        assertThat(ping()).isNotEqualTo(ping());
        service.next();
        service.next();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", HELLO, "04", ""})
    void whatIsNoPingOpensNothing(String hex) {
        inlet.send(OUTLET, hex);
        ping();
        service.next();
        assertThat(service.count()).isEqualTo(1);
        assertThat(inlet.heardNothing()).isTrue();
    }

    @Test
    void aPingWithoutAReturnRouteOpensNothing() {
        inlet.send(OUTLET, Route.EMPTY, "00", null);
        ping();
        service.next();
        assertThat(service.count()).isEqualTo(1);
    }

    @Test
    void aPortalIsNoHopToAnywhereElse() throws IOException {
        Route portal = ping();
        Socket socket = service.next();
        inlet.send(portal.append(Address.local("x")), HELLO);
        inlet.send(portal, "030178");
        assertThat(read(socket, 1)).isEqualTo("x");
    }

    @Test
    void payloadAndDisconnectNeedNoReturnRoute() throws IOException {
        Route portal = ping();
        Socket socket = service.next();
        inlet.send(portal, Route.EMPTY, HELLO, null);
        inlet.send(portal, Route.EMPTY, "02", null);
        assertThat(new String(socket.getInputStream().readAllBytes())).isEqualTo("hello");
        assertThat(inlet.heardNothing()).isTrue();
    }

    @Test
    void countersAreCheckedWhereTheyAre() throws IOException {
        Route portal = ping();
        Socket socket = service.next();
        inlet.send(portal, "030161010000");
        inlet.send(portal, "030162");
        inlet.send(portal, "030163010100");
        assertThat(read(socket, 3)).isEqualTo("abc");
        inlet.send(portal, "030164010300");
        assertThat(inlet.next().hex()).isEqualTo("02");
        assertThat(home.events.end().reason()).isEqualTo(PortalEnd.Reason.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "0300", "", "07", "0305", "00506f7274010100100000", "00506f72740102"})
    void whatMeansNothingInAnOpenPortalChangesNothing(String hex) throws IOException {
        Route portal = ping();
        Socket socket = service.next();
        inlet.send(portal, hex);
        inlet.send(portal, HELLO);
        assertThat(read(socket, 5)).isEqualTo("hello");
        assertThat(inlet.heardNothing()).isTrue();
    }

    @Test
    void aServiceThatRefusesIsPongAndDisconnect() {
        int port = Service.closedPort();
        home.outlet(OutletOptions.to(Address.local("dead"), new HostnamePort("127.0.0.1", port))
                .withListener(home.events));
        inlet.send(Route.local("dead"), "00");
        assertThat(inlet.next().hex()).isEqualTo("01");
        assertThat(inlet.next().hex()).isEqualTo("02");
        assertThat(home.events.refusal())
                .isEqualTo(new PortalEnd(
                        PortalEnd.Reason.REFUSED, "the service at 127.0.0.1:" + port + " refused the connection"));
    }

    @Test
    void aHostThatDoesNotExistIsPongAndDisconnect() {
        home.outlet(OutletOptions.to(Address.local("dead"), new HostnamePort("no-such-host.invalid", 80))
                .withListener(home.events));
        inlet.send(Route.local("dead"), "00");
        assertThat(inlet.next().hex()).isEqualTo("01");
        assertThat(inlet.next().hex()).isEqualTo("02");
        assertThat(home.events.refusal().reason()).isEqualTo(PortalEnd.Reason.UNREACHABLE);
    }

    @Test
    void aServiceWithAHostNameIsFound() throws IOException {
        home.outlet(OutletOptions.to(Address.local("named"), new HostnamePort("localhost", service.port())));
        inlet.send(Route.local("named"), "00");
        FakeEnd.Received answer = inlet.next();
        assertThat(answer.hex()).isEqualTo("01");
        inlet.send(answer.returning(), HELLO);
        assertThat(read(service.next(), 5)).isEqualTo("hello");
    }

    @Test
    void anInletThatSkipsTheHandshakeIsServedToo() throws IOException {
        inlet.send(OUTLET, "00");
        inlet.send(OUTLET, HELLO);
        inlet.send(OUTLET, "030121");
        Socket socket = service.next();
        assertThat(read(socket, 6)).isEqualTo("hello!");
        socket.getOutputStream().write("hello".getBytes());
        assertThat(inlet.next().hex()).isEqualTo("01");
        assertThat(inlet.next().hex()).isEqualTo(HELLO);
        inlet.send(OUTLET, "02");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        Await.until("nothing is left", () -> home.portals.statistics().current() == 0);
    }

    @Test
    void messagesOfAnotherIdentityAreDropped() throws IOException {
        Identifier friend = Identifier.parse("I" + "11".repeat(32));
        Identifier stranger = Identifier.parse("I" + "22".repeat(32));
        inlet.send(OUTLET, Route.local("inlet"), "00", friend);
        Route portal = inlet.next().returning();
        Socket socket = service.next();
        inlet.send(portal, Route.local("inlet"), "030178", stranger);
        inlet.send(portal, Route.local("inlet"), "030179", null);
        inlet.send(portal, Route.local("inlet"), "02", stranger);
        inlet.send(portal, Route.local("inlet"), HELLO, friend);
        assertThat(read(socket, 5)).isEqualTo("hello");
    }

    @Test
    void aPolicyThatDeniesIsSilent() {
        home.outlet(OutletOptions.to(Address.local("closed"), new HostnamePort("127.0.0.1", service.port()))
                .withRules(AccessControl.ANY_CHANNEL_PEER, AccessControl.ALLOW_ALL));
        inlet.send(Route.local("closed"), "00");
        ping();
        service.next();
        assertThat(inlet.heardNothing()).isTrue();
        assertThat(service.count()).isEqualTo(1);
    }

    @Test
    void oneOfOurOwnInletsIsToldThatThePolicyDeniesIt() {
        String denied = "the outlet's policy does not let this node in: its owner says which credential is needed";
        home.outlet(OutletOptions.to(Address.local("closed"), new HostnamePort("127.0.0.1", service.port()))
                .withRules(AccessControl.DENY_ALL, AccessControl.DENY_ALL));

        inlet.send(Route.local("closed"), "00506f7274010000100000");

        assertThat(inlet.next().hex())
                .isEqualTo("02506f7274010308" + HexFormat.of().formatHex(denied.getBytes(StandardCharsets.UTF_8)));
        ping();
        service.next();
        assertThat(service.count()).isEqualTo(1);
    }

    @Test
    void whatElseADeniedNodeSendsIsNotAnswered() {
        home.outlet(OutletOptions.to(Address.local("closed"), new HostnamePort("127.0.0.1", service.port()))
                .withRules(AccessControl.DENY_ALL, AccessControl.ALLOW_ALL));
        for (String other : List.of("01506f7274010000100000", "02506f7274010308", "00506f72740102", "0305")) {
            inlet.send(Route.local("closed"), other);
        }
        ping();
        service.next();
        assertThat(inlet.heardNothing()).isTrue();
    }

    @Test
    void aPolicyThatDeniesTheWayBackEndsThePortal() throws IOException {
        home.outlet(OutletOptions.to(Address.local("mute"), new HostnamePort("127.0.0.1", service.port()))
                .withRules(AccessControl.ALLOW_ALL, AccessControl.DENY_ALL)
                .withListener(home.events));
        inlet.send(Route.local("mute"), "00");
        assertThat(home.events.refusal().reason()).isEqualTo(PortalEnd.Reason.DENIED_HERE);
        assertThat(inlet.heardNothing()).isTrue();
    }

    @Test
    void asManyPortalsAsAllowedAndNoMore() {
        home.outlet(home.outletOptions(service.port()).withMaxPortals(1).withWorker(Address.local("one")));
        inlet.send(Route.local("one"), "00");
        assertThat(inlet.next().hex()).isEqualTo("01");
        inlet.send(Route.local("one"), "00");
        assertThat(inlet.next().hex()).isEqualTo("01");
        assertThat(inlet.next().hex()).isEqualTo("02");
        assertThat(home.events.refusal().reason()).isEqualTo(PortalEnd.Reason.TOO_MANY);
        assertThat(home.portals.statistics().current()).isEqualTo(1);
    }

    @Test
    void aPeerThatSendsMoreThanItsWindowIsCutOff() {
        inlet.send(OUTLET, HELLO_PING);
        FakeEnd.Received pong = inlet.next();
        assertThat(pong.hex()).isEqualTo("01506f7274010000100000");
        String chunk = "03" + "80808002" + "00".repeat(4 << 20);
        for (int i = 0; i < 8; i++) {
            inlet.send(pong.returning(), chunk);
        }
        assertThat(home.events.end().reason()).isEqualTo(PortalEnd.Reason.PROTOCOL);
    }

    @Test
    void aQuietInletOfOursThatAnswersKeepsItsPortalAndOneThatStopsLosesIt() throws IOException {
        home.patientPortals(Duration.ofMillis(50))
                .openOutlet(home.outletOptions(service.port()).withWorker(Address.local("asking")));
        inlet.send(Route.local("asking"), HELLO_PING);
        Route portal = inlet.next().returning();
        Socket socket = service.next();
        for (int i = 0; i < 6; i++) {
            assertThat(inlet.next()).isEqualTo(new FakeEnd.Received(ASKED, portal));
            inlet.send(portal, "00506f7274010400");
        }
        assertThat(home.events.closed).isEmpty();
        assertThat(inlet.next().hex()).isEqualTo(ASKED);
        assertThat(Ends.isReset(socket)).isTrue();
        assertThat(home.events.end().reason()).isEqualTo(PortalEnd.Reason.NO_ANSWER);
        assertThat(inlet.next().hex()).isEqualTo(ASKED);
        assertThat(inlet.next().hex()).isEqualTo(ASKED);
        assertThat(inlet.next().hex()).startsWith("02506f7274010307");
    }

    @Test
    void anInletOfAnotherProgramIsNeverAskedAndMayBeSilent() throws IOException {
        home.patientPortals(Duration.ofMillis(1))
                .openOutlet(home.outletOptions(service.port()).withWorker(Address.local("asking")));
        inlet.send(Route.local("asking"), "00");
        Route portal = inlet.next().returning();
        Socket socket = service.next();
        FakeEnd ours = new FakeEnd(home.node, "ours");
        ours.send(Route.local("asking"), HELLO_PING);
        Socket second = service.next();
        assertThat(Ends.isReset(second)).isTrue();
        assertThat(inlet.heardNothing()).isTrue();
        inlet.send(portal, HELLO);
        assertThat(read(socket, 5)).isEqualTo("hello");
    }

    @Test
    void theServiceIsLetGoWhenTheInletIsGone() throws IOException {
        Route portal = ping();
        Socket socket = service.next();
        inlet.stop();
        assertThat(home.events.end().reason()).isEqualTo(PortalEnd.Reason.CARRIER_LOST);
        assertThat(Ends.isOver(socket)).isTrue();
        Await.until("the address is free", () -> !home.node.router().exists(portal.first()));
    }
}
