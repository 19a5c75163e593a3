package dev.portals.orchestrator.invitation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.OneTimeCode;
import java.util.HexFormat;
import java.util.Optional;

/** Finds the one-time code in a ticket of any form (spec 04 section 5.8, document 06 there), to know it again by its hash. */
final class TicketCode {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIELDS_BEFORE = 3;

    private TicketCode() {}

    /** The hash of the ticket's code as authorities keep it; empty for a text that isn't a ticket. */
    static Optional<String> hash(String ticket) {
        try {
            return Optional.of(HexFormat.of().formatHex(code(ticket).digest()));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private static OneTimeCode code(String ticket) {
        String plain = EnrollmentTicket.plainText(ticket);
        if (plain.startsWith("{")) {
            try {
                return OneTimeCode.fromHex(
                        JSON.readTree(plain).path("one_time_code").asText());
            } catch (JsonProcessingException e) {
                throw new DecodeException("the ticket begins like JSON but isn't");
            }
        }
        String[] fields = plain.split(",", FIELDS_BEFORE + 2);
        if (fields.length <= FIELDS_BEFORE) {
            throw new DecodeException("a ticket has more fields");
        }
        return OneTimeCode.fromHex(fields[FIELDS_BEFORE].strip());
    }
}
