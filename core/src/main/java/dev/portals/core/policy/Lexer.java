package dev.portals.core.policy;

/**
 * Cuts the full notation into tokens: the rules of the WebAssembly text format (spec 02 section 6.4). White space and
 * comments are passed over.
 */
final class Lexer {
    private static final String WORD_MARKS = "!#$%&'*+-./:<=>?@\\^_`|~";

    private final String text;
    private int at;
    private int start;

    Lexer(String text) {
        this.text = text;
    }

    /** A piece of the text. */
    sealed interface Token {}

    /** A parenthesis, a bracket, or the end. */
    enum Mark implements Token {
        OPERATION_START,
        OPERATION_END,
        SEQUENCE_START,
        SEQUENCE_END,
        END
    }

    /** A constant or an identifier. */
    record Value(Expr expr) implements Token {}

    /** Where the last token began. */
    int position() {
        return start;
    }

    Token next() {
        skipBlanks();
        start = at;
        if (at == text.length()) {
            return Mark.END;
        }
        char c = text.charAt(at);
        Token mark = switch (c) {
            case '(' -> Mark.OPERATION_START;
            case ')' -> Mark.OPERATION_END;
            case '[' -> Mark.SEQUENCE_START;
            case ']' -> Mark.SEQUENCE_END;
            default -> null;
        };
        if (mark != null) {
            at++;
            return mark;
        }
        if (c != '"' && !isWordCharacter(c)) {
            throw new PolicySyntaxException(
                    at,
                    "“" + Character.toString(text.codePointAt(at)) + "” can't stand here; put text in double quotes");
        }
        return new Value(word());
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (text.startsWith(";;", at)) {
                int from = at;
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
                checkComment(from);
            } else if (text.startsWith("(;", at)) {
                int from = at;
                skipBlockComment();
                checkComment(from);
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() {
        int from = at;
        int level = 0;
        do {
            if (text.startsWith("(;", at)) {
                level++;
                at += 2;
            } else if (text.startsWith(";)", at)) {
                level--;
                at += 2;
            } else if (at < text.length()) {
                at++;
            } else {
                throw new PolicySyntaxException(from, "This comment does not end; close it with ;)");
            }
        } while (level > 0);
    }

    private void checkComment(int from) {
        for (int i = from; i < at; i++) {
            if (StringLiteral.isConfusing(text.charAt(i))) {
                throw new PolicySyntaxException(i, "A character that changes the direction of text is not allowed");
            }
        }
    }

    /** The longest run of word characters and string literals. */
    private Expr word() {
        int literals = 0;
        int plain = 0;
        StringLiteral literal = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                literal = StringLiteral.read(text, at);
                at = literal.end();
                literals++;
            } else if (isWordCharacter(c)) {
                plain++;
                at++;
            } else {
                break;
            }
        }
        if (literal == null) {
            return Words.classify(text.substring(start, at), start);
        }
        char first = text.charAt(start);
        if (literals == 1 && plain == 0) {
            return new Expr.Text(literal.text(start));
        }
        if (literals == 1 && plain == 1 && (first == '$' || first == '@')) {
            return Words.named(first, literal.text(start), start);
        }
        throw new PolicySyntaxException(start, "A text in double quotes must stand alone; put a blank beside it");
    }

    private static boolean isWordCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || WORD_MARKS.indexOf(c) >= 0;
    }
}
