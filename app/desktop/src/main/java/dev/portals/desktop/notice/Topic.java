package dev.portals.desktop.notice;

import dev.portals.engine.setting.Setting;
import dev.portals.engine.state.Notice;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person may want no notifications about (spec 05 section 15.5). */
public enum Topic {
    /** Invitations that come. */
    INVITATION,
    /** Invitations that were accepted. */
    ACCEPTED,
    /** Friends who use a portal for the first time. */
    GUEST,
    /** Services behind portals here. */
    SERVICE,
    /** What others share. */
    REACHABLE,
    /** The connection to the server. */
    CONNECTION,
    /** Signing in. */
    SIGN_IN,
    /** Friends' identities: always on. */
    IDENTITY;

    static Topic of(Notice.Kind kind) {
        return switch (kind) {
            case SIGNED_IN, SIGN_IN_FAILED -> SIGN_IN;
            case INVITATION_RECEIVED -> INVITATION;
            case INVITATION_ACCEPTED -> ACCEPTED;
            case GUEST_CONNECTED -> GUEST;
            case SERVICE_DOWN, SERVICE_BACK -> SERVICE;
            case REACHABLE_BACK, DENIED -> REACHABLE;
            case IDENTITY_CHANGED, KEYS_ROTATED -> IDENTITY;
            case CONNECTION_LOST, CONNECTION_BACK -> CONNECTION;
        };
    }

    /** Those that can be switched off. */
    public static List<Topic> optional() {
        return Stream.of(values()).filter(each -> each != IDENTITY).toList();
    }

    /** Where it is switched off; null: nowhere. */
    public @Nullable Setting setting() {
        return Setting.find("notify-" + key().replace('_', '-')).orElse(null);
    }

    /** Part of text keys, node ids and the settings file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
