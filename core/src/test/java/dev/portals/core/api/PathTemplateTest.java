package dev.portals.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spec 04 section 0.7. */
class PathTemplateTest {
    private static @Nullable Map<String, String> match(String template, String path) {
        return new PathTemplate(template).match(PathTemplate.normalise(path));
    }

    @Test
    void slashesAroundAPathDontCount() {
        for (String path : new String[] {"v0", "/v0", "/v0/", "v0/", "//v0"}) {
            assertThat(match("/v0", path)).isEqualTo(Map.of());
            assertThat(match("v0/", path)).isEqualTo(Map.of());
        }
        for (String path : new String[] {"", "/"}) {
            assertThat(match("", path)).isEqualTo(Map.of());
            assertThat(match("/", path)).isEqualTo(Map.of());
        }
        assertThat(match("", "x")).isNull();
        assertThat(match("v0", "")).isNull();
    }

    @Test
    void aNameStandsForOneSegment() {
        assertThat(match("v0/{id}", "/v0/abc")).isEqualTo(Map.of("id", "abc"));
        assertThat(match("v0/{id}", "/v0/a%20b")).isEqualTo(Map.of("id", "a%20b"));
        assertThat(match("v0/{id}", "/v0")).isNull();
        assertThat(match("v0/{id}", "/v0//")).isNull();
        assertThat(match("v0/{id}", "/v0/a/b")).isNull();
        assertThat(match("v0/{id}", "/v1/a")).isNull();
        assertThat(match("{id}", "/I1234")).isEqualTo(Map.of("id", "I1234"));
        assertThat(match("{id}", "/")).isNull();
        assertThat(match("v0/{space}/{project}", "v0/s/p")).isEqualTo(Map.of("space", "s", "project", "p"));
        assertThat(match("v1/spaces/{space}/projects", "/v1/spaces/s/projects")).isEqualTo(Map.of("space", "s"));
        assertThat(match("v1/spaces/{space}/projects", "/v1/spaces/s/other")).isNull();
        assertThat(match("v1/spaces/{space}/projects", "/v1/spaces/s/projects/more"))
                .isNull();
    }

    @Test
    void dotsStandForAllThatIsLeft() {
        assertThat(match("v0/{id}/admins/{email...}", "/v0/7/admins/a/b?c#d%20+e@x.org"))
                .isEqualTo(Map.of("id", "7", "email", "a/b?c#d%20+e@x.org"));
        assertThat(match("v0/{id}/admins/{email...}", "/v0/7/admins")).isNull();
        assertThat(match("v0/{id}/admins/{email...}", "/v0/7/admins//")).isNull();
        assertThat(match("v0/{id}/admins", "/v0/7/admins/a")).isNull();
    }

    @Test
    void whatIsSpelledOutCountsMore() {
        assertThat(new PathTemplate("/member_ids").fixedSegments()).isEqualTo(1);
        assertThat(new PathTemplate("/{id}").fixedSegments()).isZero();
        assertThat(new PathTemplate("/v0/{id}/admins/{email...}").fixedSegments())
                .isEqualTo(2);
        assertThat(new PathTemplate("/v0/x/")).hasToString("v0/x");
    }
}
