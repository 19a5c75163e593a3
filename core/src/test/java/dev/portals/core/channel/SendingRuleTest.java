package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Message;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel takes from its own node only what its rule allows. */
class SendingRuleTest {
    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final List<Message> asked = new ArrayList<>();
    private boolean allowed = true;
    private final SecureChannel channel;

    SendingRuleTest() {
        bob.listen(entrance, bob.options().withSending((source, message) -> {
            asked.add(message);
            return allowed;
        }));
        channel = alice.channel(link.left().sender());
    }

    @Test
    void aHandshakeNeedsNoPermission() {
        assertThat(asked).isEmpty();
    }

    @Test
    void whatTheRuleAllowsReachesThePeer() {
        alice.say(channel, "echo", "hello");
        assertThat(alice.hears()).isEqualTo("hello");
        assertThat(asked)
                .singleElement()
                .satisfies(message -> assertThat(message.onward().first())
                        .isEqualTo(bob.channels.channels().getFirst().encryptor()));
    }

    @Test
    void whatTheRuleForbidsIsDroppedAndTheChannelStays() {
        allowed = false;
        alice.say(channel, "echo", "lost");
        assertThat(alice.heard).isEmpty();
        assertThat(asked)
                .singleElement()
                .satisfies(message -> assertThat(message.payload().refCnt()).isZero());
        allowed = true;
        alice.say(channel, "echo", "again");
        assertThat(alice.hears()).isEqualTo("again");
    }

    @Test
    void theRuleIsKeptByEveryOtherChoice() {
        ChannelOptions options = bob.options().withSending((source, message) -> false);
        assertThat(options.withAuthority(alice.self)
                        .withRouteLossGrace(Duration.ofSeconds(1))
                        .withTrust(TrustPolicy.everyone())
                        .forKeyExchangeOnly()
                        .sending())
                .isSameAs(options.sending());
    }
}
