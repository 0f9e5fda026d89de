package io.parley.voice.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Webhooks of Telnyx: their signatures, and what they say.
class TelnyxTest {
  private static final String INITIATED =
      """
      {"data":{"event_type":"%s","id":"0ccc7b54","occurred_at":"2026-11-24T20:00:00Z",\
      "payload":{"call_control_id":"v3:abc","from":"+4930","to":"+4940","direction":"%s",\
      "state":"parked"},"record_type":"event"},"meta":{"attempt":1}}\
      """;

  private static final CallOutId ORDER = new CallOutId(TenantId.DEFAULT, "0".repeat(32));
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

  private final KeyPair keys;
  private final TelnyxSignature signature;

  TelnyxTest() throws GeneralSecurityException {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var encoded = keys.getPublic().getEncoded();
    signature =
        new TelnyxSignature(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  private String sign(String timestamp, String body) throws GeneralSecurityException {
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update((timestamp + "|" + body).getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signer.sign());
  }

  private boolean signs(String body, String timestamp, String header) {
    return signature.signs(body.getBytes(StandardCharsets.UTF_8), timestamp, header, NOW);
  }

  @Test
  void a_signed_webhook_is_accepted_for_five_minutes() throws Exception {
    for (long off : new long[] {0, -300, 300}) {
      var timestamp = Long.toString(NOW.getEpochSecond() + off);
      assertThat(signs("{}", timestamp, sign(timestamp, "{}"))).isTrue();
    }
    for (long off : new long[] {-301, 301}) {
      var timestamp = Long.toString(NOW.getEpochSecond() + off);
      assertThat(signs("{}", timestamp, sign(timestamp, "{}"))).as("replayed").isFalse();
    }
  }

  @Test
  void forged_ones_are_refused() throws Exception {
    var timestamp = Long.toString(NOW.getEpochSecond());
    var good = sign(timestamp, "{}");
    assertThat(signs("{} ", timestamp, good)).isFalse();
    assertThat(signs("{}", Long.toString(NOW.getEpochSecond() + 1), good)).isFalse();
    for (var forged : new String[] {"", "x", "%", "AAAA", good.substring(4), good + "AA"})
      assertThat(signs("{}", timestamp, forged)).as(forged).isFalse();
    for (var wrong : new String[] {"", "x", "-1", "9".repeat(30)})
      assertThat(signs("{}", wrong, sign(wrong, "{}"))).as(wrong).isFalse();
  }

  @Test
  void a_new_call_is_one_that_comes_in() {
    var event = TelnyxEvent.read(INITIATED.formatted("call.initiated", "incoming"));
    assertThat(event.isNewCall()).isTrue();
    assertThat(event.call()).isEqualTo("v3:abc");
    assertThat(event.from()).isEqualTo("+4930");
    assertThat(event.to()).isEqualTo("+4940");
    assertThat(TelnyxEvent.read(INITIATED.formatted("call.initiated", "outgoing")).isNewCall())
        .isFalse();
    assertThat(TelnyxEvent.read(INITIATED.formatted("call.hangup", "incoming")).isNewCall())
        .isFalse();
  }

  @Test
  void events_of_a_call_are_reports() {
    assertThat(
            TelnyxEvent.read(INITIATED.formatted("call.hangup", "incoming"))
                .progress()
                .map(CallProgress::status))
        .contains(CallProgress.Status.OVER);
    assertThat(TelnyxEvent.read(INITIATED.formatted("streaming.started", "incoming")).progress())
        .isEmpty();
  }

  private static TelnyxEvent placed(String type, String fields) {
    var state = ClientState.of(ORDER.tenant(), ORDER.id());
    return TelnyxEvent.read(
        """
        {"data":{"event_type":"%s","record_type":"event","payload":{"call_control_id":"v3:abc",\
        "client_state":"%s","from":"+4930","to":"+4940",%s}}}\
        """
            .formatted(type, state, fields));
  }

  @ParameterizedTest
  @CsvSource({
    "normal_clearing, OVER",
    "time_limit, COMPLETED",
    "user_busy, BUSY",
    "timeout, NO_ANSWER",
    "no_answer, NO_ANSWER",
    "originator_cancel, CANCELED",
    "call_rejected, FAILED",
    "not_found, FAILED",
    "unspecified, FAILED"
  })
  void a_call_that_we_placed_ends_by_its_cause_and_names_its_order(
      String cause, CallProgress.Status status) {
    var event = placed("call.hangup", "\"hangup_cause\":\"%s\"".formatted(cause));
    assertThat(event.progress()).map(CallProgress::status).contains(status);
    assertThat(event.progress().flatMap(CallProgress::order)).contains(ORDER);
  }

  @ParameterizedTest
  @CsvSource({
    "call.machine.detection.ended, human, HUMAN",
    "call.machine.detection.ended, machine, MACHINE",
    "call.machine.premium.detection.ended, human_residence, HUMAN",
    "call.machine.premium.detection.ended, human_business, HUMAN",
    "call.machine.premium.detection.ended, machine, MACHINE",
    "call.machine.premium.detection.ended, fax_detected, MACHINE",
    "call.machine.premium.greeting.ended, beep_detected, MACHINE"
  })
  void telnyx_says_who_has_answered(String type, String result, Verdict who) {
    var event = placed(type, "\"result\":\"%s\"".formatted(result));
    assertThat(event.answerer()).contains(new AnswererReport("telnyx", "v3:abc", who, ORDER));
    assertThat(event.progress()).isEmpty();
  }

  @Test
  void an_unsure_verdict_is_none() {
    for (var result : new String[] {"not_sure", "silence", ""})
      assertThat(
              placed("call.machine.detection.ended", "\"result\":\"%s\"".formatted(result))
                  .answerer())
          .isEmpty();
    assertThat(placed("call.answered", "\"result\":\"machine\"").answerer()).isEmpty();
  }

  @Test
  void the_state_of_somebody_elses_call_names_no_order() {
    for (var state : new String[] {"aGF2ZSBhIG5pY2UgZGF5ID1d", "e30=", "%%", ""})
      assertThat(ClientState.read(state)).as(state).isEmpty();
    assertThat(ClientState.read(ClientState.of(ORDER.tenant(), "x"))).isEmpty();
  }

  @Test
  void a_call_that_we_have_answered_says_whose_it_is_and_names_no_order() {
    var shop = new TenantId("shop");
    var state = ClientState.answered(shop);
    assertThat(ClientState.owner(state)).contains(shop);
    assertThat(ClientState.read(state)).isEmpty();
    assertThat(ClientState.owner(ClientState.of(ORDER.tenant(), ORDER.id())))
        .contains(ORDER.tenant());
    for (var foreign : new String[] {"aGF2ZSBhIG5pY2UgZGF5ID1d", "e30=", "%%", ""})
      assertThat(ClientState.owner(foreign)).as(foreign).isEmpty();
    assertThat(TelnyxEvent.read(INITIATED.formatted("call.initiated", "incoming")).owner())
        .isEmpty();
  }

  @Test
  void other_bodies_are_refused() {
    for (var body : new String[] {"", "{}", "{\"data\":{}}", "{\"data\":[]}"})
      assertThatThrownBy(() -> TelnyxEvent.read(body)).isInstanceOf(MalformedFrame.class);
  }
}
