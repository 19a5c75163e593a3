package dev.portals.orchestrator.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.channel.SecureChannel;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.AddressInUseException;
import dev.portals.core.routing.Route;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many projects on one port (spec 04 section 4.1). */
@Timeout(60)
class ProjectGatewayTest {
    private final City city = new City();
    private final Guest guest = new Guest(city);
    private final HostedProject blue = city.project("blue", Map.of());
    private final HostedProject red = city.project("red", Map.of());

    @AfterEach
    void end() {
        guest.close();
        city.close();
    }

    @Test
    void eachProjectAndEachAuthorityProvesWhoItIsOverTheSameConnection() {
        for (HostedProject project : city.gateway.projects()) {
            SecureChannel toProject = guest.channel(project);
            SecureChannel toAuthority = guest.channel(
                    project.authority().identifier(), null, project.identity().id(), "authority", "api");
            assertThat(guest.echo(toProject, "p")).isEqualTo("p");
            assertThat(guest.echo(toAuthority, "a")).isEqualTo("a");
            assertThat(project.traffic().connections()).isEqualTo(1);
        }
    }

    @Test
    void theHealthCheckEchoes() {
        assertThat(Await.value(guest.ask(guest.channel(blue), "well?", Duration.ofSeconds(5), "healthcheck")))
                .isEqualTo("well?");
    }

    @Test
    void aChannelOfOneProjectIsUnknownToAnother() {
        SecureChannel channel = guest.channel(blue);
        Address farEnd = channel.route().last();
        // The same sealed message by way of the other project: it must not arrive.
        channel.moveTo(guest.route("red"));
        assertThat(guest.ask(channel, "lost", Guest.SHORT, "echo")).failsWithin(Duration.ofSeconds(5));
        channel.moveTo(guest.route("blue"));
        assertThat(channel.route().last()).isEqualTo(farEnd);
        assertThat(guest.echo(channel, "found")).isEqualTo("found");
    }

    @Test
    void nothingButListenersAndChannelsIsReachedFromTheConnection() {
        for (String service : new String[] {
            "echo",
            "healthcheck",
            "static_forwarding_service",
            "credential_issuer",
            "tls_certificate_provider",
            "nobody"
        }) {
            for (Route route : new Route[] {
                guest.route("blue", service), guest.route("blue", "authority", service), guest.route(service)
            }) {
                assertThat(guest.ask(route, "x", Duration.ofMillis(60))).failsWithin(Duration.ofSeconds(5));
            }
        }
        assertThat(guest.ask(guest.route("blue"), "x", Duration.ofMillis(60))).failsWithin(Duration.ofSeconds(5));
        assertThat(guest.ask(guest.route("blue", "authority"), "x", Duration.ofMillis(60)))
                .failsWithin(Duration.ofSeconds(5));
        assertThat(blue.traffic().connections()).isZero();
        assertThat(guest.echo(guest.channel(blue), "still there")).isEqualTo("still there");
    }

    @Test
    void whatIsBuiltOnAConnectionEndsWithIt() {
        guest.channel(blue);
        guest.channel(red);
        assertThat(blue.traffic().channels()).isEqualTo(1);
        guest.connection.close();
        Await.until(
                "the channels are gone",
                () -> blue.traffic().channels() + red.traffic().channels() == 0);
        Await.until(
                "the links are gone",
                () -> blue.traffic().connections() + red.traffic().connections() == 0);
    }

    @Test
    void aProjectThatIsStoppedTellsItsPeersAndLeavesTheOthersAlone() {
        SecureChannel gone = guest.channel(blue);
        SecureChannel stays = guest.channel(red);
        city.gateway.stop("blue");
        Await.value(gone.closed());
        assertThat(guest.echo(stays, "here")).isEqualTo("here");
        assertThat(city.gateway.find("blue")).isEmpty();
        assertThat(guest.ask(guest.route("blue", "api"), "x", Guest.SHORT)).failsWithin(Duration.ofSeconds(5));
        city.gateway.stop("blue");
        city.project("blue", Map.of());
        assertThat(guest.echo(guest.channel(city.gateway.find("blue").orElseThrow()), "new"))
                .isEqualTo("new");
    }

    @Test
    void anIdIsGivenOnce() {
        assertThatThrownBy(() -> city.project("red", Map.of())).isInstanceOf(AddressInUseException.class);
        assertThat(guest.echo(guest.channel(red), "the first one")).isEqualTo("the first one");
        assertThatThrownBy(() -> city.project("", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> city.project("a#b", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aThousandProjectsAreHeldByOneProcess() {
        long before = used();
        for (int i = 0; i < 1000; i++) {
            city.project(UUID.randomUUID().toString(), Map.of());
        }
        long each = (used() - before) / 1000;
        assertThat(each).isLessThan(40_000);
        HostedProject any = city.gateway.projects().get(500);
        assertThat(guest.echo(guest.channel(any), "any")).isEqualTo("any");
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
