package dev.portals.command.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody who issues credentials on a command line. */
interface Authority {
    /** Its identifier. */
    String identifier();

    /** Its change history in hexadecimal, as the command prints it. */
    String history();

    /** A credential in hexadecimal for the identity with that change history. */
    String issue(String subject, int seconds, String... attributes);

    /** {@code portals credential issue}, with a new identity. */
    static Authority ours(Path directory, String name) {
        String home = directory.resolve(name).toString();
        Portals.run("identity", "create", "--home", home);
        return new Authority() {
            @Override
            public String identifier() {
                return Portals.run("identity", "show", "--home", home);
            }

            @Override
            public String history() {
                return Portals.run("identity", "show", "--full", "--home", home);
            }

            @Override
            public String issue(String subject, int seconds, String... attributes) {
                List<String> command = new ArrayList<>(
                        List.of("credential", "issue", "--home", home, "--for", subject, "--ttl", "" + seconds));
                for (String attribute : attributes) {
                    command.add("--attribute");
                    command.add(attribute);
                }
                return Portals.run(command.toArray(String[]::new));
            }
        };
    }

    /** {@code ockam credential issue}, with a new identity. */
    static Authority ockams(Ockam ockam, String name) {
        ockam.run("identity", "create", name);
        return new Authority() {
            @Override
            public String identifier() {
                return ockam.run("identity", "show", name);
            }

            @Override
            public String history() {
                return ockam.history(name);
            }

            @Override
            public String issue(String subject, int seconds, String... attributes) {
                List<String> command = new ArrayList<>(List.of(
                        "credential",
                        "issue",
                        "--as",
                        name,
                        "--for",
                        ockam.identifierOf(subject),
                        "--ttl",
                        seconds + "s",
                        "--encoding",
                        "hex"));
                for (String attribute : attributes) {
                    command.add("--attribute");
                    command.add(attribute);
                }
                return ockam.run(command.toArray(String[]::new));
            }
        };
    }
}
