package dev.portals.core.channel;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes plain messages, wraps them in their own buffer and seals them into a new one for the peer (spec 02 section 5.12).
 */
final class Encryptor implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Encryptor.class);

    private final Channel channel;
    private final ChannelAddresses addresses;
    private final SealingCipher cipher;
    private final boolean keyExchangeOnly;
    private @Nullable Context context;

    Encryptor(Channel channel, ChannelAddresses addresses, SealingCipher cipher, boolean keyExchangeOnly) {
        this.channel = channel;
        this.addresses = addresses;
        this.cipher = cipher;
        this.keyExchangeOnly = keyExchangeOnly;
    }

    @Override
    public void started(Context running) {
        context = running;
    }

    @Override
    public void handle(Message message, Address source) {
        Context running = context;
        if (running != null && message.onward().first().equals(addresses.encryptorApi())) {
            Api.answer(
                    running,
                    addresses.encryptorApi(),
                    message,
                    bytes -> cipher.seal(bytes.array(), bytes.from(), bytes.length()));
        } else if (keyExchangeOnly) {
            LOG.debug("{} is for keys only; a message is dropped", channel);
            message.release();
        } else if (channel.isCutOff()) {
            message.release();
        } else {
            ByteBuf plain = ChannelMessage.wrap(message.onward().rest(), message.returning(), message.payload());
            seal(plain, Route.EMPTY, message.origin());
        }
    }

    /** Sends one of the channel's own messages. */
    void sendControl(byte[] plaintext) {
        seal(Buffers.copyOf(plaintext), Route.of(addresses.encryptor()), null);
    }

    private void seal(ByteBuf plain, Route returning, @Nullable Inflow origin) {
        ByteBuf sealed;
        try {
            sealed = cipher.seal(plain);
        } catch (IllegalStateException e) {
            LOG.warn("{} can't encrypt any more and ends: {}", channel, e.getMessage());
            channel.end(false);
            return;
        } finally {
            plain.release();
        }
        channel.send(sealed, returning, origin);
    }

    @Override
    public @Nullable Outflow outflow(Route rest) {
        return channel.outflow();
    }

    @Override
    public void stopped() {
        channel.end(true);
    }
}
