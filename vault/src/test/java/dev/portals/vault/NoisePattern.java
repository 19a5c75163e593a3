package dev.portals.vault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A handshake pattern of the Noise specification, revision 34, sections 7, 9 and 18: the fundamental ones, the deferred
 * ones, and any of them with pre-shared keys.
 *
 * @param initiatorKnown whether the responder knows the initiator's static key beforehand
 * @param responderKnown whether the initiator knows the responder's static key beforehand
 * @param messages the tokens of each message, from the initiator on
 * @param psk whether pre-shared keys are mixed in, so that ephemeral keys are too
 */
record NoisePattern(boolean initiatorKnown, boolean responderKnown, List<List<String>> messages, boolean psk) {
    /** Name, what is known beforehand (> the initiator's key, < the responder's), messages. */
    private static final String TABLE = """
            N    <  e es
            K    <> e es ss
            X    <  e es s ss
            NN   .  e | e ee
            NK   <  e es | e ee
            NX   .  e | e ee s es
            XN   .  e | e ee | s se
            XK   <  e es | e ee | s se
            XX   .  e | e ee s es | s se
            KN   >  e | e ee se
            KK   <> e es ss | e ee se
            KX   >  e | e ee se s es
            IN   .  e s | e ee se
            IK   <  e es s ss | e ee se
            IX   .  e s | e ee se s es
            NK1  <  e | e ee es
            NX1  .  e | e ee s | es
            X1N  .  e | e ee | s | se
            X1K  <  e es | e ee | s | se
            XK1  <  e | e ee es | s se
            X1K1 <  e | e ee es | s | se
            X1X  .  e | e ee s es | s | se
            XX1  .  e | e ee s | es s se
            X1X1 .  e | e ee s | es s | se
            K1N  >  e | e ee | se
            K1K  <> e es | e ee | se
            KK1  <> e | e ee se es
            K1K1 <> e | e ee es | se
            K1X  >  e | e ee s es | se
            KX1  >  e | e ee se s | es
            K1X1 >  e | e ee s | se es
            I1N  .  e s | e ee | se
            I1K  <  e es s | e ee | se
            IK1  <  e s | e ee se es
            I1K1 <  e s | e ee es | se
            I1X  .  e s | e ee s es | se
            IX1  .  e s | e ee se s | es
            I1X1 .  e s | e ee s | se es
            """;

    private static final Pattern NAME = Pattern.compile("Noise_([A-Z0-9]+?)((?:\\+?psk\\d)*)_25519_AESGCM_SHA256");

    static NoisePattern of(String protocolName) {
        Matcher name = NAME.matcher(protocolName);
        if (!name.matches()) {
            throw new IllegalArgumentException(protocolName);
        }
        String[] row = TABLE.lines()
                .map(line -> line.split(" +", 3))
                .filter(columns -> columns[0].equals(name.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(protocolName));
        List<List<String>> messages = Arrays.stream(row[2].split(" \\| "))
                .map(message -> new ArrayList<>(List.of(message.split(" "))))
                .collect(Collectors.toCollection(ArrayList::new));
        String modifiers = Objects.requireNonNull(name.group(2));
        for (String modifier : modifiers.isEmpty() ? new String[0] : modifiers.split("\\+")) {
            int place = Integer.parseInt(modifier.substring("psk".length()));
            if (place == 0) {
                messages.getFirst().addFirst("psk");
            } else {
                messages.get(place - 1).add("psk");
            }
        }
        return new NoisePattern(row[1].contains(">"), row[1].contains("<"), messages, !modifiers.isEmpty());
    }

    /** Whether only the initiator ever sends. */
    boolean oneWay() {
        return messages.size() == 1;
    }
}
