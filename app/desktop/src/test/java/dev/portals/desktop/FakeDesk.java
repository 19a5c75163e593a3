package dev.portals.desktop;

import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Navigation;
import dev.portals.desktop.screen.Order;
import dev.portals.desktop.screen.Outside;
import dev.portals.desktop.text.Texts;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A desk whose ways lead nowhere, but are noted; everything on it happens at once, at the samples' time. */
public final class FakeDesk {
    /** The engine behind it. */
    public final FakeEngine engine = new FakeEngine();

    /** Where it was gone, what was copied and browsed. */
    public final List<String> ways = new ArrayList<>();

    /** What is on the clipboard. */
    public String pasted = "";

    private final Desk desk;

    /** One in English. */
    public FakeDesk() {
        this(Locale.ENGLISH, Runnable::run);
    }

    /** One in that language. */
    public FakeDesk(Locale locale, java.util.concurrent.Executor screen) {
        desk = new Desk(
                engine.engine(),
                Texts.of(locale),
                screen,
                InstantSource.fixed(Sample.NOW),
                noting(Navigation.class),
                noting(Outside.class),
                Order.usual());
    }

    private <T> T noting(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    ways.add(method.getName() + (arguments == null ? "" : Arrays.toString(arguments)));
                    return method.getReturnType() == String.class ? pasted : null;
                }));
    }

    /** It. */
    public Desk desk() {
        return desk;
    }
}
