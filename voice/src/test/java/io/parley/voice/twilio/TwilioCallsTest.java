package io.parley.voice.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.parley.core.journal.StartRequests;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls.Order;
import io.parley.voice.telephony.OutboundCalls.Placed;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls out, against a server that answers as Twilio's REST API does.
class TwilioCallsTest {
  private static final String ACCOUNT = "AC" + "a".repeat(32);
  private static final String CALL = "CA" + "b".repeat(32);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String CREATED = "{\"sid\":\"%s\",\"status\":\"queued\"}".formatted(CALL);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Keys keys = new Keys();
  private volatile int status = 201;
  private volatile String answer = CREATED;
  private HttpServer server;
  private GuardedHttp http;
  private TwilioCalls calls;

  /// The table of idempotency keys.
  private static final class Keys implements StartRequests {
    private final Map<String, Map.Entry<String, SessionId>> claimed = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Claim> claim(
        TenantId tenant, Key key, String fingerprint, SessionId proposed) {
      var mine = Map.entry(fingerprint, proposed);
      var first = Optional.ofNullable(claimed.putIfAbsent(key.text(), mine)).orElse(mine);
      return CompletableFuture.completedStage(
          first.getKey().equals(fingerprint) ? new Granted(first.getValue()) : new Reused());
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"),
                      body));
          var bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    http =
        GuardedHttp.open(
            new GuardSettings(
                Allowed.of("allow", List.of("127.0.0.0/8")),
                new GuardLimits(LONG, LONG, LONG, LONG, 1 << 20),
                32 * 1024,
                5,
                100));
    calls = calls("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private TwilioCalls calls(String api) {
    return new TwilioCalls(
        new TwilioSettings(
            Optional.of(ACCOUNT),
            Optional.of("s3cret"),
            TwilioSettings.Mode.MEDIA,
            new TwilioSettings.Relay(Optional.empty(), Optional.empty(), Optional.empty()),
            URI.create(api)),
        http,
        new DialClaims(keys),
        new TwilioCalls.Callbacks(
            URI.create("https://h/v1/telephony/twilio/voice"), URI.create("https://h/status")),
        Runnable::run);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
  }

  private static Order order(String key, String to) {
    return new Order(
        TenantId.DEFAULT,
        key,
        "+4930111",
        to,
        Optional.of("support"),
        Optional.of("de"),
        Duration.ofSeconds(25));
  }

  private Placed place(String key, String to) {
    return calls.place(order(key, to)).toCompletableFuture().join();
  }

  @Test
  void a_call_is_dialled_with_everything_twilio_needs() {
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Dialled(CALL));
    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst())
        .startsWith("POST /2010-04-01/Accounts/" + ACCOUNT + "/Calls.json Basic ")
        .contains("From=%2B4930111", "To=%2B4940222", "Timeout=25", "Method=POST")
        .contains("tenant%3Ddefault%26agent%3Dsupport%26language%3Dde%26order%3Dk1")
        .contains("StatusCallbackEvent=ringing&StatusCallbackEvent=answered");
  }

  @Test
  void twilio_is_asked_how_a_call_goes() {
    status = 200;
    answer = "{\"sid\":\"%s\",\"status\":\"completed\",\"duration\":\"61\"}".formatted(CALL);
    assertThat(calls.look(CALL).toCompletableFuture().join())
        .contains(
            new CallProgress(
                "twilio",
                CALL,
                CallProgress.Status.COMPLETED,
                Optional.of(Duration.ofSeconds(61)),
                Optional.empty()));
    assertThat(requests.getFirst()).startsWith("GET /2010-04-01/Accounts/" + ACCOUNT + "/Calls/");
    status = 404;
    answer = "{\"code\":20404,\"status\":404}";
    assertThat(calls.look(CALL).toCompletableFuture().join()).isEmpty();
    answer = "{}";
    assertThatThrownBy(() -> calls.look(CALL).toCompletableFuture().join())
        .hasCauseInstanceOf(TelephonyFailure.class);
  }

  @Test
  void the_same_order_is_dialled_once_and_another_under_its_key_not_at_all() {
    place("k1", "+4940222");
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Repeated());
    assertThat(place("k1", "+4940333")).isEqualTo(new Placed.KeyReused());
    assertThat(requests).hasSize(1);
    place("k2", "+4940222");
    assertThat(requests).hasSize(2);
  }

  @Test
  void an_order_whose_answer_was_lost_is_not_dialled_again() {
    status = 502;
    answer = "<html>";
    assertThat(failure(() -> place("k1", "+4940222")))
        .satisfies(
            failure -> {
              assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
              assertThat(failure.mayHaveHappened()).isTrue();
              assertThat(failure.retryable()).isFalse();
            });
    status = 201;
    answer = CREATED;
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Repeated());
    assertThat(requests).hasSize(1);
  }

  @Test
  void twilios_refusals_have_a_category_and_its_code_and_no_number() {
    status = 400;
    answer = "{\"code\":21211,\"message\":\"The 'To' number +4940222 is not valid\"}";
    var refused = failure(() -> place("k1", "+4940222"));
    assertThat(refused.category()).isEqualTo(Category.REFUSED);
    assertThat(refused.code()).isEqualTo("21211");
    assertThat(refused).hasMessageNotContaining("4940222").hasMessageNotContaining("s3cret");
    status = 401;
    assertThat(failure(() -> place("k2", "+4940222")).category()).isEqualTo(Category.CREDENTIALS);
    status = 429;
    assertThat(failure(() -> place("k3", "+4940222")).category()).isEqualTo(Category.LIMITED);
    status = 201;
    answer = "{\"sid\":\"../x\"}";
    assertThat(failure(() -> place("k4", "+4940222")).category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void an_unreachable_server_got_nothing() {
    int port = server.getAddress().getPort();
    server.stop(0);
    calls = calls("http://127.0.0.1:" + port);
    var failure = failure(() -> place("k1", "+4940222"));
    assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(failure.mayHaveHappened()).isFalse();
    assertThat(failure.retryable()).isTrue();
  }

  private static TelephonyFailure failure(Runnable work) {
    try {
      work.run();
    } catch (CompletionException e) {
      return (TelephonyFailure) e.getCause();
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void a_call_is_ended_or_transferred() {
    status = 200;
    calls.hangUp(CALL).toCompletableFuture().join();
    calls.transfer(CALL, "+4940222", Optional.of("+4930111")).toCompletableFuture().join();
    assertThat(requests.get(0)).contains("/Calls/" + CALL + ".json").endsWith("Status=completed");
    assertThat(requests.get(1)).contains("Twiml=").contains("%3CDial+callerId%3D%22%2B4930111%22");
  }

  @Test
  void numbers_and_ids_of_another_form_are_not_sent() {
    for (var wrong : List.of("4930", "+0", "+49 30", "sip:a@b", ""))
      assertThatThrownBy(() -> calls.place(order("k", wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> calls.hangUp("CA1/../x")).isInstanceOf(IllegalArgumentException.class);
    assertThat(requests).isEmpty();
    assertThat(keys.claimed).isEmpty();
  }
}
