package dev.portals.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.transport.tcp.HostnamePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
    @TempDir
    private Path directory;

    private final NodeSettings.Builder builder = new NodeSettings.Builder();

    @Test
    void nothingSaidIsNothingDone() {
        NodeSettings settings = builder.build();
        assertThat(settings.listen()).isEmpty();
        assertThat(settings.outlets()).isEmpty();
        assertThat(settings.relayService()).isFalse();
        assertThat(settings.home()).isNull();
    }

    @Test
    void everyFormIsUnderstood() {
        NodeSettings settings = builder.set("listen", "4000")
                .set("listen", "[::1]:0")
                .set("outlet", "web=localhost:8080")
                .set("outlet", " db = 5432")
                .set("inlet", "127.0.0.1:0=/ip4/192.0.2.1/tcp/4000/secure/api/service/web")
                .set("relay", "ada=/dnsaddr/example.org/tcp/4000/secure/api")
                .set("relay-service", "yes")
                .set("allow", "team=blue")
                .set("home", directory.resolve("new").toString())
                .build();
        assertThat(settings.listen())
                .containsExactly(new HostnamePort("127.0.0.1", 4000), new HostnamePort("[::1]", 0));
        assertThat(settings.outlets())
                .extracting(NodeSettings.OutletSetting::name)
                .containsExactly("web", "db");
        assertThat(settings.inlets()).hasSize(1);
        assertThat(settings.relays())
                .extracting(NodeSettings.RelaySetting::name)
                .containsExactly("ada");
        assertThat(settings.relayService()).isTrue();
        assertThat(settings.allow()).isNotNull();
        assertThat(settings.home()).isEqualTo(directory.resolve("new"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen             | x                   | HOST:PORT",
                "outlet             | web                 | NAME=HOST:PORT",
                "outlet             | web=                | NAME=HOST:PORT",
                "outlet             | a#b=1               | name",
                "outlet             | web=1:2:3           | HOST:PORT",
                "inlet              | 1                   | MULTIADDR",
                "inlet              | 1=/ip4/1            | address",
                "relay              | a=b                 | address",
                "relay-service      | maybe               | true or false",
                "authority          | 8                   | change history",
                "authorized         | I                   | I",
                "allow              | ((                  | policy",
                "credential         | /nowhere            | /nowhere",
                "project-identifier | a/b                 | name",
                "colour             | blue                | listen"
            })
    void whatCantBeUsedIsSaidWithItsField(String field, String value, String words) {
        assertThatThrownBy(() -> builder.set(field, value))
                .isInstanceOfSatisfying(
                        SettingException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(words);
    }

    @Test
    void aHomeThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> builder.set("home", file.toString())).hasMessageContaining("not a directory");
    }

    @Test
    void aFileSaysTheSameAsOptions() throws IOException {
        Path file = Files.writeString(directory.resolve("node.yaml"), """
            # a node
            listen: 127.0.0.1:4000
            outlet:
              - web=localhost:8080
              - db=localhost:5432
            relay-service: true
            """);
        SettingsFile.read(file, builder::set);
        NodeSettings settings = builder.build();
        assertThat(settings.listen()).containsExactly(new HostnamePort("127.0.0.1", 4000));
        assertThat(settings.outlets()).hasSize(2);
        assertThat(settings.relayService()).isTrue();
    }

    @Test
    void anEmptyFileSaysNothing() throws IOException {
        SettingsFile.read(Files.writeString(directory.resolve("node.yaml"), "# nothing\n"), builder::set);
        assertThat(builder.build().listen()).isEmpty();
    }

    @Test
    void aMistakeInAFileIsSaidWithItsLine() throws IOException {
        Path file =
                Files.writeString(directory.resolve("node.yaml"), "listen: 4000\noutlet:\n  - web=1\n  - nonsense\n");
        assertThatThrownBy(() -> SettingsFile.read(file, builder::set))
                .hasMessageContaining("line 4: outlet: “nonsense”")
                .isInstanceOfSatisfying(
                        SettingException.class, e -> assertThat(e.field()).isEqualTo("outlet"));
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("node.yaml"), new byte[] {(byte) 0xff, 0, (byte) 0xc0});
        assertThatThrownBy(() -> SettingsFile.read(file, builder::set)).isInstanceOf(SettingException.class);
    }
}
