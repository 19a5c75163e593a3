package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.identity.IdentityException;
import dev.portals.engine.SettingException;
import dev.portals.engine.account.AccountException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.FailureMode;
import dev.portals.transport.node.ConnectException;
import dev.portals.vault.VaultException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/** Turns what parts say into what a person reads. */
final class Failures {
    private Failures() {}

    static ActionException explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String sentence = String.valueOf(cause.getMessage());
        return switch (cause) {
            case ActionException already -> already;
            case SettingException setting -> new ActionException(Reason.INPUT, setting.problem());
            case AccountException account ->
                new ActionException(
                        switch (account.reason()) {
                            case OFFLINE -> Reason.OFFLINE;
                            case NOT_A_SERVICE -> Reason.NOT_FOUND;
                            case DENIED, EXPIRED -> Reason.DENIED;
                        },
                        sentence);
            case ApiFailure api ->
                new ActionException(
                        switch (api.code()) {
                            case 404 -> Reason.NOT_FOUND;
                            case 400, 409 -> Reason.INPUT;
                            case 401, 403 -> Reason.DENIED;
                            default -> Reason.FAILED;
                        },
                        sentence.isEmpty() ? "the orchestrator refused it (" + api.code() + ")" : sentence);
            case ConnectException connecting ->
                new ActionException(
                        switch (connecting.reason()) {
                            case ADDRESS -> Reason.INPUT;
                            case OFFLINE, ABSENT -> Reason.OFFLINE;
                            case DENIED, CREDENTIAL -> Reason.DENIED;
                        },
                        sentence);
            case CredentialException credential -> new ActionException(Reason.DENIED, sentence);
            case IdentityException identity -> new ActionException(Reason.DENIED, sentence);
            case DecodeException decode -> new ActionException(Reason.FAILED, sentence);
            case VaultException vault ->
                new ActionException(
                        Reason.FAILED,
                        sentence,
                        vault.reason() == VaultException.Reason.STORAGE
                                ? FailureMode.STORAGE
                                : FailureMode.KEYS_LOCKED);
            case RejectedExecutionException over -> new ActionException(Reason.FAILED, "Portals is quitting");
            default -> {
                org.slf4j.LoggerFactory.getLogger(Failures.class).warn("an action failed", cause);
                yield new ActionException(Reason.FAILED, "something went wrong: " + cause);
            }
        };
    }
}
