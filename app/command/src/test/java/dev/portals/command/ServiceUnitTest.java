package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceUnitTest {
    @Test
    void theUnitStartsTheDaemonOfTheHomeAndLetsItDoLittle() {
        assertThat(new ServiceUnit(List.of("/opt/my portals/bin/portals"), Path.of("/home/ada/.portals")).text())
                .contains(
                        "Type=notify\n",
                        "ExecStart=\"/opt/my portals/bin/portals\" daemon --home /home/ada/.portals\n",
                        "WatchdogSec=60\n",
                        "Restart=on-failure\n",
                        "NoNewPrivileges=yes\n",
                        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK\n",
                        "SystemCallFilter=@system-service\n",
                        "WantedBy=default.target\n");
    }

    @Test
    void nothingInAWordMeansMoreThanItself() {
        assertThat(ServiceUnit.quoted("a")).isEqualTo("a");
        assertThat(ServiceUnit.quoted("100%")).isEqualTo("100%%");
        assertThat(ServiceUnit.quoted("$HOME")).isEqualTo("\"$$HOME\"");
        assertThat(ServiceUnit.quoted("a \"b\" \\c")).isEqualTo("\"a \\\"b\\\" \\\\c\"");
    }

    @Test
    void itLiesAmongThePersonsUnits() {
        assertThat(ServiceUnit.file(Map.of(), Path.of("/home/ada")))
                .isEqualTo(Path.of("/home/ada/.config/systemd/user/portals.service"));
        assertThat(ServiceUnit.file(Map.of("XDG_CONFIG_HOME", "/etc/ada"), Path.of("/home/ada")))
                .isEqualTo(Path.of("/etc/ada/systemd/user/portals.service"));
    }
}
