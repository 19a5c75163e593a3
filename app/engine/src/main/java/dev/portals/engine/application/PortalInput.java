package dev.portals.engine.application;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.PortalText;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.transport.tcp.HostnamePort;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a person has typed about a portal (spec 05 section 3.4). */
final class PortalInput {
    private static final int MAX_TITLE = 64;
    private static final int MAX_NAME = 63;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT = Pattern.compile(":?[0-9]{1,5}");
    private static final Pattern WEB = Pattern.compile(
            "(https?)://(\\[[0-9a-f:.]+]|[^/:?#@\\[\\]]+)(:[0-9]{1,5})?(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);
    /** Workers of the node. */
    private static final Set<String> TAKEN = Set.of("api", "echo", "uppercase");

    private PortalInput() {}

    /**
     * The portal as it is kept; a port alone means this computer, and an address of the web brings its scheme along.
     *
     * @param name its name on the wire, from {@link #name}
     */
    static SavedPortal check(
            String name, String title, String address, @Nullable String scheme, @Nullable String note, long now) {
        String shown = title.strip();
        if (shown.isEmpty() || shown.codePointCount(0, shown.length()) > MAX_TITLE) {
            throw new ActionException(Reason.INPUT, "a portal's name has 1 to " + MAX_TITLE + " characters");
        }
        String typed = address.strip();
        Matcher web = WEB.matcher(typed);
        String kind = web.matches() ? web.group(1).toLowerCase(Locale.ROOT) : null;
        String full = kind == null
                ? (PORT.matcher(typed).matches() ? "localhost:" + typed.replace(":", "") : typed)
                : web.group(3) == null
                        ? web.group(2) + (kind.equals("http") ? ":80" : ":443")
                        : web.group(2) + web.group(3);
        try {
            HostnamePort service = HostnamePort.parse(full);
            if (service.port() == 0 || service.host().isEmpty()) {
                throw new IllegalArgumentException("port 0");
            }
            PortalText text = new PortalText(
                    shown,
                    scheme == null || scheme.isEmpty() ? kind : scheme,
                    note == null || note.isEmpty() ? null : note);
            return new SavedPortal(
                    name, text.name(), service.toString(), text.scheme(), text.note(), false, false, now);
        } catch (DecodeException e) {
            throw new ActionException(Reason.INPUT, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new ActionException(
                    Reason.INPUT, "“" + typed + "” is not an address: write HOST:PORT or a port, like 8080");
        }
    }

    /** The name on the wire of a portal of that title: the title itself if it can be one, else something like it. */
    static String name(String title, Predicate<String> taken) {
        String wanted = title.strip();
        if (NAME.matcher(wanted).matches() && isFree(wanted, taken)) {
            return wanted;
        }
        String plain = Normalizer.normalize(wanted, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String base = plain.isEmpty() ? "portal" : plain.substring(0, Math.min(plain.length(), MAX_NAME - 5));
        String name = base.replaceAll("-+$", "");
        for (int i = 2; !isFree(name, taken); i++) {
            name = base + "-" + i;
        }
        return name;
    }

    private static boolean isFree(String name, Predicate<String> taken) {
        return !TAKEN.contains(name) && !taken.test(name);
    }

    /** A title like that one that isn't taken. */
    static String otherTitle(String title, Predicate<String> taken) {
        int number = 2;
        while (taken.test(title + " " + number)) {
            number++;
        }
        return title + " " + number;
    }
}
