package dev.portals.command.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the orchestrator has acknowledged, each as a question about its records that has the answer 1 from then on. What
 * clients begin to change or to delete is no fact any more: it may be so or so until that is acknowledged.
 */
final class Facts {
    private final Map<String, Fact> facts = new ConcurrentHashMap<>();
    private int acknowledged;

    private record Fact(String sql, List<Object> parameters) {}

    /**
     * Notes an acknowledgement.
     *
     * @param name of what it is about; it takes the place of what was said of that before
     */
    synchronized void acknowledged(String name, String sql, Object... parameters) {
        facts.put(name, new Fact(sql, List.of(parameters)));
        acknowledged++;
    }

    /** From now on nothing is sure of everything whose name contains that. */
    synchronized void unsure(String about) {
        facts.keySet().removeIf(name -> name.contains(about));
    }

    /** How much was acknowledged altogether. */
    synchronized int count() {
        return acknowledged;
    }

    /** Which facts these records contradict. */
    List<String> contradictedBy(Connection records) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Fact> entry : facts.entrySet()) {
            Fact fact = entry.getValue();
            try (PreparedStatement question = records.prepareStatement(fact.sql)) {
                for (int i = 0; i < fact.parameters.size(); i++) {
                    question.setObject(i + 1, fact.parameters.get(i));
                }
                try (ResultSet answer = question.executeQuery()) {
                    answer.next();
                    // Somebody may have begun to change it meanwhile.
                    if (answer.getLong(1) != 1 && facts.get(entry.getKey()) == fact) {
                        wrong.add(entry.getKey() + ": " + answer.getLong(1) + " for " + fact);
                    }
                }
            }
        }
        return wrong;
    }
}
