package dev.portals.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The systemd user unit of a home's application (spec 05 section 15.9). It may do little: no new privileges, no other kinds of sockets, no system
 * calls that a service doesn't need. Memory must stay writable and executable, as Java compiles while it runs.
 */
record ServiceUnit(List<String> command, Path home) {
    static final String NAME = "portals.service";

    /** Where a person's units are. */
    static Path file(Map<String, String> environment, Path userHome) {
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = configuration.startsWith("/") ? Path.of(configuration) : userHome.resolve(".config");
        return base.resolve("systemd").resolve("user").resolve(NAME);
    }

    String text() {
        return """
            [Unit]
            Description=Portals
            Documentation=man:systemd.service(5)
            StartLimitIntervalSec=10min
            StartLimitBurst=10

            [Service]
            Type=notify
            ExecStart=%s
            Restart=on-failure
            RestartSec=1
            TimeoutStartSec=60
            TimeoutStopSec=10
            WatchdogSec=60
            UMask=0077
            NoNewPrivileges=yes
            LockPersonality=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            RestrictNamespaces=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            SystemCallErrorNumber=EPERM

            [Install]
            WantedBy=default.target
            """.formatted(whole().stream().map(ServiceUnit::quoted).collect(Collectors.joining(" ")));
    }

    private List<String> whole() {
        return java.util.stream.Stream.concat(
                        command.stream(),
                        java.util.stream.Stream.of(
                                "daemon", "--home", home.toAbsolutePath().toString()))
                .toList();
    }

    /** As systemd.service(5) and systemd.unit(5) want it: one word, in which % and $ and backslashes mean nothing. */
    static String quoted(String word) {
        String safe = word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$");
        return safe.matches("[A-Za-z0-9_@%./:=+,-]+") ? safe : "\"" + safe + "\"";
    }
}
