package dev.portals.engine;

/** A setting that can't be used. The message names the field and says what to write instead. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String problem;

    /** A problem with one field. */
    public SettingException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** A problem with one field, at a place in a file. */
    public SettingException(String file, int line, String field, String problem) {
        super(file + " line " + line + ": " + field + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** The field's name as it is written in a file or, after two dashes, as an option. */
    public String field() {
        return field;
    }

    /** What is wrong with it. */
    public String problem() {
        return problem;
    }
}
