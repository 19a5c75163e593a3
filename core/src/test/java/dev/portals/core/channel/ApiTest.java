package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.codec.Bare;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The api addresses, and channels for keys only (spec 02 sections 5.13 and 5.14). */
class ApiTest {
    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Home alice = new Home(loop);
    private final Home bob = new Home(loop);
    private final FlowControlId entrance = FlowControlId.random(bob.node.random());
    private final MemoryLink link = MemoryLink.connect(alice.node, bob.node, entrance);
    private final Address hop = link.left().sender();

    /** The raw answer to a raw request. */
    static byte[] ask(Home home, Address api, byte[] request) {
        CompletableFuture<Message> answer =
                home.node.router().ask(Route.of(api), Buffers.copyOf(request), Duration.ofSeconds(1));
        home.loop.run();
        return Buffers.toBytes(Home.now(answer).payload());
    }

    /** The result of a request that succeeds. */
    static byte[] sealed(Home home, Address api, byte[] bytes) {
        byte[] answer = ask(home, api, Bare.bytes(bytes));
        assertThat(answer[0]).isZero();
        return Bare.readBytes(answer, 1, answer.length);
    }

    private SecureChannel open(boolean keyExchangeOnly) {
        bob.listen(entrance, keyExchangeOnly ? bob.options().forKeyExchangeOnly() : bob.options());
        SecureChannel channel =
                Home.now(alice.connect(hop, keyExchangeOnly ? alice.options().forKeyExchangeOnly() : alice.options()));
        alice.allow(channel.flow());
        return channel;
    }

    @Test
    void bytesAreEncryptedAtOneEndAndDecryptedAtTheOther() {
        SecureChannel ours = open(false);
        SecureChannel theirs = bob.channels.channels().getFirst();
        byte[] sealed = sealed(alice, ours.encryptorApi(), new byte[] {1, 2, 3});
        assertThat(sealed).hasSize(3 + 24).startsWith(0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(sealed(bob, theirs.decryptorApi(), sealed)).containsExactly(1, 2, 3);
    }

    @Test
    void theFormsAreThoseOfTheVectors() {
        JsonNode forms = Vectors.json("identity/secure-channel-messages.json").get("api_messages");
        SecureChannel ours = open(false);
        SecureChannel theirs = bob.channels.channels().getFirst();
        byte[] request = Vectors.hex(forms, "EncryptionRequest([1,2,3])");
        byte[] answer = ask(alice, ours.encryptorApi(), request);
        byte[] decrypted = ask(bob, theirs.decryptorApi(), Bare.bytes(Bare.readBytes(answer, 1, answer.length)));
        assertThat(decrypted).isEqualTo(Vectors.hex(forms, "DecryptionResponse::Ok([1,2,3])"));
    }

    @Test
    void theApiSharesNoncesAndReplayWindowWithTheMessages() {
        SecureChannel ours = open(false);
        SecureChannel theirs = bob.channels.channels().getFirst();
        alice.say(ours, "ear", "nonce 0");
        byte[] sealed = sealed(alice, ours.encryptorApi(), new byte[1]);
        assertThat(sealed).startsWith(0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(sealed(bob, theirs.decryptorApi(), sealed)).hasSize(1);
        assertThat(ask(bob, theirs.decryptorApi(), Bare.bytes(sealed))[0]).isEqualTo((byte) 1);
    }

    @Test
    void aRequestThatIsNoneIsAnsweredWithAnError() {
        SecureChannel ours = open(false);
        assertThat(ask(alice, ours.encryptorApi(), new byte[0])[0]).isEqualTo((byte) 1);
        assertThat(ask(alice, ours.encryptorApi(), new byte[] {(byte) 200, 100})[0])
                .isEqualTo((byte) 1);
        assertThat(ask(alice, ours.decryptorApi(), new byte[] {5, 1, 2, 3, 4, 5})[0])
                .isEqualTo((byte) 1);
    }

    @Test
    void forKeysOnlyTheApiNeverRekeysAndTakesReplaysInAnyOrder() {
        SecureChannel ours = open(true);
        SecureChannel theirs = bob.channels.channels().getFirst();
        List<byte[]> sealed = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            sealed.add(sealed(alice, ours.encryptorApi(), new byte[] {(byte) i}));
        }
        Collections.reverse(sealed);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 70; i++) {
                assertThat(sealed(bob, theirs.decryptorApi(), sealed.get(i))).containsExactly(69 - i);
            }
        }
    }

    @Test
    void forKeysOnlyNoMessagesPassAndACloseHasNoEffect() {
        SecureChannel ours = open(true);
        SecureChannel theirs = bob.channels.channels().getFirst();
        alice.say(ours, "echo", "nothing");
        assertThat(alice.heard).isEmpty();
        ours.close();
        loop.run();
        assertThat(ours.closed()).isCompleted();
        assertThat(theirs.closed()).isNotDone();
        byte[] sealed = sealed(bob, theirs.encryptorApi(), new byte[1]);
        assertThat(sealed).hasSize(25);
    }

    @Test
    void forKeysOnlyTheChannelOutlivesItsConnection() {
        SecureChannel ours = open(true);
        link.cut();
        loop.run();
        assertThat(ours.closed()).isNotDone();
        assertThat(sealed(alice, ours.encryptorApi(), new byte[1])).hasSize(25);
    }
}
