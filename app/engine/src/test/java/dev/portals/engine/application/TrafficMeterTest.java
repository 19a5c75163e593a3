package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.application.PortalCounter.Counts;
import dev.portals.engine.application.TrafficMeter.Kept;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Traffic.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficMeterTest {
    private static final Instant NOON = Instant.parse("2026-03-12T12:00:00Z");

    private final TrafficMeter meter = new TrafficMeter(Kept.NOTHING, ZoneOffset.UTC);

    @Test
    void withoutTrafficThereIsNoHistory() {
        assertThat(meter.traffic()).isEqualTo(Traffic.NONE);
        meter.sample(NOON, new Counts(0, 0, 0, 0));
        assertThat(meter.traffic()).isEqualTo(Traffic.NONE);
    }

    @Test
    void bytesAreInTheSecondHourAndDayInWhichTheyWereCounted() {
        meter.sample(NOON, new Counts(1, 1, 100, 10));
        meter.sample(NOON.plusSeconds(1), new Counts(1, 1, 150, 10));
        Traffic traffic = meter.traffic();
        assertThat(traffic.in()).isEqualTo(150);
        assertThat(traffic.out()).isEqualTo(10);
        assertThat(traffic.rateIn()).isEqualTo(50);
        assertThat(traffic.rateOut()).isZero();
        assertThat(traffic.open()).isEqualTo(1);
        assertThat(traffic.seconds()).hasSize(120).endsWith(new Amount(100, 10), new Amount(50, 0));
        assertThat(traffic.hours()).hasSize(24).endsWith(Amount.ZERO, new Amount(150, 10));
        assertThat(traffic.days()).hasSize(31).endsWith(Amount.ZERO, new Amount(150, 10));
        meter.sample(NOON.plus(Duration.ofHours(12)), new Counts(0, 1, 151, 10));
        assertThat(meter.traffic().days()).endsWith(new Amount(150, 10), new Amount(1, 0));
        assertThat(meter.traffic().seconds()).endsWith(Amount.ZERO, new Amount(1, 0));
    }

    @Test
    void theLastTwoMinutesAreForgottenSecondBySecond() {
        meter.sample(NOON, new Counts(0, 1, 7, 0));
        meter.sample(NOON.plusSeconds(119), new Counts(0, 1, 7, 0));
        assertThat(meter.traffic().seconds()).startsWith(new Amount(7, 0));
        assertThat(meter.traffic().rateIn()).isZero();
        meter.sample(NOON.plusSeconds(120), new Counts(0, 1, 7, 0));
        assertThat(meter.traffic().seconds()).isEmpty();
        meter.sample(NOON.plus(Duration.ofDays(31)), new Counts(0, 1, 7, 0));
        assertThat(meter.traffic().hours()).isEmpty();
        assertThat(meter.traffic().days()).isEmpty();
        assertThat(meter.traffic().in()).isEqualTo(7);
    }

    @Test
    void aCountThatComesLateIsNotCountedTwice() {
        meter.sample(NOON, new Counts(1, 1, 100, 0));
        // The connection has just ended, and its bytes aren't among those of ended ones yet.
        meter.sample(NOON.plusSeconds(1), new Counts(0, 1, 0, 0));
        meter.sample(NOON.plusSeconds(2), new Counts(0, 1, 110, 0));
        assertThat(meter.traffic().in()).isEqualTo(110);
        assertThat(meter.traffic().rateIn()).isEqualTo(10);
    }

    @Test
    void aClockThatIsSetBackOrFarForwardHarmsNothing() {
        meter.sample(NOON, new Counts(0, 0, 1, 0));
        meter.sample(NOON.minus(Duration.ofDays(1)), new Counts(0, 0, 2, 0));
        meter.sample(NOON.plus(Duration.ofDays(10_000)), new Counts(0, 0, 3, 0));
        assertThat(meter.traffic().in()).isEqualTo(3);
        assertThat(meter.traffic().seconds()).endsWith(Amount.ZERO, new Amount(1, 0));
    }

    @Test
    void aDayIsThatOfThePlace() {
        TrafficMeter here = new TrafficMeter(Kept.NOTHING, ZoneId.of("Asia/Tokyo"));
        here.sample(NOON, new Counts(0, 0, 1, 0));
        here.sample(NOON.plus(Duration.ofHours(4)), new Counts(0, 0, 2, 0));
        assertThat(here.traffic().days()).endsWith(new Amount(1, 0), new Amount(1, 0));
    }

    @Test
    void theSumOfSeveralIsTheSumOfEach() {
        TrafficMeter other = new TrafficMeter(Kept.NOTHING, ZoneOffset.UTC);
        meter.sample(NOON, new Counts(1, 2, 3, 4));
        other.sample(NOON, new Counts(10, 20, 30, 40));
        Traffic sum = TrafficMeter.sum(List.of(meter.traffic(), Traffic.NONE, other.traffic()));
        assertThat(sum.open()).isEqualTo(11);
        assertThat(sum.connections()).isEqualTo(22);
        assertThat(sum.in()).isEqualTo(33);
        assertThat(sum.seconds()).hasSize(120).endsWith(new Amount(33, 44));
        assertThat(TrafficMeter.sum(List.of())).isEqualTo(Traffic.NONE);
    }

    @Test
    void totalsHoursAndDaysOutliveARun(@TempDir Path home) {
        TrafficBook book = new TrafficBook(home, ZoneOffset.UTC);
        book.sample("portal/web", NOON, new Counts(1, 1, 100, 10));
        book.sample("portal/gone", NOON, new Counts(1, 1, 1, 1));
        book.retain(Set.of("portal/web"));
        book.writeIfDue(NOON);
        assertThat(home.resolve("traffic.json")).doesNotExist();
        book.writeIfDue(NOON.plusSeconds(60));
        TrafficBook next = new TrafficBook(home, ZoneOffset.UTC);
        assertThat(next.traffic("portal/web").in()).isEqualTo(100);
        assertThat(next.traffic("portal/gone")).isEqualTo(Traffic.NONE);
        next.sample("portal/web", NOON.plusSeconds(100), new Counts(0, 0, 5, 0));
        assertThat(next.traffic("portal/web").in()).isEqualTo(105);
        assertThat(next.traffic("portal/web").connections()).isZero();
        assertThat(next.traffic("portal/web").days()).endsWith(new Amount(105, 10));
        next.write();
        assertThat(new TrafficBook(home, ZoneOffset.UTC).traffic("portal/web").in())
                .isEqualTo(105);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "{\"a\":1}", "{\"a\":{\"hours\":{\"x\":[1,2]}}}", "\u0000"})
    void aDamagedFileIsNoHarm(String content, @TempDir Path home) throws IOException {
        Files.writeString(home.resolve("traffic.json"), content);
        TrafficBook book = new TrafficBook(home, ZoneOffset.UTC);
        assertThat(book.traffic("a")).isEqualTo(Traffic.NONE);
        book.sample("a", NOON, new Counts(0, 0, 1, 0));
        book.write();
        assertThat(new TrafficBook(home, ZoneOffset.UTC).traffic("a").in()).isEqualTo(1);
    }
}
