package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.engine.control.ControlClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals friends}. */
@Command(
        name = "friends",
        description = "Shows with whom you share something, and whether you know that it is really them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FriendsCommand.Accept.class,
            FriendsCommand.Remove.class,
            FriendsCommand.Block.class,
            FriendsCommand.Unblock.class,
            FriendsCommand.Name.class,
            FriendsCommand.Card.class,
            FriendsCommand.Import.class
        })
final class FriendsCommand extends EngineCommand {
    @Override
    void perform() {
        askAndSay(ControlClient.request("friends"), this::words);
    }

    private String words(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode friend : answer.path("friends")) {
            String name = Terminal.text(friend, "name");
            rows.add(List.of(
                    mark(friend),
                    Terminal.text(friend, "email"),
                    name,
                    friend.path("blocked").asBoolean() ? "blocked" : Terminal.text(friend, "trust")));
            for (JsonNode device : friend.path("devices")) {
                rows.add(List.of(
                        "",
                        terminal().dim("  " + Terminal.text(device, "identifier")),
                        "",
                        Terminal.text(device, "trust")));
            }
        }
        return rows.isEmpty()
                ? "nobody yet: invite somebody to a portal"
                : String.join("\n", Terminal.columns("", rows));
    }

    private String mark(JsonNode friend) {
        return switch (friend.path("trust").asText()) {
            case "verified" -> terminal().good("✓");
            case "changed" -> terminal().bad("!");
            case "pinned" -> "·";
            default -> " ";
        };
    }

    /** A friend and perhaps one of their devices. */
    abstract static class Device extends EngineCommand {
        @Parameters(index = "0", paramLabel = "EMAIL", description = "The friend.")
        private String email = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "IDENTIFIER",
                description = "Their device, or the beginning of its identifier; none: the one in question.")
        private @Nullable String identifier;

        final void decide(String action, String words) {
            askAndSay(
                    ControlClient.request(action).put("email", email).put("identifier", identifier),
                    done -> tick() + words + " " + email);
        }
    }

    /** {@code portals friends accept}. */
    @Command(
            name = "accept",
            description = "Takes another device for a friend's without comparing numbers.",
            mixinStandardHelpOptions = true)
    static final class Accept extends Device {
        @Override
        void perform() {
            decide("accept_device", "Accepted a device of");
        }
    }

    /** {@code portals friends remove}. */
    @Command(
            name = "remove",
            description = "Never accepts a device again, whatever it shows.",
            mixinStandardHelpOptions = true)
    static final class Remove extends Device {
        @Override
        void perform() {
            decide("revoke_device", "Removed a device of");
        }
    }

    /** A friend. */
    abstract static class One extends EngineCommand {
        @Parameters(index = "0", paramLabel = "EMAIL", description = "The friend.")
        private String email = "";

        final String email() {
            return email;
        }
    }

    /** {@code portals friends block}. */
    @Command(name = "block", description = "Accepts nothing of a friend any more.", mixinStandardHelpOptions = true)
    static final class Block extends One {
        @Override
        void perform() {
            askAndSay(ControlClient.request("block").put("email", email()), done -> tick() + "Blocked " + email());
        }
    }

    /** {@code portals friends unblock}. */
    @Command(name = "unblock", description = "Ends a block.", mixinStandardHelpOptions = true)
    static final class Unblock extends One {
        @Override
        void perform() {
            askAndSay(ControlClient.request("unblock").put("email", email()), done -> tick() + "Unblocked " + email());
        }
    }

    /** {@code portals friends name}. */
    @Command(name = "name", description = "Says what you call a friend.", mixinStandardHelpOptions = true)
    static final class Name extends One {
        @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "None: nothing.")
        private String name = "";

        @Option(names = "--note", paramLabel = "TEXT", description = "Your own note.")
        private @Nullable String note;

        @Override
        void perform() {
            askAndSay(
                    ControlClient.request("name_friend")
                            .put("email", email())
                            .put("name", name)
                            .put("note", note),
                    done -> tick() + email() + (name.isEmpty() ? " has no name" : " is " + name));
        }
    }

    /** {@code portals friends card}. */
    @Command(
            name = "card",
            description = "Prints your contact card, by which a friend can pin you before any invitation.",
            mixinStandardHelpOptions = true)
    static final class Card extends EngineCommand {
        @Option(names = "--name", paramLabel = "NAME", description = "Your name on it.")
        private @Nullable String name;

        @Override
        void perform() {
            askAndSay(ControlClient.request("export_card").put("name", name), card -> Terminal.text(card, "card"));
        }
    }

    /** {@code portals friends import}. */
    @Command(
            name = "import",
            description = "Pins who made a contact card; be sure that you have it from them.",
            mixinStandardHelpOptions = true)
    static final class Import extends EngineCommand {
        @Parameters(paramLabel = "CARD", description = "The card, as it was printed.")
        private String card = "";

        @Override
        void perform() {
            askAndSay(
                    ControlClient.request("import_card").put("card", card),
                    friend -> tick() + "Pinned " + Terminal.text(friend, "email"));
        }
    }
}
