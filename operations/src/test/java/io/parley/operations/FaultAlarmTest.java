package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.fault.WorkFailed;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Answered;
import io.parley.http.route.RequestId;
import io.parley.sessions.fault.Fault;
import io.parley.sessions.fault.Fault.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultAlarmTest {
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FaultAlarm alarm = new FaultAlarm(registry);

  private double count(String kind) {
    return registry.get("parley.faults").tag("kind", kind).counter().count();
  }

  private static Answered answered(Throwable failure) {
    return new Answered(
        Optional.empty(),
        RequestId.of(Optional.empty()),
        "GET",
        500,
        Duration.ZERO,
        Optional.of(failure));
  }

  @Test
  void every_kind_is_registered_at_0_and_counted() {
    assertThat(count("contained")).isZero();
    assertThat(count("node-lost")).isZero();
    alarm.faulted(KEY, new Fault("reply", Kind.GIVEN_UP, Optional.empty()));
    alarm.faulted(
        KEY,
        new Fault("reply", Kind.FATAL, Optional.of(WorkFailed.by(new InternalError("words")))));
    assertThat(count("given-up")).isEqualTo(1);
    assertThat(count("fatal")).isEqualTo(1);
  }

  @Test
  void requests_failed_by_an_error_count_and_by_an_exception_do_not() {
    alarm.answered(answered(new IllegalStateException("a bug")));
    assertThat(count("contained")).isZero();
    alarm.answered(answered(WorkFailed.by(new StackOverflowError())));
    assertThat(count("contained")).isEqualTo(1);
  }
}
