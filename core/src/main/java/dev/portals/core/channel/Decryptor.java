package dev.portals.core.channel;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Message;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what comes from the peer into a new buffer and sends its payload on, in that same buffer (spec 02 section 5.13).
 * What is refused is dropped and changes nothing.
 */
final class Decryptor {
    private static final Logger LOG = LoggerFactory.getLogger(Decryptor.class);

    private final Channel channel;
    private final ChannelAddresses addresses;
    private final OpeningCipher cipher;
    private final boolean keyExchangeOnly;
    private long highest;

    Decryptor(Channel channel, ChannelAddresses addresses, OpeningCipher cipher, boolean keyExchangeOnly) {
        this.channel = channel;
        this.addresses = addresses;
        this.cipher = cipher;
        this.keyExchangeOnly = keyExchangeOnly;
    }

    void handle(Message message, Context context) {
        if (message.onward().first().equals(addresses.decryptorApi())) {
            Api.answer(
                    context,
                    addresses.decryptorApi(),
                    message,
                    bytes -> cipher.open(bytes.array(), bytes.from(), bytes.length()));
        } else if (keyExchangeOnly) {
            LOG.debug("{} is for keys only; a message is dropped", channel);
            message.release();
        } else {
            ByteBuf opened = open(message.payload());
            if (opened == null) {
                LOG.debug("{} dropped a message that it can't open", channel);
            } else {
                read(opened, message, context);
            }
        }
    }

    private @Nullable ByteBuf open(ByteBuf payload) {
        try {
            return cipher.open(payload);
        } finally {
            payload.release();
        }
    }

    private void read(ByteBuf opened, Message message, Context context) {
        byte[] array = opened.array();
        int offset = opened.arrayOffset();
        boolean passedOn = false;
        try {
            int from = offset + opened.readerIndex();
            switch (ChannelMessage.decode(array, from, from + opened.readableBytes())) {
                case ChannelMessage.Payload payload -> {
                    follow(message);
                    opened.setIndex(payload.from() - offset, payload.to() - offset);
                    passedOn = true;
                    context.send(
                            addresses.decrypted(),
                            new Message(
                                    payload.onward(),
                                    payload.returning().prepend(addresses.encryptor()),
                                    opened,
                                    channel.peer(),
                                    message.origin()));
                }
                case ChannelMessage.RefreshCredentials refresh ->
                    channel.refreshed(Arrays.copyOfRange(array, refresh.from(), refresh.to()));
                case ChannelMessage.Close close -> channel.end(false);
            }
        } catch (DecodeException e) {
            LOG.debug("{} dropped a message: {}", channel, e.getMessage());
        } finally {
            if (!passedOn) {
                opened.release();
            }
        }
    }

    /** Nonce 0 never counts, as with peers. */
    private void follow(Message message) {
        if (Long.compareUnsigned(cipher.lastNonce(), highest) > 0) {
            highest = cipher.lastNonce();
            channel.follow(message.returning());
        }
    }
}
