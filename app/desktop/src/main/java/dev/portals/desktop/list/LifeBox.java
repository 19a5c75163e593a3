package dev.portals.desktop.list;

import dev.portals.desktop.look.Em;
import dev.portals.desktop.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/** A choice of how long something lasts; {@link Duration#ZERO} is what it is without a choice. */
public final class LifeBox extends ComboBox<Duration> {
    /** For portals, which may be wanted for an hour. */
    public static final List<Duration> PORTAL = List.of(
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(8), Duration.ofDays(1), Duration.ofDays(7));

    /** For invitations, which are read when there is time. */
    public static final List<Duration> INVITATION = List.of(
            Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(14));

    private Duration endless = Duration.ZERO;
    private String endlessly = "";

    /**
     * The choice.
     *
     * @param without what it is without a choice, in words
     * @param chosen told what is chosen
     */
    public LifeBox(Texts texts, String id, String without, List<Duration> lives, Consumer<Duration> chosen) {
        setId(id);
        getItems().add(Duration.ZERO);
        getItems().addAll(lives);
        setConverter(new StringConverter<>() {
            @Override
            public String toString(Duration life) {
                if (life == null || life.isZero()) {
                    return without;
                }
                if (life.equals(endless)) {
                    return endlessly;
                }
                return life.toHours() < 24
                        ? texts.count("count.hours", life.toHours())
                        : texts.count("count.days", life.toDays());
            }

            @Override
            public Duration fromString(String text) {
                throw new UnsupportedOperationException("it can't be typed");
            }
        });
        setValue(Duration.ZERO);
        setPrefWidth(Em.px(220));
        valueProperty().addListener((observed, before, now) -> chosen.accept(now));
    }

    /** Adds another choice: without an end. */
    public void withForever(Duration value, String word) {
        endless = value;
        endlessly = word;
        getItems().add(1, value);
    }
}
