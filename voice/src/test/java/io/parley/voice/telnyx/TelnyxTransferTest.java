package io.parley.voice.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CallTransfer.Colleague;
import io.parley.voice.telephony.CallTransfer.NotReached;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.SoundClaims;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.testing.ClaimedKeys;
import io.parley.voice.testing.MadeProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls of Telnyx that are handed over, by a clock of the test's own, against a server that
/// answers as Telnyx's Call Control does.
class TelnyxTransferTest {
  private static final String CALL = "v3:abc";
  private static final String ACTIONS = "/v2/calls/v3%3Aabc/actions/";
  private static final String RING = ACTIONS + "transfer";
  private static final String STOP = ACTIONS + "streaming_stop";
  private static final String HANG_UP = ACTIONS + "hangup";
  private static final String OK = "{\"data\":{\"result\":\"ok\"}}";
  private static final String NUMBER = "+493012345";
  private static final TransferAddress TARGET = TransferAddress.of("+4940123456");
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TransferTimes TIMES =
      new TransferTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(25),
          Duration.ofSeconds(10));

  private final ManualTimer timer = new ManualTimer();
  private final ClaimedKeys keys = new ClaimedKeys();
  private final CalledColleagues colleagues = new CalledColleagues();
  private MadeProvider provider;
  private TelnyxCalls commands;
  private TelnyxLines lines;
  private CallTransfer transfer;

  @BeforeEach
  void start() throws IOException {
    provider = new MadeProvider(200, OK);
    var settings =
        TelnyxSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony.telnyx {
                      api-key = s3cret, public-key = "ERERERERERERERERERERERERERERERERERERERERERE="
                      connection-id = "1494", api = "%s"
                    }
                    """
                        .formatted(provider.api()))
                .withFallback(ConfigFactory.defaultReference()));
    commands = new TelnyxCalls(settings, provider.http(), Runnable::run);
    lines = node();
    transfer = transfer(NUMBER);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private TelnyxLines node() {
    return new TelnyxLines(
        commands, new SoundClaims(keys), timer, Duration.ofSeconds(70), _ -> {}, (_, _) -> {});
  }

  private CallTransfer transfer(String number) {
    var calls =
        new TelnyxOutboundCalls(
            commands,
            provider.claims(),
            new TelnyxOutboundCalls.Callbacks(
                URI.create("https://h/events"), URI.create("wss://h/media"), _ -> "pass"),
            Duration.ofHours(1));
    var means = new TelnyxTransfer.Means(lines, Optional.of(calls), colleagues, TIMES);
    return new TelnyxTransfer(means, TenantId.DEFAULT, CALL, number);
  }

  private CompletableFuture<Void> handOver() {
    return transfer.handOver(TARGET).toCompletableFuture();
  }

  private List<String> asked() {
    return provider.asked().stream().map(MadeProvider.Asked::uri).toList();
  }

  private JsonNode body(int request) throws IOException {
    return JSON.readTree(provider.asked().get(request).body());
  }

  /// A webhook about the newest target.
  private TelnyxEvent target(String type) throws IOException {
    var rung = provider.asked().stream().filter(each -> each.uri().equals(RING)).toList();
    var state = JSON.readTree(rung.getLast().body()).path("target_leg_client_state").asText();
    return event(type, "v3:target", state);
  }

  private static TelnyxEvent event(String type, String call, String state) {
    return TelnyxEvent.read(
        """
        {"data":{"event_type":"%s","payload":{"call_control_id":"%s","client_state":"%s",\
        "direction":"outgoing"}}}\
        """
            .formatted(type, call, state));
  }

  private static TelnyxEvent ours(String type) {
    return event(type, CALL, ClientState.answered(TenantId.DEFAULT));
  }

  private static TelephonyFailure failure(CompletableFuture<Void> outcome) {
    assertThat(outcome).isCompletedExceptionally();
    return MadeProvider.failure(outcome::join);
  }

  // --- blind ------------------------------------------------------------------------------------

  @Test
  void the_target_is_rung_from_our_number_while_the_caller_keeps_the_agents_line()
      throws IOException {
    var outcome = handOver();
    assertThat(asked()).containsExactly(RING);
    assertThat(body(0).path("to").asText()).isEqualTo("+4940123456");
    assertThat(body(0).path("from").asText()).isEqualTo(NUMBER);
    assertThat(body(0).path("timeout_secs").asInt()).isEqualTo(25);
    assertThat(body(0).path("command_id").asText()).hasSize(36);
    assertThat(body(0).has("client_state")).as("the call is ours as before").isFalse();
    lines.follow(target("call.initiated"));
    assertThat(outcome).isNotDone();
  }

  @Test
  void when_the_target_answers_our_sound_is_stopped_and_nobody_hangs_the_call_up()
      throws IOException {
    var outcome = handOver();
    lines.follow(target("call.answered"));
    assertThat(outcome).isCompleted();
    lines.follow(target("call.bridged"));
    assertThat(asked()).containsOnly(RING, STOP);
    assertThat(body(2).path("command_id"))
        .as("Telnyx ignores it")
        .isEqualTo(body(1).path("command_id"));

    lines.soundStopped(CALL);
    var stopped = event("streaming.stopped", CALL, body(1).path("client_state").asText());
    lines.follow(stopped);
    node().follow(stopped);
    assertThat(timer.isSet()).isFalse();
    lines.end(CALL);
    assertThat(asked()).doesNotContain(HANG_UP);
  }

  @Test
  void when_nobody_answers_the_agent_has_the_caller_again_and_may_try_once_more()
      throws IOException {
    var outcome = handOver();
    var late = target("call.hangup");
    lines.follow(late);
    assertThat(failure(outcome).mayHaveHappened()).isFalse();
    assertThat(timer.isSet()).isFalse();

    var again = handOver();
    assertThat(body(1).path("command_id")).isNotEqualTo(body(0).path("command_id"));
    lines.follow(late);
    assertThat(again).as("told of the first attempt").isNotDone();
    lines.follow(target("call.bridged"));
    assertThat(again).isCompleted();
  }

  @Test
  void after_it_has_failed_a_call_without_sound_is_hung_up_as_before() throws IOException {
    var _ = handOver();
    lines.follow(target("call.hangup"));
    lines.soundStopped(CALL);
    timer.pass(GRACE);
    assertThat(asked()).contains(HANG_UP);
  }

  @Test
  void a_caller_whom_the_agent_has_left_is_hung_up_when_the_target_does_not_answer()
      throws IOException {
    var outcome = handOver();
    lines.soundStopped(CALL);
    assertThat(outcome).isCompleted();
    assertThat(asked()).containsExactly(RING);
    lines.follow(target("call.hangup"));
    assertThat(asked()).containsExactly(RING, HANG_UP);
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void a_line_that_breaks_while_the_target_rings_is_hung_up_only_if_that_does_not_answer()
      throws IOException {
    var outcome = handOver();
    lines.soundLost(CALL);
    assertThat(outcome).isCompleted();
    assertThat(asked()).containsExactly(RING);
    lines.follow(target("call.hangup"));
    assertThat(asked()).containsExactly(RING, HANG_UP);
  }

  @Test
  void a_line_that_breaks_without_a_target_is_hung_up_at_once() {
    lines.soundLost(CALL);
    assertThat(asked()).containsExactly(HANG_UP);
  }

  @Test
  void without_any_webhook_it_is_unknown_when_ring_and_hand_over_have_passed() throws IOException {
    var outcome = handOver();
    timer.pass(TIMES.handingOver().minusMillis(1));
    assertThat(outcome).isNotDone();
    timer.pass(Duration.ofMillis(1));
    assertThat(failure(outcome).mayHaveHappened()).isTrue();
    lines.follow(target("call.bridged"));
    assertThat(asked()).as("late: the agent leaves").contains(STOP);
    lines.soundStopped(CALL);
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void a_caller_who_hangs_up_meanwhile_is_not_handed_over() {
    var outcome = handOver();
    lines.follow(ours("call.hangup"));
    assertThat(failure(outcome).mayHaveHappened()).isFalse();
    assertThat(asked()).containsExactly(RING);
  }

  @Test
  void a_refused_command_is_told_at_once() {
    provider.answers(422, "{\"errors\":[{\"code\":\"90018\"}]}");
    var outcome = handOver();
    assertThat(failure(outcome).code()).isEqualTo("90018");
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void a_target_is_neither_ours_to_hang_up_nor_a_call_that_comes_in() throws IOException {
    var _ = handOver();
    var initiated = target("call.initiated");
    assertThat(initiated.isNewCall()).isFalse();
    assertThat(initiated.owner()).isEmpty();
    assertThat(initiated.order()).isEmpty();
    assertThat(initiated.target()).contains(new TelnyxEvent.Target(CALL, 1));
    assertThat(ours("call.answered").target()).isEmpty();
    assertThat(event("call.answered", CALL, "aGF2ZSBhIG5pY2UgZGF5ID1d").target()).isEmpty();
  }

  @Test
  void sip_addresses_can_be_rung_and_other_forms_not() throws IOException {
    var sip = TransferAddress.of("sip:sales@pbx.example");
    assertThat(transfer.may(TransferMode.BLIND, TARGET)).isTrue();
    assertThat(transfer.may(TransferMode.BLIND, sip)).isTrue();
    assertThat(transfer.may(TransferMode.BLIND, TransferAddress.of("sips:a@pbx.example")))
        .isFalse();
    assertThat(transfer.may(TransferMode.ATTENDED, TARGET)).isTrue();
    assertThat(transfer.may(TransferMode.ATTENDED, sip)).isFalse();
    assertThat(transfer("reception").may(TransferMode.ATTENDED, TARGET)).isFalse();
    transfer("reception").handOver(sip);
    assertThat(body(0).path("to").asText()).isEqualTo("sip:sales@pbx.example");
    assertThat(body(0).has("from")).isFalse();
  }

  // --- attended ---------------------------------------------------------------------------------

  private Colleague call() {
    return call(Duration.ofSeconds(25));
  }

  private Colleague call(Duration ring) {
    provider.answers(200, "{\"data\":{\"call_control_id\":\"v3:colleague\"}}");
    return transfer.call(
        new TransferOrder("key", "sales", "Sales", TARGET, TransferMode.ATTENDED, ""), ring);
  }

  @Test
  void a_telephone_rings_for_no_shorter_time_than_telnyx_takes() throws IOException {
    var _ = call(Duration.ofSeconds(2));
    assertThat(body(0).path("timeout_secs").asInt()).isEqualTo(5);
  }

  private static Reason reason(Colleague colleague) {
    var answered = colleague.answered().toCompletableFuture();
    assertThat(answered).isCompletedExceptionally();
    try {
      answered.join();
    } catch (CompletionException e) {
      return ((NotReached) e.getCause()).reason();
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void a_colleague_is_dialled_once_with_a_socket_for_their_sound() throws IOException {
    var colleague = call();
    assertThat(asked()).containsExactly("/v2/calls");
    assertThat(body(0).path("to").asText()).isEqualTo("+4940123456");
    assertThat(body(0).path("from").asText()).isEqualTo(NUMBER);
    assertThat(body(0).path("stream_auth_token").asText()).isEqualTo("pass");
    assertThat(colleagues.isExpected("v3:colleague")).isTrue();
    assertThat(colleague.answered().toCompletableFuture()).isNotDone();

    assertThat(reason(call())).as("the same order").isEqualTo(Reason.FAILED);
    assertThat(asked()).hasSize(1);
  }

  @Test
  void a_colleague_who_is_busy_is_told_by_a_webhook() throws IOException {
    var colleague = call();
    var state = body(0).path("client_state").asText();
    var hangUp =
        TelnyxEvent.read(
            """
            {"data":{"event_type":"call.hangup","payload":{"call_control_id":"v3:colleague",\
            "client_state":"%s","hangup_cause":"user_busy"}}}\
            """
                .formatted(state));
    assertThat(hangUp.progress().map(CallProgress::status)).contains(CallProgress.Status.BUSY);
    hangUp.progress().ifPresent(colleagues::call);
    assertThat(reason(colleague)).isEqualTo(Reason.BUSY);
  }

  @Test
  void a_colleague_who_is_not_wanted_any_more_is_hung_up_until_telnyx_takes_it() {
    var colleague = call();
    provider.answers(502, "<html>");
    colleague.giveUp();
    colleague.giveUp();
    assertThat(reason(colleague)).isEqualTo(Reason.WITHDRAWN);
    var hangUp = "/v2/calls/v3%3Acolleague/actions/hangup";
    assertThat(asked()).containsExactly("/v2/calls", hangUp);
    provider.answers(200, OK);
    timer.pass(Duration.ofSeconds(1));
    assertThat(asked()).containsExactly("/v2/calls", hangUp, hangUp);
    assertThat(timer.isSet()).isFalse();
  }
}
