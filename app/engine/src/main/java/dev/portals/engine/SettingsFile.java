package dev.portals.engine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Settings in a YAML file: fields with one text or a list of them; a group of fields, whose names are joined by dots. What is
 * wrong is said with the line it stands on.
 */
public final class SettingsFile {
    private static final int MOST_NESTED = 4;

    private SettingsFile() {}

    /** Takes one value of a field. */
    @FunctionalInterface
    public interface Setter {
        /** Sets or, where a field may be repeated, adds a value; a {@link SettingException} if it can't be used. */
        void set(String field, String value);
    }

    /**
     * Passes on what the file says.
     *
     * @throws SettingException if the file can't be read or something in it can't be used
     */
    public static void read(Path file, Setter into) {
        Node root;
        try (Reader reader = Files.newBufferedReader(file)) {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
        } catch (IOException e) {
            throw new SettingException("config", "the file " + file + " can't be read");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new SettingException(file.toString(), line, "config", "this is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new SettingException("config", "the file " + file + " is not a text in UTF-8");
        }
        if (root == null) {
            return;
        }
        if (!(root instanceof MappingNode mapping)) {
            throw new SettingException(file.toString(), line(root), "config", "write one “field: value” a line");
        }
        group(file, "", mapping, into, 0);
    }

    private static void group(Path file, String prefix, MappingNode mapping, Setter into, int depth) {
        if (depth == MOST_NESTED) {
            throw new SettingException(file.toString(), line(mapping), prefix, "there is nothing nested so deeply");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String field = prefix + text(file, "config", tuple.getKeyNode());
            if (tuple.getValueNode() instanceof SequenceNode list) {
                for (Node item : list.getValue()) {
                    set(file, field, item, into);
                }
            } else if (tuple.getValueNode() instanceof MappingNode group) {
                group(file, field + ".", group, into, depth + 1);
            } else {
                set(file, field, tuple.getValueNode(), into);
            }
        }
    }

    private static void set(Path file, String field, Node value, Setter into) {
        String text = text(file, field, value);
        try {
            into.set(field, text);
        } catch (SettingException e) {
            throw new SettingException(file.toString(), line(value), e.field(), e.problem());
        }
    }

    private static String text(Path file, String field, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new SettingException(file.toString(), line(node), field, "write a text or a list of texts");
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
