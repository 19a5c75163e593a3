package dev.portals.engine.application;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.PortalText;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.transport.tcp.HostnamePort;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a person has typed about a portal (spec 05 section 3.4). */
final class PortalInput {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT = Pattern.compile(":?[0-9]{1,5}");
    private static final Pattern WEB = Pattern.compile(
            "(https?)://(\\[[0-9a-f:.]+]|[^/:?#@\\[\\]]+)(:[0-9]{1,5})?(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);
    /** Workers of the node. */
    private static final Set<String> TAKEN = Set.of("api", "echo", "uppercase");

    private PortalInput() {}

    /** The portal as it is kept; a port alone means this computer, and an address of the web brings its scheme along. */
    static SavedPortal check(String name, String address, @Nullable String scheme, @Nullable String note) {
        if (!NAME.matcher(name).matches()) {
            throw new ActionException(
                    Reason.INPUT, "a name has up to 63 letters, digits, dots, dashes and underscores, like my-website");
        }
        if (TAKEN.contains(name)) {
            throw new ActionException(Reason.INPUT, "the name " + name + " is taken: choose another");
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
            PortalText text = new PortalText(name, scheme == null || scheme.isEmpty() ? kind : scheme, note);
            return new SavedPortal(name, service.toString(), text.scheme(), text.note());
        } catch (DecodeException e) {
            throw new ActionException(Reason.INPUT, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new ActionException(
                    Reason.INPUT, "“" + typed + "” is not an address: write HOST:PORT or a port, like 8080");
        }
    }
}
