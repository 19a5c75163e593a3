package dev.portals.transport.portal;

import dev.portals.transport.portal.PortalEnd.Reason;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What our own nodes add behind the first byte of Ping, Pong and Disconnect, where every other peer stops reading (spec 03
 * section 1.2). Only a peer that sent a {@link Hello} is sent any other; it gives each portal a window of its own, so that
 * a slow one never stalls the rest, lets one direction end before the other, tells why a portal ended, and lets an outlet
 * find out whether a quiet inlet is still there.
 *
 * <pre>
 * 00      Ping, 01 Pong or 02 Disconnect
 * 01      50 6f 72 74, "Port"
 * 05      version, 01
 * 06      kind    00 Hello   | window, u32      in the first Ping and its Pong
 *                 01 Credit  | bytes, u32       in a Ping
 *                 02 Fin     |                  in a Ping
 *                 03 Closed  | code, u8 | sentence, UTF-8, at most 200 bytes      in a Disconnect
 *                 04 Alive   | 01 asks, 00 answers                               in a Ping
 * </pre>
 */
sealed interface Extension {
    /** The peer knows this extension and takes so many bytes before it has to be asked. */
    record Hello(long window) implements Extension {}

    /** So many bytes more. */
    record Credit(long bytes) implements Extension {}

    /** The socket at the other end sends no more; it may still receive. */
    record Fin() implements Extension {}

    /** Why the portal ended, for a person. */
    record Closed(Reason reason, String sentence) implements Extension {}

    /** Whether the other end is still there: a question, or its answer. */
    record Alive(boolean asks) implements Extension {}

    /** "Port". */
    int MAGIC = 0x506f7274;

    /** The version of all this. */
    int VERSION = 1;

    /** Room that every extension fits into. */
    int MAX_LENGTH = 7 + Limits.MAX_SENTENCE;

    /** What lies from the index on; null for everything that isn't one of ours. */
    static @Nullable Extension decode(ByteBuf in, int from) {
        int length = in.writerIndex() - from;
        if (length < 6 || in.getInt(from) != MAGIC || in.getByte(from + 4) != VERSION) {
            return null;
        }
        int body = from + 6;
        int left = length - 6;
        return switch (in.getByte(from + 5)) {
            case 0 -> left < 4 ? null : new Hello(in.getUnsignedInt(body));
            case 1 -> left < 4 ? null : new Credit(in.getUnsignedInt(body));
            case 2 -> new Fin();
            case 3 -> left < 1 ? null : new Closed(Reason.of(in.getUnsignedByte(body)), sentence(in, body + 1));
            case 4 -> left < 1 ? null : new Alive(in.getByte(body) == 1);
            default -> null;
        };
    }

    private static String sentence(ByteBuf in, int from) {
        int length = Math.min(in.writerIndex() - from, Limits.MAX_SENTENCE);
        return in.toString(from, length, StandardCharsets.UTF_8).replaceAll("\\p{C}", "?");
    }

    /** Appends it. */
    default void encode(ByteBuf out) {
        out.writeInt(MAGIC).writeByte(VERSION);
        switch (this) {
            case Hello hello -> out.writeByte(0).writeInt((int) hello.window());
            case Credit credit -> out.writeByte(1).writeInt((int) credit.bytes());
            case Fin fin -> out.writeByte(2);
            case Alive alive -> out.writeByte(4).writeByte(alive.asks() ? 1 : 0);
            case Closed closed -> {
                byte[] text = closed.sentence().getBytes(StandardCharsets.UTF_8);
                out.writeByte(3)
                        .writeByte(closed.reason().code())
                        .writeBytes(text, 0, Math.min(text.length, Limits.MAX_SENTENCE));
            }
        }
    }
}
