package dev.portals.orchestrator.site;

import dev.portals.orchestrator.account.DeviceCodes;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.pages.JteconfirmGenerated;
import dev.portals.orchestrator.web.pages.JtedeviceGenerated;
import dev.portals.orchestrator.web.pages.JtedoneGenerated;
import java.util.Optional;

/** Allowing a device that shows a code (spec 04 section 2.2). */
final class DevicePages {
    private final Visitors visitors;
    private final DeviceCodes codes;
    private final AuditLog audit;

    DevicePages(Visitors visitors, DeviceCodes codes, AuditLog audit) {
        this.visitors = visitors;
        this.codes = codes;
        this.audit = audit;
    }

    void addTo(Routes routes) {
        routes.get(
                "/device",
                visitors.signedIn(
                        (request, visitor) -> form(200, visitor, request.query().get("user_code"), "")));
        routes.post("/device", visitors.signedIn(this::ask));
        routes.post("/device/decide", visitors.signedIn(this::decide));
    }

    private static Response form(int status, Visitor visitor, String code, String problem) {
        String shown = code.length() <= 20 ? code : "";
        return Pages.page(status, out -> JtedeviceGenerated.render(out, null, visitor.frame(), shown, problem));
    }

    private Response ask(Request request, Visitor visitor) {
        String typed = request.form().get("user_code");
        Optional<String> code = codes.waiting(typed, visitor.me());
        if (code.isEmpty()) {
            return unknown(visitor, typed);
        }
        ConfirmView view = new ConfirmView(
                "Sign in on your other device?",
                "It will act for you. Allow it only if it shows exactly this code, and you started it yourself.",
                code.get(),
                "/device/decide",
                "user_code",
                code.get(),
                "/device?user_code=" + Parameters.encode(code.get()));
        return Pages.page(200, out -> JteconfirmGenerated.render(out, null, visitor.frame(), view));
    }

    private Response decide(Request request, Visitor visitor) {
        String typed = request.form().get("user_code");
        boolean allow = request.form().get("decision").equals("allow");
        if (!codes.decide(typed, visitor.me(), allow)) {
            return unknown(visitor, typed);
        }
        audit.done(visitor.me().email(), allow ? "device.allow" : "device.deny", "", "");
        return Pages.page(
                200,
                out -> JtedoneGenerated.render(
                        out,
                        null,
                        visitor.frame(),
                        allow ? "Your device is signed in" : "The device was refused",
                        allow
                                ? "Go back to it. It continues by itself, and you can close this page."
                                : "It is told so, and gets nothing. You can close this page."));
    }

    private Response unknown(Visitor visitor, String typed) {
        audit.refused(visitor.me().email(), "device.allow", "", "no device waits for that code");
        return form(400, visitor, typed, "No device waits for this code. Compare it, or start again on the device.");
    }
}
