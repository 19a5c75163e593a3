package dev.portals.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectStoreTest {
    @TempDir
    Path home;

    private Project project;

    @BeforeEach
    void readTicket() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/project/ticket.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            project = EnrollmentTicket.parse(text).project();
        }
    }

    private Project named(String id, String name) {
        MultiAddr route = MultiAddr.parse("/dnsaddr/localhost/tcp/4000/service/" + id + "/service/api");
        return new Project(id, name, route, project.history(), project.authority(), project.authorityRoute());
    }

    @Test
    void aHomeThatIsNotThereHasNoProjects() {
        ProjectStore store = new ProjectStore(home.resolve("none"));
        assertThat(store.list()).isEmpty();
        assertThat(store.defaultProject()).isEmpty();
        assertThat(store.find("default")).isEmpty();
    }

    @Test
    void aProjectIsThereAfterARestart() {
        new ProjectStore(home.resolve("new")).put(project);
        ProjectStore store = new ProjectStore(home.resolve("new"));
        assertThat(store.find("default")).contains(project);
        assertThat(store.defaultProject()).contains(project);
        assertThat(store.find("other")).isEmpty();
    }

    @Test
    void theFirstProjectStaysTheDefaultEvenWhenItIsReplaced() {
        ProjectStore store = new ProjectStore(home);
        store.put(named("p1", "one"));
        store.put(named("p2", "two"));
        store.put(named("p1", "renamed"));
        assertThat(store.list()).containsExactly(named("p1", "renamed"), named("p2", "two"));
        store.put(named("p2", "renamed"));
        assertThat(store.list()).containsExactly(named("p2", "renamed"));
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path file = home.resolve("projects.json");
        for (String content : new String[] {"", "{\"projects\":[{}]}", "{\"projects\":[{\"project_id\":7}]}", "{"}) {
            Files.writeString(file, content);
            if (content.isEmpty()) {
                assertThat(new ProjectStore(home).list()).isEmpty();
            } else {
                assertThatExceptionOfType(DecodeException.class)
                        .isThrownBy(() -> new ProjectStore(home).list())
                        .withMessageContaining("projects.json");
            }
        }
    }
}
