package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A tab that a person uses by keyboard alone: Tab, typing, Enter. What they could not do, the tests can't. */
final class ChromiumPage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_TABS = 200;
    /** What a screen reader calls a control. */
    private static final String NAME =
            "(e => e && (e.ariaLabel || [...(e.labels || [])].map(l => l.textContent).join(' ')"
                    + " || e.textContent || '').trim().replace(/\\s+/g, ' '))";

    private final Chromium chromium;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    ChromiumPage(Chromium chromium, String session) {
        this.chromium = chromium;
        this.session = session;
        chromium.listen(session, this::happened);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    private void happened(String method, JsonNode event) {
        switch (method) {
            case "Runtime.exceptionThrown" -> complaints.add(event.toString());
            case "Runtime.consoleAPICalled" -> {
                if (event.path("type").asText().equals("error")) {
                    complaints.add(event.toString());
                }
            }
            case "Log.entryAdded" -> {
                if (event.path("entry").path("level").asText().equals("error")) {
                    complaints.add(event.path("entry").toString());
                }
            }
            default -> {}
        }
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        return chromium.call(session, method, parameters);
    }

    /** What the browser has complained of since this was asked last. */
    List<String> complaints() {
        List<String> all = new ArrayList<>(complaints);
        complaints.removeAll(all);
        return all;
    }

    /** As wide and in such light. */
    ChromiumPage look(int width, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** Types an address into the address bar. */
    ChromiumPage open(String url) {
        call("Page.navigate", Map.of("url", url));
        return until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Waits until the page with that heading is there. */
    ChromiumPage shows(String heading) {
        return until("document.readyState === 'complete' && [...document.querySelectorAll('h1')].some(h =>"
                + " h.textContent.includes("
                + quoted(heading) + "))");
    }

    /** Waits until the page says so. */
    ChromiumPage says(String text) {
        return until("document.readyState === 'complete' && document.body.innerText.includes(" + quoted(text) + ")");
    }

    /** Waits for an expression to be true; pages that are being left have no answer. */
    ChromiumPage until(String expression) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(expression).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never: " + expression + "\nat "
                        + evaluate("location.href").asText() + "\n"
                        + evaluate("document.body.innerText").asText());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return this;
    }

    String text() {
        return evaluate("document.body.innerText").asText();
    }

    String location() {
        return evaluate("location.href").asText();
    }

    JsonNode evaluate(String expression) {
        return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
                .path("result")
                .path("value");
    }

    /** Goes to the control of that name with the Tab key. */
    ChromiumPage tabTo(String name) {
        List<String> passed = new ArrayList<>();
        while (passed.size() < MOST_TABS) {
            String here = evaluate(NAME + "(document.activeElement === document.body ? null : document.activeElement)")
                    .asText();
            if (here.equals(name)) {
                return this;
            }
            passed.add(here);
            key("Tab", 9, "");
        }
        throw new AssertionError("Tab never reaches “" + name + "” at " + location() + ", only " + passed);
    }

    /** Types into the control that has the focus, instead of what is there. */
    ChromiumPage type(String text) {
        evaluate("document.activeElement.select()");
        call("Input.insertText", Map.of("text", text));
        return this;
    }

    /** Sends the form or follows the link, and waits until this page is left. */
    ChromiumPage enter() {
        evaluate("window.beforeEnter = true");
        key("Enter", 13, "\r");
        return until("!window.beforeEnter");
    }

    /** Goes to a button or link and presses it. */
    ChromiumPage press(String name) {
        return tabTo(name).enter();
    }

    private void key(String key, int code, String text) {
        Map<String, Object> event = Map.of(
                "type",
                text.isEmpty() ? "rawKeyDown" : "keyDown",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                code,
                "text",
                text);
        call("Input.dispatchKeyEvent", event);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /** Insists that nothing sticks out and that every control has a name; nothing was complained of, but for that. */
    ChromiumPage isSound(String... expectedComplaints) {
        assertThat(evaluate("document.documentElement.scrollWidth - window.innerWidth")
                        .asInt())
                .as(
                        "sticks out at %s: %s",
                        location(),
                        evaluate("[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right"
                                + " > window.innerWidth + 1).map(e => e.outerHTML.slice(0, 120)).join('\\n"
                                + "')"))
                .isLessThanOrEqualTo(0);
        for (JsonNode node : call("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
            String role = node.path("role").path("value").asText();
            if (!node.path("ignored").asBoolean()
                    && List.of("button", "link", "textbox", "combobox", "checkbox", "radio", "searchbox", "spinbutton")
                            .contains(role)) {
                assertThat(node.path("name").path("value").asText())
                        .as("the name of a %s at %s", role, location())
                        .isNotBlank();
            }
        }
        assertThat(evaluate("document.querySelectorAll('h1').length").asInt())
                .as("headings of %s", location())
                .isOne();
        assertThat(complaints())
                .as(location())
                .allSatisfy(complaint -> assertThat(expectedComplaints)
                        .anySatisfy(expected -> assertThat(complaint).contains(expected)));
        return this;
    }

    /** Keeps a picture of the whole page. */
    ChromiumPage picture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    Base64.getDecoder()
                            .decode(call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                                    .path("data")
                                    .asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static String quoted(String text) {
        return Chromium.JSON.valueToTree(text).toString();
    }
}
