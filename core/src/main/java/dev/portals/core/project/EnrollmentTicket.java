package dev.portals.core.project;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.multiaddr.MultiAddrSyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What somebody needs to join a project: where it is, who it is and a code that its authority takes once (spec 04 section
 * 5.8, document 06 there). The JSON forms are read by {@code dev.portals.engine}.
 *
 * <pre>
 * plain  project route , project identifier , project name , code , project history , authority history , authority route
 * hex    lower-case hexadecimal digits of the plain text's UTF-8
 * </pre>
 */
public record EnrollmentTicket(Project project, OneTimeCode code) {
    /** The most characters of a ticket, in any form. */
    public static final int MAX_LENGTH = 64 * 1024;

    private static final int FIELDS = 7;

    /**
     * Reads the plain text or its hex; white space around it is ignored.
     *
     * @throws DecodeException for anything else, with a sentence for a person
     */
    public static EnrollmentTicket parse(String text) {
        String plain = plainText(text);
        String[] fields = plain.split(",", -1);
        if (fields.length != FIELDS) {
            throw new DecodeException(
                    "a ticket has " + FIELDS + " fields with commas between, this has " + fields.length);
        }
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = fields[i].strip();
        }
        return of(null, fields[0], Identifier.parse(fields[1]), fields[2], fields[3], fields[4], fields[5], fields[6]);
    }

    /**
     * Builds a ticket from the texts of its fields.
     *
     * @param id null: the one in the route
     * @throws DecodeException if one of them isn't what it should be
     */
    public static EnrollmentTicket of(
            @Nullable String id,
            String route,
            Identifier identifier,
            String name,
            String code,
            String history,
            String authority,
            String authorityRoute) {
        MultiAddr address = address("project's route", route);
        ChangeHistory projectHistory = ChangeHistory.fromHex(history);
        if (!projectHistory.identifier().equals(identifier)) {
            throw new DecodeException("the ticket's project identifier isn't that of its project change history");
        }
        Project project = new Project(
                id == null ? Project.idIn(address) : id,
                name,
                address,
                projectHistory,
                ChangeHistory.fromHex(authority),
                address("authority's route", authorityRoute));
        return new EnrollmentTicket(project, OneTimeCode.fromHex(code));
    }

    private static MultiAddr address(String what, String text) {
        try {
            return MultiAddr.parse(text);
        } catch (MultiAddrSyntaxException e) {
            throw new DecodeException("the ticket's " + what + ": " + e.getMessage());
        }
    }

    /**
     * A ticket's text without the hex around it, if there is any; also for forms that are read elsewhere.
     *
     * @throws DecodeException if it is too long, or hex of something that isn't text
     */
    public static String plainText(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new DecodeException("a ticket has at most " + MAX_LENGTH + " characters");
        }
        String stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.length() % 2 != 0
                || !stripped.chars().allMatch(HexFormat::isHexDigit)) {
            return stripped;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(stripped)))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            throw new DecodeException("the ticket is hexadecimal digits of something that isn't text");
        }
    }

    /** The plain text: what {@code ockam project ticket} 0.150 prints. */
    public String toText() {
        return String.join(
                ",",
                project.route().toString(),
                project.identifier().toString(),
                project.name(),
                code.toHex(),
                project.history().toHex(),
                project.authority().toHex(),
                project.authorityRoute().toString());
    }

    /** The hex of the plain text, which 0.139 and 0.150 both read. */
    public String toHex() {
        return HexFormat.of().formatHex(toText().getBytes(StandardCharsets.UTF_8));
    }
}
