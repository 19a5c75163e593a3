package dev.portals.core.policy;

/** Ends an evaluation; never leaves this package. */
final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Evaluation.Failure failure;

    EvaluationException(Evaluation.Kind kind, String sentence) {
        super(sentence, null, false, false);
        this.failure = new Evaluation.Failure(kind, sentence);
    }

    Evaluation.Failure failure() {
        return failure;
    }
}
