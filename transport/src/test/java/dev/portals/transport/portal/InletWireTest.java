package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Route;
import dev.portals.transport.portal.PortalEnd.Reason;
import dev.portals.transport.tcp.TransportException;
import dev.portals.transport.testing.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our inlet, as an outlet of another program sees it. */
class InletWireTest {
    private static final Route OUTLET = Route.local("outlet");
    private static final String HELLO = "030568656c6c6f";
    /** Ping, and behind it what other programs ignore. */
    private static final String PING = "00506f7274010000100000";

    private static final String HELLO_PONG = "01506f7274010000100000";
    private static final String FIN = "00506f72740102";

    private final Home home = new Home(2);
    private final FakeEnd outlet = new FakeEnd(home.node, "outlet");
    private final InletOptions options = InletOptions.on(Home.ANY_PORT).withRoute(OUTLET);

    @AfterEach
    void close() {
        home.close();
    }

    private static Socket client(Inlet inlet) throws IOException {
        Socket socket = new Socket(inlet.address().getAddress(), inlet.address().getPort());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length));
    }

    private Route ping() {
        FakeEnd.Received ping = outlet.next();
        assertThat(ping.hex()).isEqualTo(PING);
        return ping.returning();
    }

    private Route opened() {
        Route portal = ping();
        outlet.send(portal, "01");
        return portal;
    }

    @Test
    void nothingOfTheClientLeavesBeforePongAndAllAfterIt() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            client.getOutputStream().write("hello".getBytes());
            Route portal = ping();
            outlet.send(portal, HELLO);
            outlet.send(portal, "00");
            assertThat(outlet.heardNothing()).isTrue();
            outlet.send(portal, "01");
            assertThat(outlet.next()).isEqualTo(new FakeEnd.Received(HELLO, portal));
            outlet.send(portal, "030178");
            assertThat(read(client, 1)).isEqualTo("x");
        }
        assertThat(outlet.next().hex()).isEqualTo("02");
        assertThat(home.events.end())
                .isEqualTo(new Home.Events.Closed(Reason.FINISHED, "the client closed the connection", 5, 1));
    }

    /** A client that one of our outlets has answered, and who is gone again. */
    private void answeredByOneOfOurs(Inlet inlet) throws IOException {
        try (Socket client = client(inlet)) {
            outlet.send(ping(), HELLO_PONG);
            Await.until("open", () -> !home.events.opened.isEmpty());
            assertThat(client.isConnected()).isTrue();
        }
        FakeEnd.Received fin = outlet.next();
        assertThat(fin.hex()).isEqualTo(FIN);
        outlet.send(fin.returning(), "02");
        assertThat(home.events.end().reason()).isEqualTo(Reason.FINISHED);
    }

    @Test
    void theFirstBytesFollowThePingWhereAnOutletOfOursAnsweredBefore() throws IOException {
        Inlet inlet = home.inlet(options);
        answeredByOneOfOurs(inlet);
        try (Socket client = client(inlet)) {
            client.getOutputStream().write("hello".getBytes());
            Route portal = ping();
            assertThat(outlet.next()).isEqualTo(new FakeEnd.Received(HELLO, portal));
            client.shutdownOutput();
            assertThat(outlet.heardNothing()).isTrue();
            outlet.send(portal, HELLO_PONG);
            assertThat(outlet.next()).isEqualTo(new FakeEnd.Received(FIN, portal));
            outlet.send(portal, "030178");
            assertThat(read(client, 1)).isEqualTo("x");
        }
    }

    @Test
    void onlySoMuchLeavesBeforePongAndIsPartOfTheWindow() throws IOException {
        Inlet inlet = home.inlet(options);
        answeredByOneOfOurs(inlet);
        try (Socket client = client(inlet)) {
            Thread.ofVirtual().start(() -> Ends.writeForEver(client));
            Route portal = ping();
            Await.until("as much as it may", () -> outlet.carried() > Limits.EARLY - Limits.DEFAULT_PAYLOAD);
            assertThat(outlet.carried()).isLessThanOrEqualTo(Limits.EARLY);
            outlet.send(portal, HELLO_PONG);
            Await.until("the window", () -> outlet.carried() > Limits.WINDOW - Limits.DEFAULT_PAYLOAD);
            assertThat(outlet.carried()).isLessThanOrEqualTo(Limits.WINDOW);
        }
    }

    @Test
    void bytesThatWentToAnotherKindOfOutletThanBeforeEndThePortal() throws IOException {
        Inlet inlet = home.inlet(options);
        answeredByOneOfOurs(inlet);
        try (Socket client = client(inlet)) {
            client.getOutputStream().write("hello".getBytes());
            Route portal = ping();
            assertThat(outlet.next().hex()).isEqualTo(HELLO);
            outlet.send(portal, "01");
            assertThat(Ends.isOver(client)).isTrue();
        }
        assertThat(outlet.next().hex()).startsWith("02");
        assertThat(home.events.refusal().reason()).isEqualTo(Reason.PROTOCOL);
        try (Socket client = client(inlet)) {
            client.getOutputStream().write("hello".getBytes());
            Route portal = ping();
            assertThat(outlet.heardNothing()).isTrue();
            outlet.send(portal, "01");
            assertThat(outlet.next().hex()).isEqualTo(HELLO);
        }
    }

    @Test
    void anEndOfTheClientIsOneDisconnectAfterAllItsBytes() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            Route portal = opened();
            client.getOutputStream().write("hello".getBytes());
            client.shutdownOutput();
            assertThat(outlet.next().hex()).isEqualTo(HELLO);
            assertThat(outlet.next().hex()).isEqualTo("02");
            outlet.send(portal, HELLO);
            outlet.send(portal, "02");
            assertThat(Ends.isOver(client)).isTrue();
        }
        Await.until("nothing is left", () -> home.portals.statistics().current() == 0);
        assertThat(outlet.heardNothing()).isTrue();
    }

    @Test
    void aResetOfTheClientIsADisconnect() throws IOException {
        Inlet inlet = home.inlet(options);
        Socket client = client(inlet);
        opened();
        Await.until("open", () -> !home.events.opened.isEmpty());
        Ends.reset(client);
        assertThat(outlet.next().hex()).isEqualTo("02");
        assertThat(home.events.end().reason()).isEqualTo(Reason.RESET);
    }

    @Test
    void whatCameBeforeADisconnectReachesTheClient() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            Route portal = opened();
            String chunk = "03" + "808040" + "78".repeat(1 << 20);
            for (int i = 0; i < 16; i++) {
                outlet.send(portal, chunk);
            }
            outlet.send(portal, "02");
            assertThat(client.getInputStream().readAllBytes()).hasSize(16 << 20);
        }
        assertThat(outlet.heardNothing()).isTrue();
        assertThat(home.events.end().received()).isEqualTo(16 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "02ff", "02506f7274010302726566757365640a"})
    void aDisconnectBeforePongSendsTheClientAway(String disconnect) throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            outlet.send(ping(), disconnect);
            assertThat(Ends.isOver(client)).isTrue();
        }
        PortalEnd end = home.events.refusal();
        if (disconnect.length() > 10) {
            assertThat(end).isEqualTo(new PortalEnd(Reason.REFUSED, "refused?"));
        }
    }

    @Test
    void aPongWithoutAReturnRouteIsNone() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            Route portal = ping();
            outlet.send(portal, Route.EMPTY, "01", null);
            outlet.send(portal, "01");
            client.getOutputStream().write("hello".getBytes());
            assertThat(outlet.next().hex()).isEqualTo(HELLO);
        }
    }

    @Test
    void anOutletThatSaysNothingIsGivenUp() throws IOException {
        Inlet inlet = home.inlet(options.withPongTimeout(Duration.ofMillis(50)));
        try (Socket client = client(inlet)) {
            assertThat(Ends.isOver(client)).isTrue();
        }
        assertThat(home.events.refusal().reason()).isEqualTo(Reason.NO_ANSWER);
        assertThat(home.events.refusal().sentence()).contains("check that the outlet exists");
    }

    @Test
    void aStrangersMessagesAreDropped() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            Route portal = opened();
            outlet.send(portal, Route.local("outlet"), "030178", Identifier.parse("I" + "22".repeat(32)));
            outlet.send(portal, HELLO);
            assertThat(read(client, 5)).isEqualTo("hello");
        }
    }

    @Test
    void aPausedInletSendsNewClientsAwayAndLeavesTheOthers() throws IOException {
        FakeEnd second = new FakeEnd(home.node, "second");
        Inlet inlet = home.inlet(InletOptions.on(Home.ANY_PORT));
        InetSocketAddress address = inlet.address();
        try (Socket early = client(inlet)) {
            assertThat(Ends.isOver(early)).isTrue();
        }
        assertThat(home.events.refusal())
                .isEqualTo(new PortalEnd(Reason.PAUSED, "the inlet is paused: it has no route yet"));
        inlet.resume(OUTLET);
        try (Socket client = client(inlet)) {
            Route portal = opened();
            inlet.pause("the other node is gone");
            try (Socket other = client(inlet)) {
                assertThat(Ends.isOver(other)).isTrue();
            }
            assertThat(inlet.pausedBecause()).isEqualTo("the other node is gone");
            inlet.resume(Route.local("second"));
            assertThat(inlet.address()).isEqualTo(address);
            try (Socket later = client(inlet)) {
                second.send(second.next().returning(), "01");
                later.getOutputStream().write("hello".getBytes());
                assertThat(second.next().hex()).isEqualTo(HELLO);
                client.getOutputStream().write("hello".getBytes());
                assertThat(outlet.next().hex()).isEqualTo(HELLO);
                outlet.send(portal, HELLO);
                assertThat(read(client, 5)).isEqualTo("hello");
                assertThat(inlet.portals()).isEqualTo(2);
            }
        }
    }

    @Test
    void aRouteThatBeginsNowhereSendsTheClientAwayAtOnce() throws IOException {
        Inlet inlet = home.inlet(InletOptions.on(Home.ANY_PORT).withRoute(Route.local("nobody")));
        try (Socket client = client(inlet)) {
            assertThat(Ends.isOver(client)).isTrue();
        }
        assertThat(home.events.refusal().reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void anOutletThatDeniesThisNodeIsHeard() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            outlet.send(outlet.next().returning(), "02506f7274010308" + "6e6f");
            assertThat(Ends.isOver(client)).isTrue();
        }
        assertThat(home.events.refusal()).isEqualTo(new PortalEnd(Reason.DENIED, "no"));
    }

    @Test
    void aPolicyThatDeniesTheOutletSendsTheClientAwayAtOnce() throws IOException {
        Inlet inlet = home.inlet(options.withRules(AccessControl.ALLOW_ALL, AccessControl.DENY_ALL));
        try (Socket client = client(inlet)) {
            assertThat(Ends.isOver(client)).isTrue();
        }
        assertThat(home.events.refusal().reason()).isEqualTo(Reason.DENIED_HERE);
        assertThat(outlet.heardNothing()).isTrue();
    }

    @Test
    void asManyClientsAsAllowedAndNoMore() throws IOException {
        Inlet inlet = home.inlet(options.withMaxPortals(1));
        try (Socket first = client(inlet)) {
            opened();
            try (Socket second = client(inlet)) {
                assertThat(Ends.isOver(second)).isTrue();
            }
            assertThat(home.events.refusal().reason()).isEqualTo(Reason.TOO_MANY);
            assertThat(first.isClosed()).isFalse();
        }
        Await.until("the place is free", () -> inlet.portals() == 0);
        try (Socket third = client(inlet)) {
            assertThat(third.isConnected()).isTrue();
            assertThat(outlet.next().hex()).isEqualTo("02");
            opened();
        }
    }

    @Test
    void aPortThatIsTakenIsTold() {
        Inlet inlet = home.inlet(options);
        assertThatThrownBy(() ->
                        home.portals.openInlet(InletOptions.on(inlet.address())).join())
                .hasCauseInstanceOf(TransportException.class);
    }

    @Test
    void aClosedInletEndsItsPortalsAndFreesItsPort() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            opened();
            Await.until("open", () -> !home.events.opened.isEmpty());
            inlet.close();
            assertThat(Ends.isReset(client)).isTrue();
        }
        assertThat(outlet.next().hex()).isEqualTo("02");
        assertThat(home.events.end().reason()).isEqualTo(Reason.STOPPED);
        Await.until(
                "the port is free",
                () -> !home.portals
                        .openInlet(InletOptions.on(inlet.address()))
                        .handle((again, taken) -> taken)
                        .thenApply(taken -> taken != null)
                        .join());
    }

    @Test
    void theClientIsLetGoWhenTheWayIsGone() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            opened();
            Await.until("open", () -> !home.events.opened.isEmpty());
            outlet.stop();
            assertThat(Ends.isReset(client)).isTrue();
        }
        assertThat(home.events.end().reason()).isEqualTo(Reason.CARRIER_LOST);
        Await.until("nothing is left", () -> home.portals.statistics().current() == 0);
    }

    @Test
    void aClientOfAPeerWithoutWindowsIsReadAsFarAsItGoes() throws IOException {
        Inlet inlet = home.inlet(options.withLimits(131072, 10));
        try (Socket client = client(inlet)) {
            opened();
            client.getOutputStream().write(new byte[3 << 20]);
            long got = 0;
            while (got < 3 << 20) {
                String hex = outlet.next().hex();
                assertThat(hex).startsWith("03");
                assertThat(hex.length() / 2).isLessThanOrEqualTo(131072 + 4);
                got = home.portals.statistics().sent();
            }
            assertThat(got).isEqualTo(3 << 20);
        }
    }

    @Test
    void itAnswersAnOutletOfOursThatAsksWhetherItIsThere() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            Route portal = ping();
            outlet.send(portal, "01506f7274010000100000");
            outlet.send(portal, "00506f7274010401");
            assertThat(outlet.next()).isEqualTo(new FakeEnd.Received("00506f7274010400", portal));
            outlet.send(portal, "00506f7274010400");
            outlet.send(portal, HELLO);
            assertThat(read(client, 5)).isEqualTo("hello");
            assertThat(outlet.heardNothing()).isTrue();
        }
    }

    @Test
    void itAnswersNoQuestionOfAnotherProgram() throws IOException {
        Inlet inlet = home.inlet(options);
        try (Socket client = client(inlet)) {
            Route portal = opened();
            outlet.send(portal, "00506f7274010401");
            outlet.send(portal, HELLO);
            assertThat(read(client, 5)).isEqualTo("hello");
            assertThat(outlet.heardNothing()).isTrue();
        }
    }

    @Test
    void aRouteHasToLeadSomewhere() {
        Inlet inlet = home.inlet(options);
        assertThatThrownBy(() -> inlet.resume(Route.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withLimits(131073, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withMaxPortals(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(inlet.route()).isEqualTo(Route.of(Address.local("outlet")));
    }
}
