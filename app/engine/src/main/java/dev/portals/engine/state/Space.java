package dev.portals.engine.state;

import java.util.List;

/** A space of the person at the orchestrator, and the projects in it. */
public record Space(String id, String name, List<Project> projects) {
    /** Copies the list. */
    public Space {
        projects = List.copyOf(projects);
    }

    /**
     * A project.
     *
     * @param own whether this computer's portals belong to it
     * @param administrators addresses
     */
    public record Project(String id, String name, boolean own, List<String> administrators) {
        /** Copies the list. */
        public Project {
            administrators = List.copyOf(administrators);
        }
    }
}
