package io.parley.voice.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.OutboundCalls.Placed;
import io.parley.voice.telephony.ProviderCallsTest;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import io.parley.voice.testing.MadeProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls out, against a server that answers as Twilio's REST API does.
class TwilioCallsTest extends ProviderCallsTest {
  private static final String ACCOUNT = "AC" + "a".repeat(32);
  private static final String CALL = "CA" + "b".repeat(32);
  private static final String CREATED = "{\"sid\":\"%s\",\"status\":\"queued\"}".formatted(CALL);

  private TwilioCalls calls;

  TwilioCallsTest() {
    super(201, CREATED);
  }

  @Override
  protected OutboundCalls calls() {
    return calls;
  }

  @BeforeEach
  void start() throws IOException {
    calls = twilio(Optional.empty());
  }

  private TwilioCalls twilio(Optional<Duration> listened) {
    return new TwilioCalls(
        new TwilioSettings(
            Optional.of(ACCOUNT),
            Optional.of("s3cret"),
            TwilioSettings.Mode.MEDIA,
            new TwilioSettings.Relay(Optional.empty(), Optional.empty(), Optional.empty()),
            provider.api()),
        provider.http(),
        provider.claims(),
        new TwilioCalls.Callbacks(
            URI.create("https://h/v1/telephony/twilio/voice"),
            URI.create("https://h/status"),
            URI.create("https://h/answerer"),
            URI.create("https://h/said")),
        listened,
        Runnable::run);
  }

  @Test
  void twilio_listens_for_a_machine_beside_the_conversation_where_it_is_to() {
    place("k1", "+4940222");
    assertThat(provider.asked().getFirst().body()).doesNotContain("Machine").doesNotContain("Amd");
    calls = twilio(Optional.of(Duration.ofMinutes(3)));
    place("k2", "+4940222");
    assertThat(provider.asked().getLast().body())
        .contains("MachineDetection=DetectMessageEnd&MachineDetectionTimeout=59&AsyncAmd=true")
        .contains("AsyncAmdStatusCallback=https%3A%2F%2Fh%2Fanswerer%3Ftenant%3Ddefault%26agent")
        .contains("order%3Dk2&AsyncAmdStatusCallbackMethod=POST");
  }

  @Test
  void a_message_replaces_what_twilio_does_and_is_asked_about_when_it_was_spoken() {
    provider.answers(200, CREATED);
    var order = new CallOutId(TenantId.DEFAULT, "1".repeat(32));
    calls
        .leave(CALL, new OutboundCalls.Message(order, "Please call us.", "en"))
        .toCompletableFuture()
        .join();
    assertThat(provider.asked().getFirst().uri()).endsWith("/Calls/" + CALL + ".json");
    assertThat(URLDecoder.decode(provider.asked().getFirst().body(), UTF_8))
        .startsWith("Twiml=<?xml")
        .contains("<Say language=\"en-US\">Please call us.</Say>")
        .contains(
            "<Redirect method=\"POST\">https://h/said?tenant=default&amp;order=%s</Redirect>"
                .formatted(order.id()));
  }

  @Test
  void a_call_is_dialled_with_everything_twilio_needs() {
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Dialled(CALL));
    assertThat(provider.asked()).hasSize(1);
    var asked = provider.asked().getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.uri()).isEqualTo("/2010-04-01/Accounts/" + ACCOUNT + "/Calls.json");
    assertThat(asked.credential()).startsWith("Basic ");
    assertThat(asked.body())
        .contains("From=%2B4930111", "To=%2B4940222", "Timeout=25", "Method=POST")
        .contains("tenant%3Ddefault%26agent%3Dsupport%26language%3Dde%26order%3Dk1")
        .contains("StatusCallbackEvent=ringing&StatusCallbackEvent=answered");
  }

  @Test
  void twilio_is_asked_how_a_call_goes() {
    var over = "{\"sid\":\"%s\",\"status\":\"completed\",\"duration\":\"61\"}".formatted(CALL);
    provider.answers(200, over);
    assertThat(calls.look(CALL).toCompletableFuture().join())
        .contains(
            new CallProgress(
                "twilio",
                CALL,
                CallProgress.Status.COMPLETED,
                Optional.of(Duration.ofSeconds(61)),
                Optional.empty()));
    assertThat(provider.asked().getFirst().method()).isEqualTo("GET");
    assertThat(provider.asked().getFirst().uri())
        .startsWith("/2010-04-01/Accounts/" + ACCOUNT + "/Calls/");
    provider.answers(404, "{\"code\":20404,\"status\":404}");
    assertThat(calls.look(CALL).toCompletableFuture().join()).isEmpty();
    provider.answers(404, "{}");
    assertThatThrownBy(() -> calls.look(CALL).toCompletableFuture().join())
        .hasCauseInstanceOf(TelephonyFailure.class);
  }

  @Test
  void twilios_refusals_have_a_category_and_its_code_and_no_number() {
    provider.answers(400, "{\"code\":21211,\"message\":\"The 'To' number +4940222 is not valid\"}");
    var refused = MadeProvider.failure(() -> place("k1", "+4940222"));
    assertThat(refused.category()).isEqualTo(Category.REFUSED);
    assertThat(refused.code()).isEqualTo("21211");
    assertThat(refused).hasMessageNotContaining("4940222").hasMessageNotContaining("s3cret");
    provider.answers(401, "{}");
    assertThat(category("k2")).isEqualTo(Category.CREDENTIALS);
    provider.answers(429, "{}");
    assertThat(category("k3")).isEqualTo(Category.LIMITED);
    provider.answers(201, "{\"sid\":\"../x\"}");
    assertThat(category("k4")).isEqualTo(Category.GARBAGE);
  }

  @Test
  void a_call_is_ended_or_transferred() {
    provider.answers(200, CREATED);
    calls.hangUp(CALL).toCompletableFuture().join();
    calls.transfer(CALL, "+4940222", Optional.of("+4930111")).toCompletableFuture().join();
    assertThat(provider.asked().get(0).uri()).endsWith("/Calls/" + CALL + ".json");
    assertThat(provider.asked().get(0).body()).isEqualTo("Status=completed");
    assertThat(provider.asked().get(1).body())
        .contains("Twiml=", "%3CDial+callerId%3D%22%2B4930111%22");
  }

  @Test
  void a_call_that_is_handed_over_asks_how_it_goes_on() {
    provider.answers(200, CREATED);
    var next = URI.create("https://voice.shop.example/dialled?tenant=a&agent=b");
    calls.transferReturning(CALL, "+4940222", next).toCompletableFuture().join();
    assertThat(URLDecoder.decode(provider.asked().getFirst().body(), UTF_8))
        .contains(
            "<Dial action=\"https://voice.shop.example/dialled?tenant=a&amp;agent=b\">+4940222");
  }

  @Test
  void the_sound_of_a_call_is_connected_anew() {
    provider.answers(200, CREATED);
    var socket = URI.create("wss://voice.shop.example/media");
    calls.reconnect(CALL, socket, Map.of("pass", "a.b")).toCompletableFuture().join();
    assertThat(URLDecoder.decode(provider.asked().getFirst().body(), UTF_8))
        .contains("<Connect><Stream url=\"wss://voice.shop.example/media\">")
        .contains("<Parameter name=\"pass\" value=\"a.b\"/>");
  }

  @Test
  void ids_of_another_form_are_not_sent() {
    assertThatThrownBy(() -> calls.hangUp("CA1/../x")).isInstanceOf(IllegalArgumentException.class);
    assertThat(provider.asked()).isEmpty();
  }
}
