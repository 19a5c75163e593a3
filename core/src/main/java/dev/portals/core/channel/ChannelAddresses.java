package dev.portals.core.channel;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import org.jspecify.annotations.Nullable;

/**
 * The local addresses of one end (spec 02 section 5.2). The sixth of the specification, which triggers a refresh inside
 * the node, is a plain call here.
 *
 * @param decryptor the only one that the peer sees: handshake messages and ciphertext
 * @param decrypted where decrypted messages come from
 * @param decryptorApi decrypts without routing
 * @param encryptor takes what is to be encrypted
 * @param encryptorApi encrypts without routing
 * @param flow of what comes out of the channel
 * @param spawner the flow of the listener, for a responder
 */
record ChannelAddresses(
        Address decryptor,
        Address decrypted,
        Address decryptorApi,
        Address encryptor,
        Address encryptorApi,
        FlowControlId flow,
        @Nullable FlowControlId spawner) {

    static ChannelAddresses random(Node node, @Nullable FlowControlId spawner) {
        return new ChannelAddresses(
                node.randomAddress(),
                node.randomAddress(),
                node.randomAddress(),
                node.randomAddress(),
                node.randomAddress(),
                FlowControlId.random(node.random()),
                spawner);
    }
}
