package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.codec.DecodeException;
import dev.portals.engine.SettingException;
import dev.portals.engine.account.AccountException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.transport.node.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void eachKindOfFailureHasItsReasonAndKeepsItsSentence() {
        explained(new AccountException(AccountException.Reason.OFFLINE, "s"), Reason.OFFLINE);
        explained(new AccountException(AccountException.Reason.NOT_A_SERVICE, "s"), Reason.NOT_FOUND);
        explained(new AccountException(AccountException.Reason.DENIED, "s"), Reason.DENIED);
        explained(new AccountException(AccountException.Reason.EXPIRED, "s"), Reason.DENIED);
        explained(new ConnectException(ConnectException.Reason.OFFLINE, "s"), Reason.OFFLINE);
        explained(new ConnectException(ConnectException.Reason.ADDRESS, "s"), Reason.INPUT);
        explained(new ConnectException(ConnectException.Reason.DENIED, "s"), Reason.DENIED);
        explained(new ConnectException(ConnectException.Reason.CREDENTIAL, "s"), Reason.DENIED);
        explained(new ApiFailure(Status.NOT_FOUND, "s"), Reason.NOT_FOUND);
        explained(new ApiFailure(Status.BAD_REQUEST, "s"), Reason.INPUT);
        explained(new ApiFailure(Status.UNAUTHORIZED, "s"), Reason.DENIED);
        explained(new ApiFailure(Status.FORBIDDEN, "s"), Reason.DENIED);
        explained(new ApiFailure(Status.INTERNAL_SERVER_ERROR, "s"), Reason.FAILED);
        explained(new SettingException("address", "s"), Reason.INPUT);
        explained(new DecodeException("s"), Reason.FAILED);
    }

    @Test
    void whatIsExplainedAlreadyStaysAsItIs() {
        ActionException explained = new ActionException(Reason.NOT_ENROLLED, "sign in");
        assertThat(Failures.explain(explained)).isSameAs(explained);
        assertThat(Failures.explain(new CompletionException(explained))).isSameAs(explained);
    }

    @Test
    void anUnknownFailureIsAFailureWithItsName() {
        ActionException failure = Failures.explain(new IllegalStateException("odd"));
        assertThat(failure.reason()).isEqualTo(Reason.FAILED);
        assertThat(failure).hasMessageContaining("something went wrong").hasMessageContaining("odd");
    }

    private static void explained(RuntimeException failure, Reason reason) {
        ActionException explained = Failures.explain(new CompletionException(failure));
        assertThat(explained.reason()).as(failure.toString()).isEqualTo(reason);
        assertThat(explained).hasMessage("s");
    }
}
