package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Shows to a person what {@link dev.portals.engine.control.Protocol} describes. */
final class StateText {
    private final Terminal terminal;

    StateText(Terminal terminal) {
        this.terminal = terminal;
    }

    String state(JsonNode state) {
        List<String> lines = new ArrayList<>();
        JsonNode account = state.path("account");
        if (account.isObject()) {
            lines.add(link(state.path("link")) + " as " + terminal.strong(Terminal.text(account, "email")) + " at "
                    + Terminal.text(account, "orchestrator"));
        } else {
            lines.add(enrollment(state.path("enrollment").asText()));
        }
        String stale = Terminal.text(state, "stale_since");
        if (!stale.isEmpty() && account.isObject()) {
            lines.add(terminal.dim("  the lists are of " + stale));
        }
        if (state.path("paused").asBoolean()) {
            lines.add(terminal.waiting("  everything is paused: “portals resume”"));
        }
        section(lines, "Look at this", attention(state.path("attention")));
        section(lines, "Portals you opened", portals(state.path("portals"), "  "));
        section(lines, "Portals you can reach", reachable(state.path("reachable"), "  "));
        section(lines, "Invitations to answer", received(state.path("invitations"), "  "));
        return String.join("\n", lines);
    }

    String list(JsonNode list) {
        List<String> lines = new ArrayList<>();
        section(lines, "Portals you opened", portals(list.path("portals"), "  "));
        section(lines, "Portals you can reach", reachable(list.path("reachable"), "  "));
        return lines.isEmpty()
                ? "no portals yet: open one with “portals open NAME ADDRESS”"
                : String.join("\n", lines).stripLeading();
    }

    String onePortal(JsonNode portal) {
        return String.join("\n", portals(new ObjectMapper().createArrayNode().add(portal), ""));
    }

    String oneReachable(JsonNode each) {
        return String.join("\n", reachable(new ObjectMapper().createArrayNode().add(each), ""));
    }

    String invitations(JsonNode invitations) {
        List<String> lines = new ArrayList<>();
        section(lines, "Received", received(invitations.path("received"), "  "));
        List<List<String>> sent = new ArrayList<>();
        for (JsonNode each : invitations.path("sent")) {
            List<String> row = new ArrayList<>();
            row.add(Terminal.shortId(Terminal.text(each, "id")));
            row.add(Terminal.text(each, "portal"));
            row.addAll(guest(each));
            sent.add(row);
        }
        section(lines, "Sent", Terminal.columns("  ", sent));
        return lines.isEmpty() ? "no invitations" : String.join("\n", lines).stripLeading();
    }

    /** What isn't said below it anyway. */
    private List<String> attention(JsonNode list) {
        List<String> lines = new ArrayList<>();
        for (JsonNode each : list) {
            switch (each.path("kind").asText()) {
                case "invitation", "portal", "port_busy", "denied" -> {}
                default -> {
                    String code = Terminal.text(each, "code");
                    lines.add("  " + terminal.bad("!") + " " + Terminal.text(each, "message")
                            + (code.isEmpty() ? "" : terminal.dim(" (" + code + ")")));
                }
            }
        }
        return lines;
    }

    private static String because(JsonNode each) {
        String reason = Terminal.text(each, "reason");
        String code = Terminal.text(each, "code");
        return reason.isEmpty() ? "" : ": " + reason + (code.isEmpty() ? "" : " (" + code + ")");
    }

    private void section(List<String> lines, String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add("");
            lines.add(terminal.strong(title));
            lines.addAll(content);
        }
    }

    private String link(JsonNode link) {
        String reason = Terminal.text(link, "reason");
        String because = reason.isEmpty() ? "" : " (" + reason + ")";
        return switch (link.path("state").asText()) {
            case "connected" -> terminal.good("● connected");
            case "degraded" -> terminal.waiting("● connected") + because;
            case "connecting" -> terminal.waiting("◐ connecting") + because;
            default -> terminal.bad("○ offline") + because;
        };
    }

    private String enrollment(String enrollment) {
        return switch (enrollment) {
            case "waiting_for_browser" -> terminal.waiting("◐ waiting for you to sign in in a browser");
            case "waiting_for_email" -> terminal.waiting("◐ waiting for you to confirm your e-mail address");
            case "retrieving_space", "retrieving_project" -> terminal.waiting("◐ setting up your project");
            default -> "○ not signed in: “portals enroll ADDRESS”";
        };
    }

    private List<String> portals(JsonNode portals, String indent) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode portal : portals) {
            String state = portal.path("state").asText();
            rows.add(List.of(
                    switch (state) {
                        case "open" -> terminal.good("●");
                        case "starting", "paused" -> terminal.waiting("◐");
                        default -> terminal.bad("●");
                    },
                    Terminal.text(portal, "title"),
                    Terminal.text(portal, "address"),
                    state.replace('_', ' ')
                            + because(portal)
                            + (portal.path("verified_only").asBoolean() ? ", verified friends only" : ""),
                    connections(portal.path("open").asInt())));
        }
        List<String> lines = Terminal.columns(indent, rows);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            all.add(lines.get(i));
            List<List<String>> people = new ArrayList<>();
            portals.path(i).path("people").forEach(guest -> people.add(guest(guest)));
            all.addAll(Terminal.columns(indent + "     ", people));
        }
        return all;
    }

    private List<String> guest(JsonNode guest) {
        boolean accepted = guest.path("state").asText().equals("accepted");
        return List.of(
                Terminal.text(guest, "email"),
                accepted
                        ? terminal.good("accepted")
                        : "invited" + terminal.dim(", until " + Terminal.day(Terminal.text(guest, "expires_at"))));
    }

    private List<String> reachable(JsonNode list, String indent) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : list) {
            String state = each.path("state").asText();
            rows.add(List.of(
                    switch (state) {
                        case "up" -> terminal.good("●");
                        case "joining", "connecting", "waiting", "paused" -> terminal.waiting("◐");
                        default -> terminal.bad("●");
                    },
                    Terminal.shortId(Terminal.text(each, "id")),
                    Terminal.text(each, "name"),
                    terminal.strong(Terminal.text(each, "address")),
                    "from " + Terminal.text(each, "from"),
                    state.replace('_', ' ') + because(each),
                    connections(each.path("open").asInt())));
        }
        return Terminal.columns(indent, rows);
    }

    private List<String> received(JsonNode list, String indent) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : list) {
            String name = Terminal.text(each, "name");
            rows.add(List.of(
                    Terminal.shortId(Terminal.text(each, "id")),
                    name.isEmpty() ? "a portal" : name,
                    Terminal.text(each, "scheme"),
                    "from " + Terminal.text(each, "from"),
                    terminal.dim("until " + Terminal.day(Terminal.text(each, "expires_at"))),
                    Terminal.text(each, "note")));
        }
        return Terminal.columns(indent, rows);
    }

    private static String connections(int open) {
        return open == 0 ? "" : open == 1 ? "1 connection" : open + " connections";
    }
}
