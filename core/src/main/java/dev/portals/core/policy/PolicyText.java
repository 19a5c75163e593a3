package dev.portals.core.policy;

/** What holds for text of either notation before it is read. */
final class PolicyText {
    private PolicyText() {}

    /** Refuses text that is too long or no Unicode. */
    static void check(String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new PolicySyntaxException(maxLength, "The policy is longer than " + maxLength + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new PolicySyntaxException(i, "This is half a character; type it again");
            }
        }
    }
}
