package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private final Turnstile turnstile = new Turnstile(2, "here");

    @Test
    void connectionsBeyondTheLimitAreClosedAndThoseThatAreInStay() {
        EmbeddedChannel first = new EmbeddedChannel();
        EmbeddedChannel second = new EmbeddedChannel();
        EmbeddedChannel third = new EmbeddedChannel();
        assertThat(turnstile.enter(first)).isTrue();
        assertThat(turnstile.enter(second)).isTrue();
        assertThat(turnstile.enter(third)).isFalse();
        assertThat(third.isOpen()).isFalse();
        assertThat(first.isOpen() && second.isOpen()).isTrue();
    }

    @Test
    void oneThatEndsMakesRoomForAnother() {
        EmbeddedChannel first = new EmbeddedChannel();
        turnstile.enter(first);
        turnstile.enter(new EmbeddedChannel());
        first.close();
        assertThat(turnstile.enter(new EmbeddedChannel())).isTrue();
        assertThat(turnstile.enter(new EmbeddedChannel())).isFalse();
    }

    @Test
    void aListenerRefusesMoreThanItsLimitAndServesTheOthers() {
        try (TestPeer server = new TestPeer(1, Duration.ofSeconds(10), 1);
                TcpListener listener = server.listen()) {
            server.echo("echo", listener.spawner());
            try (RawPeer first = RawPeer.greet(listener);
                    RawPeer second = RawPeer.connect(listener)) {
                assertThat(second.isCutOff()).isTrue();
                first.frame(RawPeer.TO_ECHO);
                assertThat(first.read(60)).hasSize(60);
            }
        }
    }
}
