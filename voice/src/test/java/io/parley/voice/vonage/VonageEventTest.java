package io.parley.voice.vonage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Vonage's reports about calls, as its reference has them.
class VonageEventTest {
  private static final String CALL = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";
  private static final CallOutId ORDER = new CallOutId(TenantId.DEFAULT, "0".repeat(32));

  private static VonageEvent event(String status) {
    return VonageEvent.read(
        """
        {"from":"442079460000","to":"447700900000","uuid":"%s","conversation_uuid":"CON-1",\
        "status":"%s","direction":"outbound","timestamp":"2020-01-01T12:00:00.000Z"}\
        """
            .formatted(CALL, status));
  }

  @ParameterizedTest
  @CsvSource({
    "started, INITIATED",
    "ringing, RINGING",
    "answered, ANSWERED",
    "busy, BUSY",
    "cancelled, CANCELED",
    "unanswered, NO_ANSWER",
    "timeout, NO_ANSWER",
    "rejected, FAILED",
    "failed, FAILED",
    "completed, COMPLETED"
  })
  void each_status_is_a_report(String status, Status expected) {
    assertThat(event(status).progress()).map(CallProgress::status).contains(expected);
    assertThat(event(status).progress()).map(CallProgress::call).contains(CALL);
    assertThat(event(status).answerer(ORDER)).isEmpty();
  }

  @Test
  void the_length_is_that_of_the_whole_call() {
    var completed =
        """
        {"end_time":"2020-01-01T12:00:02.000Z","uuid":"%s","network":"GB-FIXED","duration":"2",\
        "rate":"0.0045","price":"0.00015","to":"447700900000","status":"completed"}\
        """
            .formatted(CALL);
    assertThat(VonageEvent.read(completed).length()).contains(Duration.ofSeconds(2));
    assertThat(event("completed").length()).isEmpty();
  }

  @Test
  void who_has_answered_comes_under_another_name_of_the_call() {
    var machine =
        """
        {"call_uuid":"%s","from":"442079460000","to":"447700900000","status":"machine",\
        "sub_state":"beep_start","conversation_uuid":"CON-1"}\
        """
            .formatted(CALL);
    assertThat(VonageEvent.read(machine).answerer(ORDER))
        .contains(new AnswererReport("vonage", CALL, Verdict.MACHINE, ORDER));
    assertThat(VonageEvent.read(machine.replace("\"machine\"", "\"human\"")).answerer(ORDER))
        .map(AnswererReport::who)
        .contains(Verdict.HUMAN);
  }

  @Test
  void events_of_our_own_socket_are_of_no_telephone() {
    assertThat(event("answered").isOfTelephone()).isTrue();
    for (var to : new String[] {"\"wss://voice.shop.example/media\"", "null", "{\"type\":\"app\"}"})
      assertThat(
              VonageEvent.read("{\"uuid\":\"u\",\"status\":\"completed\",\"to\":%s}".formatted(to))
                  .isOfTelephone())
          .as(to)
          .isFalse();
  }

  @Test
  void one_who_does_not_answer_is_told_apart_from_one_who_did() {
    for (var status : new String[] {"timeout", "failed", "rejected", "unanswered", "busy"})
      assertThat(event(status).isNotReached()).as(status).isTrue();
    for (var status : new String[] {"started", "ringing", "answered", "completed", "cancelled"})
      assertThat(event(status).isNotReached()).as(status).isFalse();
  }

  @Test
  void other_events_report_nothing_and_errors_name_no_call() {
    assertThat(event("input").progress()).isEmpty();
    assertThatThrownBy(
            () -> VonageEvent.read("{\"reason\":\"Syntax error in NCCO\",\"timestamp\":\"t\"}"))
        .isInstanceOf(MalformedFrame.class);
  }
}
