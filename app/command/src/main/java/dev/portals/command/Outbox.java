package dev.portals.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder in which an orchestrator without a mail server puts its mail, read as the recipients would. */
record Outbox(Path folder, Set<Path> read) {
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}([0-9]{6})\\s*$");

    Outbox(Path folder) {
        this(folder, new HashSet<>());
    }

    /** What a mail is about. */
    enum Kind {
        /** It has a code for signing in. */
        CODE,
        /** It invites somebody. */
        INVITATION
    }

    /**
     * A mail.
     *
     * @param code the code in it; empty: none
     */
    record Letter(Path file, String code) {}

    /** Waits for the next mail of that kind to that person. */
    Letter await(String recipient, Kind kind, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < end) {
                Optional<Letter> found = look(recipient, kind);
                if (found.isPresent()) {
                    return found.get();
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, folder + " can't be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CommandException(ExitCode.FAILED, "no mail to " + recipient + " came into " + folder);
    }

    private Optional<Letter> look(String recipient, Kind kind) throws IOException {
        for (Path file : mails()) {
            if (read.contains(file)) {
                continue;
            }
            String text = Files.readString(file);
            Matcher code = CODE.matcher(text);
            boolean hasCode = code.find();
            if (text.contains("To: " + recipient) && hasCode == (kind == Kind.CODE)) {
                read.add(file);
                return Optional.of(new Letter(file, hasCode ? code.group(1) : ""));
            }
        }
        return Optional.empty();
    }

    private List<Path> mails() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            // Nothing was sent yet.
            return List.of();
        }
    }
}
