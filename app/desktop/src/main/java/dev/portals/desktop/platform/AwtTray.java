package dev.portals.desktop.platform;

import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Image;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BaseMultiResolutionImage;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/** An icon by AWT: for Windows and macOS, and for old panels that know only XEmbed. */
public final class AwtTray implements Tray {
    private final TrayIcon icon;
    private final Picture.Painter painter;

    private AwtTray(TrayIcon icon, Picture.Painter painter) {
        this.icon = icon;
        this.painter = painter;
    }

    /** Adds an icon; nothing where AWT knows no tray. After JavaFX has started. */
    public static Optional<Tray> add(Picture.Painter painter, TrayContent first, Listener listener) {
        if (GraphicsEnvironment.isHeadless() || !SystemTray.isSupported()) {
            return Optional.empty();
        }
        TrayIcon icon = new TrayIcon(image(painter.paint(first.icon())), first.tooltip());
        icon.setImageAutoSize(true);
        icon.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseReleased(MouseEvent event) {
                if (event.getButton() == MouseEvent.BUTTON1) {
                    listener.pressed(event.getXOnScreen(), event.getYOnScreen());
                } else if (event.getButton() == MouseEvent.BUTTON2) {
                    listener.pressedOtherwise();
                }
            }
        });
        try {
            SystemTray.getSystemTray().add(icon);
        } catch (AWTException e) {
            LoggerFactory.getLogger(AwtTray.class).info("the tray doesn't take the icon", e);
            return Optional.empty();
        }
        AwtTray tray = new AwtTray(icon, painter);
        tray.show(first);
        listener.visible(true);
        return Optional.of(tray);
    }

    @Override
    public void show(TrayContent content) {
        Image image = image(painter.paint(content.icon()));
        EventQueue.invokeLater(() -> {
            icon.setImage(image);
            icon.setToolTip(content.tooltip());
            // macOS shows a menu on any press, and so would have no popover.
            if (!System.getProperty("os.name").startsWith("Mac")) {
                PopupMenu menu = new PopupMenu();
                fill(menu, content.menu());
                icon.setPopupMenu(menu);
            }
        });
    }

    private static void fill(Menu menu, List<MenuEntry> entries) {
        for (MenuEntry entry : entries) {
            switch (entry) {
                case MenuEntry.Action action -> {
                    MenuItem item = new MenuItem(action.text());
                    item.setEnabled(action.enabled());
                    item.addActionListener(event -> action.run().run());
                    menu.add(item);
                }
                case MenuEntry.Submenu submenu -> {
                    Menu below = new Menu(submenu.text());
                    fill(below, submenu.entries());
                    menu.add(below);
                }
                case MenuEntry.Separator separator -> menu.addSeparator();
            }
        }
    }

    private static Image image(List<Picture> pictures) {
        return new BaseMultiResolutionImage(pictures.stream()
                .map(picture -> {
                    BufferedImage image =
                            new BufferedImage(picture.side(), picture.side(), BufferedImage.TYPE_INT_ARGB);
                    image.setRGB(0, 0, picture.side(), picture.side(), picture.argb(), 0, picture.side());
                    return image;
                })
                .toArray(Image[]::new));
    }

    /** Its balloons: one at a time, without buttons. */
    public Notifier notifier(Notifier.Listener listener) {
        AtomicReference<String> last = new AtomicReference<>("");
        EventQueue.invokeLater(() -> icon.addActionListener(event -> {
            String key = last.getAndSet("");
            if (!key.isEmpty()) {
                listener.pressed(key, "");
            }
        }));
        return new Notifier() {
            @Override
            public void show(Announcement announcement) {
                last.set(announcement.key());
                EventQueue.invokeLater(() -> icon.displayMessage(
                        announcement.title(),
                        announcement.body(),
                        announcement.urgency() == Announcement.Urgency.CRITICAL
                                ? TrayIcon.MessageType.WARNING
                                : TrayIcon.MessageType.NONE));
            }

            @Override
            public void withdraw(String key) {
                last.compareAndSet(key, "");
            }

            @Override
            public void close() {
                last.set("");
            }
        };
    }

    @Override
    public String kind() {
        return "AWT";
    }

    @Override
    public void close() {
        EventQueue.invokeLater(() -> SystemTray.getSystemTray().remove(icon));
    }
}
