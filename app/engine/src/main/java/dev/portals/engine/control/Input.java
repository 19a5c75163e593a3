package dev.portals.engine.control;

import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a person has typed or pasted. What makes no sense is an {@link ActionException} that says how it is written. */
public final class Input {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
    /** Spec 05 section 12; what stands behind {@code #} is the signed invitation, which the controller has as well. */
    private static final Pattern LINK = Pattern.compile(
            "(?:ockam://invitations/accept/|https?://[^/?#]{1,300}/i/)([^/?#]{1,128})/?(?:#.{0,4096})?");

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                    + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final int LONGEST_EMAIL = 254;

    private Input() {}

    /** The id of an invitation, given by itself or as a link. */
    public static String invitation(String text) {
        String stripped = text.strip();
        Matcher link = LINK.matcher(stripped);
        String id = link.matches() ? link.group(1) : stripped;
        if (!ID.matcher(id).matches()) {
            throw new ActionException(
                    Reason.INPUT,
                    "“" + shortened(stripped)
                            + "” is no invitation: give its id or a link like ockam://invitations/accept/ID");
        }
        return id;
    }

    /** Addresses with names or without, separated by commas, semicolons or blanks; each once, whatever its case. */
    public static List<String> emails(List<String> texts) {
        Map<String, String> emails = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (String text : texts) {
            for (String part : text.split("[,;\n]")) {
                for (String email : addresses(part.strip())) {
                    if (email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches()) {
                        emails.putIfAbsent(email.toLowerCase(Locale.ROOT), email);
                    } else {
                        wrong.add("“" + (email.contains("/") ? shortened(email) : cut(email)) + "”");
                    }
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new ActionException(
                    Reason.INPUT,
                    String.join(", ", wrong.subList(0, Math.min(5, wrong.size())))
                            + (wrong.size() == 1 ? " is not an e-mail address" : " are not e-mail addresses")
                            + "; nobody was invited");
        }
        if (emails.isEmpty() || emails.size() > Protocol.MOST_INVITED) {
            throw new ActionException(
                    Reason.INPUT, "name 1 to " + Protocol.MOST_INVITED + " e-mail addresses to invite");
        }
        return List.copyOf(emails.values());
    }

    private static List<String> addresses(String part) {
        int begin = part.lastIndexOf('<');
        if (begin >= 0 && part.endsWith(">")) {
            return List.of(part.substring(begin + 1, part.length() - 1).strip());
        }
        return part.isEmpty() ? List.of() : List.of(part.split("\\s+"));
    }

    /** The address of an orchestrator: with http or https, or a host, which is asked by https. */
    public static URI orchestrator(String text) {
        String stripped = text.strip();
        String full = stripped.contains("://") ? stripped : "https://" + stripped;
        try {
            URI address = new URI(full.endsWith("/") ? full.substring(0, full.length() - 1) : full);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return address;
            }
        } catch (java.net.URISyntaxException e) {
            // The same answer as for an address of another kind.
        }
        throw new ActionException(
                Reason.INPUT,
                "“" + shortened(stripped)
                        + "” is not an orchestrator's address: write it like https://portals.example.org");
    }

    /** Without a password that somebody has typed into it: what is said here may be kept. */
    private static String shortened(String typed) {
        String text = typed.replaceAll("[^/\\s]*@", "…@");
        return cut(text);
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
