package dev.portals.orchestrator.mail;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it is written twice: as text and as a page.
 *
 * @param heading its first line
 * @param code to type somewhere
 * @param footer below the rest, in small letters
 */
public record Letter(
        String heading,
        List<String> paragraphs,
        @Nullable String code,
        @Nullable Button button,
        List<String> details,
        List<String> footer) {
    /** Something to press. */
    public record Button(String label, URI link) {}

    String text() {
        StringBuilder text = new StringBuilder(heading).append("\n\n");
        paragraphs.forEach(paragraph -> text.append(paragraph).append("\n\n"));
        if (code != null) {
            text.append("    ").append(code).append("\n\n");
        }
        if (button != null) {
            text.append(button.label()).append(":\n").append(button.link()).append("\n\n");
        }
        details.forEach(detail -> text.append(detail).append('\n'));
        if (!details.isEmpty()) {
            text.append('\n');
        }
        text.append("--\n");
        footer.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
