package dev.portals.engine.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipesTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "http, 9, http",
        "HTTPS, 0, http",
        ", 5173, http",
        ", 22, ssh",
        "postgresql, 5433, postgresql",
        ", 3306, mysql",
        ", 27017, mongodb",
        ", 6379, redis",
        "k8s, 1, k8s",
        ", 1080, socks5",
        ", 5900, vnc",
        ", 3389, rdp",
        ", 4, tcp",
        "gopher, 22, tcp"
    })
    void aKindIsFoundBySchemeElseByPort(String scheme, int port, String found) {
        assertThat(Recipes.own().find(scheme, port).scheme()).isEqualTo(found);
    }

    @Test
    void commandsAreReadyToUse() {
        assertThat(Recipes.own().find("ssh", 0).at("ssh", "127.0.0.1:41022", "ada@example.org"))
                .extracting(Recipe.Action::text)
                .first()
                .isEqualTo("ssh -p 41022 -o HostKeyAlias=ada USER@127.0.0.1");
        assertThat(Recipes.own().find("https", 0).at("https", "127.0.0.1:41022", "ada@example.org"))
                .extracting(Recipe.Action::text)
                .containsExactly("https://127.0.0.1:41022/", "curl https://127.0.0.1:41022/");
    }

    @Test
    void everyRecipeIsComplete() {
        assertThat(Recipes.own().all()).allSatisfy(recipe -> {
            assertThat(recipe.title()).isNotBlank();
            assertThat(recipe.at(null, "127.0.0.1:1", "ada@example.org"))
                    .isNotEmpty()
                    .allSatisfy(action -> assertThat(action.text()).isNotBlank().doesNotContain("{", "}"));
        });
        assertThat(Recipes.own().all().stream().flatMap(recipe -> recipe.ports().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFriendsNameCannotSayMoreThanAName() {
        assertThat(Recipes.own().find("ssh", 0).at("ssh", "127.0.0.1:1", "-x;$(reboot) \n`a`@example.org"))
                .allSatisfy(action -> assertThat(action.text()).doesNotContain(";", "$", "`", "=-"));
    }

    @Test
    void aPersonsOwnRecipesComeFirst() throws IOException {
        Files.writeString(home.resolve("recipes.json"), """
            [{"schemes": ["ssh"], "ports": [7], "title": "Mine",
              "actions": [{"kind": "COPY", "label": "mosh", "text": "mosh {host}"}]}]
            """);
        Recipes recipes = Recipes.of(home);
        assertThat(recipes.find("ssh", 0).title()).isEqualTo("Mine");
        assertThat(recipes.find(null, 7).title()).isEqualTo("Mine");
        assertThat(recipes.find("redis", 0)).isEqualTo(Recipes.own().find("redis", 0));
    }

    @Test
    void aDamagedFileCountsAsNone() throws IOException {
        for (String text : List.of("", "{", "[1]", "null", "[{\"schemes\": []}]", "[null]")) {
            Files.writeString(home.resolve("recipes.json"), text);
            assertThat(Recipes.of(home).all()).isEqualTo(Recipes.own().all());
        }
    }
}
