package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.Engine;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.diagnostics.Diagnosis;

/** Says what works and what doesn't, as requests ask ({@link Protocol}). */
record DiagnosisRequests(Engine engine, NameLookup names) {
    ObjectNode perform(Request request) {
        String wanted = request.optional("what").orElse("");
        String portal = names.portal(wanted);
        String id = wanted.isEmpty() ? "" : names.received(wanted);
        ObjectNode result = StateJson.event("diagnosis");
        ArrayNode checks = result.putArray("checks");
        for (Check check : Diagnosis.run(engine.state())) {
            String subject = check.subject();
            if (wanted.isEmpty() || subject.isEmpty() || subject.equals(portal) || subject.equals(id)) {
                checks.add(StateJson.check(check));
            }
        }
        return result;
    }
}
