package io.parley.voice.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.RecordingProgress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TwilioFormTest {
  private static final String RECORDING = "RE" + "0".repeat(32);
  private static final String CALL = "CA" + "0".repeat(32);
  private static final CallOutId ORDER = new CallOutId(TenantId.DEFAULT, "1".repeat(32));

  private static TwilioForm form(String body) {
    return TwilioForm.read(body).orElseThrow();
  }

  @Test
  void a_form_is_decoded() {
    var form = form("From=%2B4930&Name=a+b%26c&Empty=&Bare&From=2");
    assertThat(form.text("From")).contains("+4930");
    assertThat(form.text("Name")).contains("a b&c");
    assertThat(form.text("Empty")).isEmpty();
    assertThat(form.values().get("From")).containsExactly("+4930", "2");
    assertThat(form.values()).containsKey("Bare");
    assertThat(form("").values()).isEmpty();
  }

  @Test
  void bodies_that_are_none_of_twilios_forms_are_refused() {
    assertThat(TwilioForm.read("a=%zz")).isEmpty();
    assertThat(TwilioForm.read("a=1&".repeat(300))).isEmpty();
    assertThat(TwilioForm.read("a=" + "x".repeat(5_000))).isEmpty();
  }

  @Test
  void only_a_callers_number_that_its_own_provider_has_signed_is_attested() {
    assertThat(isAttested("StirVerstat=TN-Validation-Passed-A")).isTrue();
    for (var other :
        List.of(
            "",
            "StirVerstat=",
            "StirVerstat=TN-Validation-Passed-B",
            "StirVerstat=TN-Validation-Passed-A-Diverted",
            "StirVerstat=TN-Validation-Failed-A",
            "StirVerstat=No-TN-Validation",
            "StirVerstat=No-TN-Validation&StirVerstat=TN-Validation-Passed-A"))
      assertThat(isAttested(other)).as(other).isFalse();
  }

  private static boolean isAttested(String body) {
    return form(body).isAttested();
  }

  @Test
  void a_status_callback_is_a_report() {
    assertThat(form("CallSid=CA1&CallStatus=completed&CallDuration=42&SequenceNumber=3").progress())
        .contains(
            new CallProgress(
                "twilio",
                "CA1",
                CallProgress.Status.COMPLETED,
                Optional.of(Duration.ofSeconds(42)),
                Optional.of(3L)));
    assertThat(form("CallSid=CA1&CallStatus=in-progress").progress().orElseThrow().status())
        .isEqualTo(CallProgress.Status.ANSWERED);
    assertThat(form("CallSid=CA1&CallStatus=no-answer").progress().orElseThrow().status())
        .isEqualTo(CallProgress.Status.NO_ANSWER);
    assertThat(form("CallSid=CA1&CallStatus=dancing").progress()).isEmpty();
    assertThat(form("CallStatus=busy").progress()).isEmpty();
    assertThat(
            form("CallSid=CA1&CallStatus=busy&CallDuration=-1").progress().orElseThrow().length())
        .isEmpty();
  }

  @Test
  void a_verdict_on_a_call_is_a_report_that_knows_whether_a_message_may_begin() {
    assertThat(verdict("machine_end_beep"))
        .contains(new AnswererReport("twilio", CALL, Verdict.MACHINE, ORDER, true));
    for (var end : List.of("machine_end_silence", "machine_end_other"))
      assertThat(verdict(end).orElseThrow().mayLeave()).as(end).isTrue();
    for (var machine : List.of("machine_start", "fax"))
      assertThat(verdict(machine))
          .as(machine)
          .contains(new AnswererReport("twilio", CALL, Verdict.MACHINE, ORDER));
    assertThat(verdict("human").orElseThrow().who()).isEqualTo(Verdict.HUMAN);
    assertThat(verdict("unknown").orElseThrow().who()).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict("machine_end")).isEmpty();
    assertThat(form("CallSid=CA1&AnsweredBy=human").answerer(ORDER)).isEmpty();
  }

  private static Optional<AnswererReport> verdict(String word) {
    return form("CallSid=%s&AnsweredBy=%s".formatted(CALL, word)).answerer(ORDER);
  }

  @Test
  void a_recording_callback_is_a_report_whose_address_is_checked() {
    var body =
        "CallSid=CA1&RecordingSid=%s&RecordingStatus=completed&RecordingDuration=7"
            + "&RecordingChannels=2&RecordingUrl=%s";
    assertThat(form(body.formatted(RECORDING, "https%3A%2F%2Fapi.twilio.com%2Fx")).recording())
        .contains(
            new RecordingProgress(
                "twilio",
                "CA1",
                RECORDING,
                RecordingProgress.Status.COMPLETED,
                Optional.of(URI.create("https://api.twilio.com/x")),
                Optional.of(Duration.ofSeconds(7)),
                OptionalInt.of(2)));
    assertThat(form(body.formatted(RECORDING, "file%3A%2Fetc")).recording().orElseThrow().place())
        .isEmpty();
    assertThat(form(body.formatted("../RE1", "")).recording()).isEmpty();
  }
}
