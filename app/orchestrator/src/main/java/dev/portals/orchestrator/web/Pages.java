package dev.portals.orchestrator.web;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.web.pages.JtemessageGenerated;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one look of all pages: their frame, their stylesheet, and how a template becomes a response. */
public final class Pages {
    private static final int HASH = 12;

    private final PublicAddress address;
    private final byte[] style = resource("portals.css");
    private final byte[] icon = resource("portals.svg");
    private final String stylePath = "/assets/portals-" + hash(style) + ".css";

    /** Pages of the installation at that address. */
    public Pages(PublicAddress address) {
        this.address = address;
    }

    /** Files that pages refer to. */
    void addTo(Routes routes) {
        routes.get(
                stylePath,
                request -> Response.of(200, "text/css; charset=utf-8", style).kept());
        routes.get(
                "/favicon.ico",
                request -> Response.of(200, "image/svg+xml", icon).with("Cache-Control", "public, max-age=86400"));
    }

    /** The frame of a page. */
    public Frame frame(String csrf, @Nullable String who, boolean administrator) {
        String root = address.base().getPath();
        return new Frame(root, address.base().getHost(), root + stylePath, csrf, who, administrator);
    }

    /** A page from a template; what it is given is escaped as its place asks. */
    public static Response page(int status, Consumer<HtmlTemplateOutput> template) {
        StringOutput text = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(text));
        return Response.html(status, text.toString());
    }

    /** The page of a failure. */
    public Response error(WebFailure failure) {
        return message(frame("", null, false), failure.status(), failure.title(), failure.sentence());
    }

    /** A page with nothing but a message. */
    public static Response message(Frame frame, int status, String title, String text) {
        return page(status, out -> JtemessageGenerated.render(out, null, frame, title, text));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
