package io.parley.voice.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.OutboundCalls.Placed;
import io.parley.voice.telephony.ProviderCallsTest;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import io.parley.voice.testing.MadeProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls out, against a server that answers as Telnyx's Call Control does.
class TelnyxOutboundCallsTest extends ProviderCallsTest {
  private static final String CALL = "v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg";
  private static final String DIALLED =
      """
      {"data":{"call_control_id":"%s","call_leg_id":"2dc6fc34","call_session_id":"2dc1b3c8",\
      "is_alive":false,"record_type":"call"}}\
      """
          .formatted(CALL);

  private TelnyxOutboundCalls calls;
  private Duration lengthMax = Duration.ofHours(1);

  TelnyxOutboundCallsTest() {
    super(200, DIALLED);
  }

  @Override
  protected OutboundCalls calls() {
    return calls;
  }

  @BeforeEach
  void start() throws IOException {
    calls = calls("premium");
  }

  private TelnyxOutboundCalls calls(String detection) {
    var settings =
        TelnyxSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony.telnyx {
                      api-key = s3cret, public-key = "ERERERERERERERERERERERERERERERERERERERERERE="
                      connection-id = "1494404757140276705", api = "%s", machine-detection = %s
                    }
                    """
                        .formatted(provider.api(), detection))
                .withFallback(ConfigFactory.defaultReference()));
    return new TelnyxOutboundCalls(
        new TelnyxCalls(settings, provider.http(), Runnable::run),
        provider.claims(),
        new TelnyxOutboundCalls.Callbacks(
            URI.create("https://h/events"),
            URI.create("wss://h/media"),
            order -> "pass of " + order.key()),
        lengthMax);
  }

  private WireObject body(int request) {
    return WireObject.read(provider.asked().get(request).body());
  }

  @Test
  void a_call_is_dialled_with_everything_telnyx_needs() {
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Dialled(CALL));
    var asked = provider.asked().getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.uri()).isEqualTo("/v2/calls");
    assertThat(asked.credential()).isEqualTo("Bearer s3cret");
    assertThat(body(0).texts(1_000))
        .containsEntry("connection_id", "1494404757140276705")
        .containsEntry("from", "+4930111")
        .containsEntry("to", "+4940222")
        .containsEntry("webhook_url", "https://h/events")
        .containsEntry("webhook_url_method", "POST")
        .containsEntry("answering_machine_detection", "premium")
        .containsEntry("stream_url", "wss://h/media")
        .containsEntry("stream_track", "inbound_track")
        .containsEntry("stream_auth_token", "pass of k1")
        .containsEntry("stream_bidirectional_mode", "rtp")
        .containsEntry("stream_bidirectional_codec", "PCMU");
    assertThat(body(0).number("timeout_secs")).isEqualTo(25);
    var state = Base64.getDecoder().decode(body(0).text("client_state", 1_000));
    assertThat(new String(state, StandardCharsets.UTF_8))
        .isEqualTo("{\"tenant\":\"default\",\"order\":\"k1\"}");
  }

  @Test
  void telnyx_ends_a_call_itself_that_is_longer_than_any_of_ours() {
    place("k1", "+4940222");
    assertThat(body(0).number("time_limit_secs")).isEqualTo(65 * 60);
    lengthMax = Duration.ofHours(8);
    calls = calls("off");
    place("k2", "+4940222");
    assertThat(body(1).number("time_limit_secs")).as("Telnyx's own limit").isEqualTo(4 * 60 * 60);
  }

  @Test
  void each_order_has_a_command_id_of_its_own() {
    place("k1", "+4940222");
    place("k2", "+4940222");
    assertThat(body(0).text("command_id", 100))
        .isEqualTo(TelnyxCalls.commandId("k1 dial"))
        .isNotEqualTo(body(1).text("command_id", 100));
  }

  @Test
  void telnyx_does_not_listen_for_machines_unless_it_is_asked_to() {
    calls = calls("off");
    place("k1", "+4940222");
    assertThat(body(0).texts(1_000)).doesNotContainKey("answering_machine_detection");
  }

  @Test
  void refusals_have_a_category_and_telnyxs_code_and_no_number() {
    provider.answers(
        422,
        """
        {"errors":[{"code":"10016","title":"Phone number must be in +E.164 format",\
        "detail":"+4940222"}]}\
        """);
    var refused = MadeProvider.failure(() -> place("k1", "+4940222"));
    assertThat(refused.category()).isEqualTo(Category.REFUSED);
    assertThat(refused.code()).isEqualTo("10016");
    assertThat(refused).hasMessageNotContaining("4940222").hasMessageNotContaining("s3cret");
    provider.answers(401, "{\"errors\":[{\"code\":\"10009\"}]}");
    assertThat(category("k2")).isEqualTo(Category.CREDENTIALS);
    provider.answers(429, "{\"errors\":[{\"code\":\"10011\"}]}");
    assertThat(category("k3")).isEqualTo(Category.LIMITED);
    provider.answers(200, "{\"data\":{}}");
    assertThat(category("k4")).isEqualTo(Category.GARBAGE);
    provider.answers(502, "<html>");
    assertThat(MadeProvider.failure(() -> place("k5", "+4940222")).code()).isEqualTo("502");
  }

  @Test
  void a_call_is_ended_as_often_as_it_is_wanted_and_transferred_once() {
    provider.answers(200, "{\"data\":{\"result\":\"ok\"}}");
    calls.hangUp(CALL).toCompletableFuture().join();
    calls.transfer(CALL, "+4940222", Optional.of("+4930111")).toCompletableFuture().join();
    assertThat(provider.asked().get(0).uri())
        .isEqualTo("/v2/calls/" + CALL.replace(":", "%3A") + "/actions/hangup");
    assertThat(provider.asked().get(0).body()).as("no command_id").isEqualTo("{}");
    assertThat(provider.asked().get(1).uri()).endsWith("/actions/transfer");
    assertThat(body(1).texts(100))
        .containsEntry("to", "+4940222")
        .containsEntry("from", "+4930111")
        .containsKey("command_id");
  }

  @Test
  void telnyx_is_asked_whether_a_call_goes_on() {
    provider.answers(200, data("\"is_alive\":true"));
    assertThat(look()).map(CallProgress::status).contains(Status.INITIATED);
    provider.answers(200, data("\"is_alive\":false"));
    assertThat(look()).as("not dialled yet").map(CallProgress::status).contains(Status.INITIATED);
    provider.answers(
        200,
        data("\"is_alive\":false,\"call_duration\":50,\"end_time\":\"2026-11-25T20:11:52.574Z\""));
    assertThat(look())
        .contains(
            new CallProgress(
                "telnyx",
                CALL,
                Status.OVER,
                Optional.of(Duration.ofSeconds(50)),
                Optional.empty()));
    provider.answers(404, "{\"errors\":[{\"code\":\"10005\",\"title\":\"Resource not found\"}]}");
    assertThat(look()).isEmpty();
    for (var other : List.of("<html>", "{}")) {
      provider.answers(404, other);
      assertThatThrownBy(this::look).as(other).hasCauseInstanceOf(TelephonyFailure.class);
    }
  }

  private Optional<CallProgress> look() {
    return calls.look(CALL).toCompletableFuture().join();
  }

  private static String data(String fields) {
    return "{\"data\":{\"call_control_id\":\"%s\",%s}}".formatted(CALL, fields);
  }
}
