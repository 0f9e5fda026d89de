package io.parley.voice.vonage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.parley.outbound.testing.MadeKeys;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls out, against a server that answers as Vonage's Voice API does.
class VonageCallsTest extends ProviderCallsTest {
  private static final String CALL = "63f61863-4a51-4f6b-86e1-46edebcf9356";
  private static final String APPLICATION = "78d335fa-323d-0114-9c3d-d6f0d48968cf";
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STARTED =
      """
      {"uuid":"%s","status":"started","direction":"outbound","conversation_uuid":"CON-f972836a"}\
      """
          .formatted(CALL);

  private VonageCalls calls;

  @TempDir Path files;

  VonageCallsTest() {
    super(201, STARTED);
  }

  @Override
  protected OutboundCalls calls() {
    return calls;
  }

  @BeforeEach
  void start() throws IOException {
    calls = calls("detect", pem(MadeKeys.RSA.getPrivate().getEncoded()));
  }

  private static String pem(byte[] key) {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(key));
  }

  private VonageCalls calls(String detection, String pem) throws IOException {
    var file = Files.writeString(files.resolve("private.key"), pem);
    var settings =
        VonageSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony.vonage {
                      signature-secret = "0123456789abcdef", application-id = "%s"
                      private-key-file = "%s", machine-detection = %s, api = "%s"
                    }
                    """
                        .formatted(APPLICATION, file, detection, provider.api()))
                .withFallback(ConfigFactory.defaultReference()));
    return new VonageCalls(
        settings,
        provider.http(),
        provider.claims(),
        new VonageCalls.Callbacks(URI.create("https://h/answer"), URI.create("https://h/events")),
        Runnable::run,
        () -> NOW);
  }

  private JsonNode body(int request) throws IOException {
    return JSON.readTree(provider.asked().get(request).body());
  }

  @Test
  void a_call_is_dialled_with_everything_vonage_needs() throws IOException {
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Dialled(CALL));
    assertThat(provider.asked().getFirst().method()).isEqualTo("POST");
    assertThat(provider.asked().getFirst().uri()).isEqualTo("/v1/calls");
    assertThat(body(0))
        .isEqualTo(
            JSON.readTree(
                """
                {"to":[{"type":"phone","number":"4940222"}],
                 "from":{"type":"phone","number":"4930111"},
                 "answer_url":["https://h/answer?tenant=default&order=k1"],"answer_method":"POST",
                 "event_url":["https://h/events?tenant=default&order=k1"],"event_method":"POST",
                 "ringing_timer":25,
                 "advanced_machine_detection":{"behavior":"continue","mode":"default"}}
                """));
  }

  @Test
  void vonage_does_not_listen_for_machines_unless_it_is_asked_to() throws IOException {
    calls = calls("off", pem(MadeKeys.RSA.getPrivate().getEncoded()));
    place("k1", "+4940222");
    assertThat(body(0).has("advanced_machine_detection")).isFalse();
  }

  @Test
  void each_request_has_a_token_under_the_applications_key() throws Exception {
    place("k1", "+4940222");
    place("k2", "+4940222");
    var first = provider.asked().get(0).credential();
    assertThat(first).startsWith("Bearer ").isNotEqualTo(provider.asked().get(1).credential());
    var parts = first.substring("Bearer ".length()).split("\\.", -1);
    var decoder = Base64.getUrlDecoder();
    assertThat(JSON.readTree(decoder.decode(parts[0])))
        .isEqualTo(JSON.readTree("{\"alg\":\"RS256\",\"typ\":\"JWT\"}"));
    var claims = JSON.readTree(decoder.decode(parts[1]));
    assertThat(claims.path("application_id").asText()).isEqualTo(APPLICATION);
    assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 300);
    assertThat(claims.path("jti").asText()).hasSize(36);
    var check = Signature.getInstance("SHA256withRSA");
    check.initVerify(MadeKeys.RSA.getPublic());
    check.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
    assertThat(check.verify(decoder.decode(parts[2]))).isTrue();
  }

  @Test
  void a_file_without_a_key_is_refused_by_its_name_and_not_shown() {
    for (var wrong :
        List.of("", "s3cret", "-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----"))
      assertThatThrownBy(() -> calls("off", wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("parley.telephony.vonage.private-key-file")
          .hasMessageContaining("private.key")
          .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> VonageToken.of(APPLICATION, files.resolve("absent.key"), () -> NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void refusals_have_a_category_and_no_number() {
    provider.answers(
        400,
        "{\"type\":\"BAD_REQUEST\",\"error_title\":\"Bad Request\",\"invalid_parameters\":[]}");
    var refused = MadeProvider.failure(() -> place("k1", "+4940222"));
    assertThat(refused.category()).isEqualTo(Category.REFUSED);
    assertThat(refused.code()).isEqualTo("400");
    assertThat(refused).hasMessageNotContaining("4940222");
    provider.answers(401, "{\"type\":\"UNAUTHORIZED\",\"error_title\":\"Unauthorized\"}");
    assertThat(category("k2")).isEqualTo(Category.CREDENTIALS);
    provider.answers(429, "{\"type\":\"TOO_MANY_REQUESTS\"}");
    assertThat(category("k3")).isEqualTo(Category.LIMITED);
    provider.answers(201, "{\"uuid\":\"../x\"}");
    assertThat(category("k4")).isEqualTo(Category.GARBAGE);
  }

  @Test
  void a_call_is_ended_or_transferred() throws IOException {
    provider.answers(204, "");
    calls.hangUp(CALL).toCompletableFuture().join();
    calls.transfer(CALL, "+4940222", Optional.of("+4930111")).toCompletableFuture().join();
    for (var asked : provider.asked()) {
      assertThat(asked.method()).isEqualTo("PUT");
      assertThat(asked.uri()).isEqualTo("/v1/calls/" + CALL);
    }
    assertThat(body(0)).isEqualTo(JSON.readTree("{\"action\":\"hangup\"}"));
    assertThat(body(1))
        .isEqualTo(
            JSON.readTree(
                """
                {"action":"transfer","destination":{"type":"ncco","ncco":[
                  {"action":"connect","from":"4930111",
                   "endpoint":[{"type":"phone","number":"4940222"}]}]}}
                """));
    assertThatThrownBy(() -> calls.hangUp("a/../b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void vonage_is_asked_how_a_call_goes() {
    provider.answers(200, details(CALL, "completed"));
    assertThat(look())
        .contains(
            new CallProgress(
                "vonage",
                CALL,
                Status.COMPLETED,
                Optional.of(Duration.ofSeconds(60)),
                Optional.empty()));
    provider.answers(404, "{\"type\":\"NOT_FOUND\",\"error_title\":\"Not Found\"}");
    assertThat(look()).isEmpty();
    provider.answers(404, "<html>");
    assertThatThrownBy(this::look).hasCauseInstanceOf(TelephonyFailure.class);
    for (var garbage : List.of(details("another", "completed"), details(CALL, "singing"), "{}")) {
      provider.answers(200, garbage);
      assertThatThrownBy(this::look).hasCauseInstanceOf(TelephonyFailure.class);
    }
  }

  private Optional<CallProgress> look() {
    return calls.look(CALL).toCompletableFuture().join();
  }

  private static String details(String call, String status) {
    return """
    {"uuid":"%s","status":"%s","direction":"outbound","duration":"60","rate":"0.39",\
    "to":{"type":"phone","number":"4940222"},"from":{"type":"phone","number":"4930111"}}\
    """
        .formatted(call, status);
  }
}
