package dev.portals.core.routing;

import dev.portals.core.codec.Cbor;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One hop of a route: a transport type and a value (spec 01 section 1.1).
 *
 * <pre>
 * CBOR   82 | type, unsigned 0-255 | value, byte string
 * </pre>
 */
public final class Address {
    /** A worker of the node that holds the message. */
    public static final int LOCAL = 0;
    /** {@code host:port} over TCP. */
    public static final int TCP = 1;
    /** {@code ip:port} over UDP. */
    public static final int UDP = 2;

    private static final int MAX_VALUE = 4096;

    private final int type;
    private final byte[] value;
    private final int hash;

    private Address(int type, byte[] value) {
        this.type = type;
        this.value = value;
        this.hash = 31 * Arrays.hashCode(value) + type;
    }

    /** An address of any type; the value is copied. */
    public static Address of(int type, byte[] value) {
        if (type < 0 || type > 255) {
            throw new IllegalArgumentException("a transport type is a number from 0 to 255");
        }
        return new Address(type, value.clone());
    }

    /** The worker of that name. */
    public static Address local(String name) {
        return new Address(LOCAL, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The TCP address {@code host:port}. */
    public static Address tcp(String hostAndPort) {
        return new Address(TCP, hostAndPort.getBytes(StandardCharsets.UTF_8));
    }

    /** A fresh local address that can't be guessed: 16 random bytes as 32 hex digits (spec 01 section 1.4). */
    public static Address random(SecureRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return local(HexFormat.of().formatHex(bytes));
    }

    /** From text: {@code name} or {@code type#value} (spec 01 section 1.3). */
    public static Address parse(String text) {
        int separator = text.indexOf('#');
        if (separator < 0) {
            return local(text);
        }
        if (text.indexOf('#', separator + 1) >= 0) {
            throw new DecodeException("an address has at most one #: " + text);
        }
        String number = text.substring(0, separator);
        try {
            int type = Integer.parseInt(number);
            if (type < 0 || type > 255 || !number.chars().allMatch(c -> c == '+' || c >= '0' && c <= '9')) {
                throw new DecodeException("a transport type is a number from 0 to 255: " + text);
            }
            return new Address(type, text.substring(separator + 1).getBytes(StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new DecodeException("a transport type is a number from 0 to 255: " + text);
        }
    }

    static Address decode(CborReader in) {
        CborReader.Items items = in.array();
        int type = (int) items.required("transport type").uint(255);
        int length = items.required("address").byteSlice();
        if (length > MAX_VALUE) {
            throw new DecodeException("an address is longer than " + MAX_VALUE + " bytes");
        }
        Address address = new Address(type, Arrays.copyOfRange(in.source(), in.position() - length, in.position()));
        items.finish();
        return address;
    }

    int encodedLength() {
        return 1 + Cbor.headLength(type) + Cbor.headLength(value.length) + value.length;
    }

    int encode(byte[] out, int at) {
        int i = at;
        i += Cbor.writeHead(out, i, 4, 2);
        i += Cbor.writeHead(out, i, 0, type);
        i += Cbor.writeHead(out, i, 2, value.length);
        System.arraycopy(value, 0, out, i, value.length);
        return i + value.length - at;
    }

    /** The transport type, 0 to 255. */
    public int type() {
        return type;
    }

    /** Whether it names a worker. */
    public boolean isLocal() {
        return type == LOCAL;
    }

    /** A copy of the value. */
    public byte[] value() {
        return value.clone();
    }

    /** The value as text; bytes that aren't UTF-8 give the words {@code Invalid UTF-8}, as peers print them. */
    public String name() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return "Invalid UTF-8";
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Address that
                        && hash == that.hash
                        && type == that.type
                        && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The text form {@code type#value}. */
    @Override
    public String toString() {
        return type + "#" + name();
    }
}
