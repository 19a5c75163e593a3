package dev.portals.command;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.NewMember;
import dev.portals.engine.AuthorityClient;
import dev.portals.engine.NodeSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portals members}: who is a member of a project; for its enrollers. */
@Command(
        name = "members",
        description = "Shows, adds and deletes the members of a project; for its enrollers.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MembersCommand.All.class,
            MembersCommand.Show.class,
            MembersCommand.Add.class,
            MembersCommand.Delete.class
        })
final class MembersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say list, show, add or delete");
    }

    /** What all of them need. */
    static final class Where {
        @Mixin
        private JoinedOption joined;

        @Mixin
        private JsonOption output;

        <T> T ask(Function<AuthorityClient, T> request) {
            try (AuthorityAccess access = joined.authority()) {
                return access.ask(request);
            }
        }

        void tell(Identifier identifier, AttributesEntry entry) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("identifier", identifier.toString());
            object.put("attributes", entry.attributes().asText());
            object.put("added_at", entry.addedAt());
            object.put("added_by", String.valueOf(entry.attestedBy()));
            say(
                    identifier + "  " + entry.attributes() + "  since "
                            + Instant.ofEpochSecond(Math.clamp(entry.addedAt(), 0, 253_402_300_799L)),
                    object);
        }

        void say(String text, Map<String, ?> object) {
            output.say(text, object);
        }
    }

    /** {@code portals members list}. */
    @Command(name = "list", description = "Lists all members.", mixinStandardHelpOptions = true)
    static final class All implements Callable<Integer> {
        @Mixin
        private Where where;

        @Override
        public Integer call() {
            where.ask(AuthorityClient::members).members().forEach(where::tell);
            return ExitCode.OK;
        }
    }

    /** {@code portals members show}. */
    @Command(name = "show", description = "Shows one member.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private Where where;

        @Parameters(paramLabel = "IDENTIFIER")
        private String member = "";

        @Override
        public Integer call() {
            Identifier identifier = NodeSettings.identifier("IDENTIFIER", member);
            where.tell(identifier, where.ask(authority -> authority.member(identifier)));
            return ExitCode.OK;
        }
    }

    /** {@code portals members add}. */
    @Command(
            name = "add",
            description = "Makes somebody a member, or replaces a member's attributes.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin
        private Where where;

        @Parameters(paramLabel = "IDENTIFIER")
        private String member = "";

        @Mixin
        private AttributesOption attributes;

        @Override
        public Integer call() {
            Identifier identifier = NodeSettings.identifier("IDENTIFIER", member);
            NewMember added;
            try {
                added = new NewMember(identifier, attributes.all());
            } catch (DecodeException e) {
                throw new CommandException(ExitCode.USAGE, "--attribute: " + e.getMessage());
            }
            where.ask(authority -> {
                authority.addMember(added);
                return true;
            });
            where.say(identifier + " is a member", Map.of("added", identifier.toString()));
            return ExitCode.OK;
        }
    }

    /** {@code portals members delete}. */
    @Command(
            name = "delete",
            description = "Deletes a member, whose running nodes keep their credential until it expires.",
            mixinStandardHelpOptions = true)
    static final class Delete implements Callable<Integer> {
        @Mixin
        private Where where;

        @ArgGroup(multiplicity = "1")
        private Whom whom = new Whom();

        /** One or all. */
        static final class Whom {
            @Parameters(paramLabel = "IDENTIFIER")
            private @Nullable String member;

            @Option(names = "--all", description = "Everybody who may be deleted, but not yourself.")
            private boolean all;
        }

        @Override
        public Integer call() {
            String member = whom.member;
            Identifier identifier = member == null ? null : NodeSettings.identifier("IDENTIFIER", member);
            where.ask(authority -> {
                if (identifier == null) {
                    authority.deleteMembers();
                } else {
                    authority.deleteMember(identifier);
                }
                return true;
            });
            String who = identifier == null ? "all" : identifier.toString();
            where.say(who + " deleted", Map.of("deleted", who));
            return ExitCode.OK;
        }
    }
}
