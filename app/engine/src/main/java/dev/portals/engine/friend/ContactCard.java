package dev.portals.engine.friend;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.PortalText;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.identity.Signed;
import java.util.Base64;

/**
 * Who somebody says to be, signed by the identity itself, so that two people can pin each other before any invitation (spec
 * 05 section 15.2). Whether the address is theirs is for the one who was given it to know. Ours alone.
 *
 * <pre>
 * "portals-card:1:" + base64url of {1: change history bytes, 2: [data bytes, signature]}
 * data = [1 version, 101 type, bytes of {1: address text, 2: name text}]
 * </pre>
 *
 * @param email in lower case
 * @param name empty if they don't say
 */
public record ContactCard(String email, String name, Identifier identifier) {
    /** The most characters of one. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final String PREFIX = "portals-card:1:";
    private static final int TYPE = 101;
    private static final int MAX_EMAIL = 254;

    /**
     * The text of one's own.
     *
     * @throws IdentityException if the identity isn't one of ours
     */
    public static String make(String email, String name, Identifier own, Identities identities) {
        byte[] body = new CborWriter()
                .map(2)
                .uint(1)
                .text(FriendBook.key(email))
                .uint(2)
                .text(name)
                .toBytes();
        Signed signed = identities.sign(own, TYPE, body);
        ChangeHistory history = identities.find(own).orElseThrow().history();
        byte[] card = signed.encode(
                        new CborWriter().map(2).uint(1).bytes(history.encode()).uint(2))
                .toBytes();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(card);
    }

    /**
     * Reads and verifies one.
     *
     * @throws DecodeException if it is none
     * @throws IdentityException if its history isn't valid, or older than the one that is known
     */
    public static ContactCard read(String text, Identities identities) {
        String plain = text.replaceAll("\\s+", "");
        if (!plain.startsWith(PREFIX) || plain.length() > MAX_LENGTH) {
            throw new DecodeException("it doesn't begin with " + PREFIX + ", or is too long");
        }
        ChangeHistory history = null;
        Signed signed = null;
        CborReader in = new CborReader(decoded(plain.substring(PREFIX.length())));
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch ((int) in.uint(Integer.MAX_VALUE)) {
                case 1 -> history = ChangeHistory.decode(in.bytes());
                case 2 -> signed = Signed.decode(in);
                default -> in.skip();
            }
        }
        if (history == null || signed == null) {
            throw new DecodeException("a part of it is missing");
        }
        Identity identity = identities.verify(history, null);
        if (!identities.isSignedBy(signed, identity.latestKey())) {
            throw new DecodeException("its signature is wrong");
        }
        ContactCard card = content(signed.body(TYPE), identity.identifier());
        identities.verifyAndStore(history, card.identifier);
        return card;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("it was cut off or changed");
        }
    }

    private static ContactCard content(CborReader in, Identifier identifier) {
        String email = "";
        String name = "";
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch ((int) in.uint(Integer.MAX_VALUE)) {
                case 1 -> email = in.text();
                case 2 -> name = in.text();
                default -> in.skip();
            }
        }
        String key = FriendBook.key(email);
        if (key.length() > MAX_EMAIL || key.indexOf('@') < 1 || key.chars().anyMatch(c -> c <= ' ')) {
            throw new DecodeException("it names no e-mail address");
        }
        return new ContactCard(key, name.isBlank() ? "" : new PortalText(name, null, null).name(), identifier);
    }
}
