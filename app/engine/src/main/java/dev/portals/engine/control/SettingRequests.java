package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import java.util.List;

/** Shows and changes what the person chose; commands do it so as well where no application runs. */
public record SettingRequests(Settings settings) {
    /** All of them. */
    public ObjectNode list() {
        return list(List.of(Setting.values()));
    }

    /** One of them. */
    public ObjectNode list(String key) {
        return list(List.of(find(key)));
    }

    private ObjectNode list(List<Setting> wanted) {
        ObjectNode result = StateJson.event("settings");
        ArrayNode array = result.putArray("settings");
        wanted.forEach(each -> write(array.addObject(), each));
        return result;
    }

    /** Changes one. */
    public ObjectNode set(String key, String value) {
        Setting setting = find(key);
        settings.set(setting, value);
        return write(StateJson.event("setting"), setting);
    }

    ObjectNode perform(String action, Request request) {
        return action.equals("set")
                ? set(request.text("key"), request.text("value"))
                : request.optional("key").map(this::list).orElseGet(this::list);
    }

    private ObjectNode write(ObjectNode node, Setting setting) {
        node.put("key", setting.key())
                .put("value", settings.get(setting))
                .put("default", setting.first())
                .put("description", setting.description());
        setting.choices().forEach(node.putArray("values")::add);
        return node;
    }

    private static Setting find(String key) {
        return Setting.find(key)
                .orElseThrow(() -> new ActionException(
                        Reason.NOT_FOUND, "there is no setting " + key + ": “portals settings list”"));
    }
}
