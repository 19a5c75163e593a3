package dev.portals.engine.setting;

import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that can be chosen (spec 05 section 15.16). Its key, its values and what it does without a word from the person. */
public enum Setting {
    /** Light or dark. */
    THEME("theme", Form.choice("system", "light", "dark", "contrast"), "system"),
    /** How large letters are, in percent. */
    TEXT_SIZE("text-size", Form.choice("100", "110", "125", "150"), "100"),
    /** What the window speaks. */
    LANGUAGE("language", new Form.Language(), "system"),
    /** Whether there is an icon in the panel. */
    TRAY("tray", Form.FLAG, "on"),
    /** Whether a start that is not hidden shows the window: the first three times, always, or never. */
    WINDOW_AT_START("window-at-start", Form.choice("first", "always", "never"), "first"),
    /** Whether to ask before quitting while connections are open. */
    ASK_BEFORE_QUIT("ask-before-quit", Form.FLAG, "on"),
    /** Notifications of invitations that come. */
    NOTIFY_INVITATION("notify-invitation", Form.FLAG, "on"),
    /** Notifications of invitations that were accepted. */
    NOTIFY_ACCEPTED("notify-accepted", Form.FLAG, "on"),
    /** Notifications of friends who use a portal for the first time. */
    NOTIFY_GUEST("notify-guest", Form.FLAG, "on"),
    /** Notifications of services here that stop answering. */
    NOTIFY_SERVICE("notify-service", Form.FLAG, "on"),
    /** Notifications of what others share. */
    NOTIFY_REACHABLE("notify-reachable", Form.FLAG, "on"),
    /** Notifications of the connection to the server. */
    NOTIFY_CONNECTION("notify-connection", Form.FLAG, "on"),
    /** Notifications of signing in. */
    NOTIFY_SIGN_IN("notify-sign-in", Form.FLAG, "on"),
    /** For how many days an invitation can be accepted unless it says otherwise; {@code server}: as the server likes. */
    INVITATION_DAYS("invitation-days", new Form.Days(1, 365), "server"),
    /** Whether new portals let in only friends whose identity was verified. */
    VERIFIED_ONLY("verified-only", Form.FLAG, "off"),
    /** Where ports for what others share are taken from. */
    PORT_RANGE("port-range", new Form.PortRange(), "40000-48999"),
    /** How the account server is reached. */
    PROXY("proxy", new Form.Proxy(), "system"),
    /** What is written into the log; {@code default}: what the environment says. */
    LOG_LEVEL("log-level", Form.choice("default", "error", "warn", "info", "debug"), "default");

    private final String key;
    private final Form form;
    private final String first;

    Setting(String key, Form form, String first) {
        this.key = key;
        this.form = form;
        this.first = first;
    }

    /** The one of that key. */
    public static Optional<Setting> find(String key) {
        String wanted = key.strip().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(each -> each.key.equals(wanted)).findFirst();
    }

    /** What it is called in files and commands. */
    public String key() {
        return key;
    }

    /** Its value before the person has chosen one. */
    public String first() {
        return first;
    }

    /** All it can be; empty if that is too much to list. */
    public List<String> choices() {
        return form.values();
    }

    /** What it can be, in words. */
    public String description() {
        return form.description();
    }

    /**
     * A value as it is kept.
     *
     * @throws ActionException if it can't be that
     */
    public String check(String value) {
        return form.read(value.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new ActionException(
                        Reason.INPUT, "the setting " + key + " can't be “" + value + "”: it is " + form.description()));
    }
}
