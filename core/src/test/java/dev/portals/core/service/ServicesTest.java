package dev.portals.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.Bare;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.Hop;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Spec 01 section 8, checklist 11.8 (S1 to S5) and 11.1 (R6). */
class ServicesTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);
    private final Probe app = Probe.at(node, "app");

    private List<String> answers(String address, String hex) {
        app.send(Route.local(address), hex);
        loop.run();
        return app.take().stream().map(Probe.Seen::line).toList();
    }

    @Test
    void echoGivesEveryPayloadBackUndecoded() {
        Echo.start(node, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        assertThat(answers("echo", "ff001b")).containsExactly("0#app / 0#echo / ff001b");
        assertThat(answers("echo", "1b0123456789abcdef")).containsExactly("0#app / 0#echo / 1b0123456789abcdef");
        assertThat(answers("echo", "")).containsExactly("0#app / 0#echo / ");
        assertThat(answers("echo", "0568656c6c6f")).containsExactly("0#app / 0#echo / 0568656c6c6f");
    }

    @Test
    void echoCopiesNothingAndKeepsTheOriginButNotThePeer() {
        Echo.start(node, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        List<Message> answers = new ArrayList<>();
        node.router().start((message, source) -> answers.add(message), loop, Mailbox.open(Address.local("me")));
        ByteBuf payload = Buffers.copyOf(new byte[] {1});
        Inflow origin = outflow -> {};
        app.send(new Message(
                Route.of(Echo.ADDRESS), Route.local("me", "on"), payload, Identifier.of(new byte[32]), origin));
        loop.run();
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.payload()).isSameAs(payload);
            assertThat(answer.onward()).isEqualTo(Route.local("me", "on"));
            assertThat(answer.origin()).isSameAs(origin);
            assertThat(answer.peer()).isNull();
        });
        payload.release();
    }

    @Test
    void aRequestWithoutAWayBackIsForgotten() {
        Echo.start(node, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        ByteBuf payload = Buffers.copyOf(new byte[] {1});
        app.send(Message.of(Route.of(Echo.ADDRESS), Route.EMPTY, payload));
        loop.run();
        assertThat(payload.refCnt()).isZero();
    }

    @Test
    void aSecondEchoHasItsOwnNameAndItsOwnRule() {
        Echo.start(node, Address.local("healthcheck"), AccessControl.ANY_CHANNEL_PEER);
        assertThat(answers("healthcheck", "01")).isEmpty();
        app.send(new Message(
                Route.local("healthcheck"),
                Route.local("app"),
                Buffers.copyOf(new byte[] {1}),
                Identifier.of(new byte[32]),
                null));
        loop.run();
        assertThat(app.take().stream().map(Probe.Seen::line)).containsExactly("0#app / 0#healthcheck / 01");
    }

    @Test
    void uppercaseAnswersInUpperCase() {
        Uppercase.start(node, Uppercase.ADDRESS, AccessControl.ALLOW_ALL);
        assertThat(answers("uppercase", "0568656c6c6f")).containsExactly("0#app / 0#uppercase / 0548454c4c4f");
        assertThat(answers("uppercase", "02c39f")).containsExactly("0#app / 0#uppercase / 025353");
    }

    @Test
    void uppercaseKnowsNoCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            Uppercase.start(node, Uppercase.ADDRESS, AccessControl.ALLOW_ALL);
            assertThat(answers("uppercase", "0169")).containsExactly("0#app / 0#uppercase / 0149");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void uppercaseIsSilentAboutNonsenseAndLives() {
        Uppercase.start(node, Uppercase.ADDRESS, AccessControl.ALLOW_ALL);
        for (String hex : List.of("", "05", "0568", "02fffe", "ffffffffffffffffff02")) {
            assertThat(answers("uppercase", hex)).isEmpty();
        }
        assertThat(answers("uppercase", HexFormat.of().formatHex(Bare.string("x".repeat(70_000)))))
                .isEmpty();
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] payload = new byte[random.nextInt(20)];
            random.nextBytes(payload);
            answers("uppercase", HexFormat.of().formatHex(payload));
        }
        assertThat(answers("uppercase", "0161")).hasSize(1);
    }

    @Test
    void theRoutesOfAMessageOnItsWayAreThoseOfTheSpecification() {
        Node other = TestNode.on(loop);
        MemoryLink link = MemoryLink.connect(node, other, FlowControlId.random(node.random()));
        Address a1 = link.left().sender();
        Address b1 = link.right().sender();
        List<String> rows = new ArrayList<>();
        link.tapToRight(message -> record(rows, message));
        link.tapToLeft(message -> record(rows, message));
        Hop.start(other, "hop", message -> record(rows, message));
        Echo.start(other, Echo.ADDRESS, (source, message) -> {
            record(rows, message);
            return true;
        });
        other.flows().addConsumer(Address.local("hop"), link.right().flow());
        node.flows().addConsumer(Address.local("app"), link.left().flow());

        app.send(Route.of(a1, Address.local("hop"), Echo.ADDRESS), "01");
        loop.run();
        app.take().forEach(seen -> record(rows, seen.message()));

        assertThat(rows.stream()
                        .map(row -> row.replace(a1.toString(), "0#a1").replace(b1.toString(), "0#b1"))
                        .toList())
                .containsExactly(
                        "0#hop => 0#echo / 0#app",
                        "0#hop => 0#echo / 0#b1 => 0#app",
                        "0#echo / 0#hop => 0#b1 => 0#app",
                        "0#hop => 0#b1 => 0#app / 0#echo",
                        "0#app / 0#hop => 0#echo",
                        "0#app / 0#a1 => 0#hop => 0#echo");
    }

    private static Message record(List<String> rows, Message message) {
        rows.add(message.onward() + " / " + message.returning());
        return message;
    }
}
