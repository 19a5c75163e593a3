package dev.portals.core.project;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** A code that makes its bearer a member of a project, once or a few times: 32 random bytes. It has no text form by itself. */
public final class OneTimeCode {
    /** Bytes of a code. */
    public static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private OneTimeCode(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new one. */
    public static OneTimeCode random() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new OneTimeCode(bytes);
    }

    /** From its 32 bytes; another length is a {@link DecodeException}. */
    public static OneTimeCode of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new DecodeException("a one-time code has 32 bytes");
        }
        return new OneTimeCode(bytes.clone());
    }

    /** From 64 hexadecimal digits; anything else is a {@link DecodeException}. */
    public static OneTimeCode fromHex(String hex) {
        try {
            return of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("a one-time code in text is 64 hexadecimal digits");
        }
    }

    /** Reads the body <code>{1: code bytes 32}</code> (spec 04 section 5.5). */
    public static OneTimeCode decode(CborReader in) {
        byte[] code = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            if (in.unsigned64() == 1) {
                code = in.bytes(LENGTH);
            } else {
                in.skip();
            }
        }
        if (code == null) {
            throw new DecodeException("the one-time code is missing");
        }
        return new OneTimeCode(code);
    }

    /** Writes the body <code>{1: code bytes 32}</code>. */
    public byte[] encode() {
        return new CborWriter().map(1).uint(1).bytes(bytes).toBytes();
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The 64 hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** What may be stored and logged in its place: SHA-256 of it. */
    public byte[] digest() {
        return Sha256.digest(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OneTimeCode that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest());
    }

    @Override
    public String toString() {
        return "OneTimeCode[hidden]";
    }
}
