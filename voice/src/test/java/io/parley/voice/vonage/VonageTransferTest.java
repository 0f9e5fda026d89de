package io.parley.voice.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.outbound.testing.MadeKeys;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.TelephonyFailure.Category;
import io.parley.voice.testing.MadeProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls of Vonage that are handed over, against a server that answers as Vonage's Voice API does.
class VonageTransferTest {
  private static final String CALL = "63f61863-4a51-4f6b-86e1-46edebcf9356";
  private static final String COLLEAGUE = "00000000-4a51-4f6b-86e1-46edebcf9356";
  private static final String NUMBER = "493012345";
  private static final TransferAddress TARGET = TransferAddress.of("+4940123456");
  private static final Optional<URI> BACK = Optional.of(URI.create("https://h/events?back=p.s"));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CalledColleagues colleagues = new CalledColleagues();
  private MadeProvider provider;
  private VonageCalls calls;

  @TempDir Path files;

  @BeforeEach
  void start() throws IOException {
    provider = new MadeProvider(204, "");
    var key = MadeKeys.RSA.getPrivate().getEncoded();
    var file =
        Files.writeString(
            files.resolve("private.key"),
            "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key)));
    var settings =
        VonageSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony.vonage {
                      signature-secret = "0123456789abcdef", application-id = app
                      private-key-file = "%s", api = "%s"
                    }
                    """
                        .formatted(file, provider.api()))
                .withFallback(ConfigFactory.defaultReference()));
    calls =
        new VonageCalls(
            settings,
            provider.http(),
            provider.claims(),
            new VonageCalls.Callbacks(
                URI.create("https://h/answer"), URI.create("https://h/events")),
            Runnable::run,
            () -> Instant.ofEpochSecond(1_790_000_000));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private CallTransfer transfer(String number, Optional<URI> back) {
    var means = new VonageTransfer.Means(calls, colleagues, Duration.ofSeconds(25));
    return new VonageTransfer(means, TenantId.DEFAULT, CALL, number, () -> back);
  }

  private JsonNode handedOver(CallTransfer transfer, TransferAddress to) throws IOException {
    transfer.handOver(to).toCompletableFuture().join();
    var asked = provider.asked().getLast();
    assertThat(asked.method()).isEqualTo("PUT");
    assertThat(asked.uri()).isEqualTo("/v1/calls/" + CALL);
    return JSON.readTree(asked.body());
  }

  @Test
  void blind_the_call_is_connected_with_the_target_and_vonage_asks_when_nobody_answers()
      throws IOException {
    assertThat(handedOver(transfer(NUMBER, BACK), TARGET))
        .isEqualTo(
            JSON.readTree(
                """
                {"action":"transfer","destination":{"type":"ncco","ncco":[
                  {"action":"connect","from":"493012345","timeout":25,
                   "endpoint":[{"type":"phone","number":"4940123456"}],
                   "eventType":"synchronous","eventUrl":["https://h/events?back=p.s"],
                   "eventMethod":"POST"}]}}
                """));
  }

  @Test
  void without_a_way_back_the_call_ends_when_nobody_answers() throws IOException {
    var connect =
        handedOver(transfer("+493012345", Optional.empty()), TARGET).at("/destination/ncco/0");
    assertThat(connect.path("from").asText()).isEqualTo("493012345");
    assertThat(connect.has("eventType")).isFalse();
    assertThat(connect.has("eventUrl")).isFalse();
  }

  @Test
  void a_sip_address_is_an_endpoint_of_its_own_kind() throws IOException {
    var sip = TransferAddress.of("sip:sales@pbx.example");
    var connect = handedOver(transfer("shop", BACK), sip).at("/destination/ncco/0");
    assertThat(connect.has("from")).isFalse();
    assertThat(connect.path("endpoint"))
        .isEqualTo(JSON.readTree("[{\"type\":\"sip\",\"uri\":\"sip:sales@pbx.example\"}]"));
  }

  @Test
  void the_sound_of_a_call_is_connected_with_another_socket() throws IOException {
    var socket = URI.create("wss://h/media");
    transfer(NUMBER, BACK).reconnect(socket, "p.s").toCompletableFuture().join();
    var asked = JSON.readTree(provider.asked().getLast().body());
    assertThat(asked.path("action").asText()).isEqualTo("transfer");
    var endpoint = asked.at("/destination/ncco/0/endpoint/0");
    assertThat(endpoint.path("type").asText()).isEqualTo("websocket");
    assertThat(endpoint.path("uri").asText()).isEqualTo("wss://h/media?pass=p.s");
    assertThat(endpoint.path("content-type").asText()).isEqualTo("audio/l16;rate=16000");
  }

  @Test
  void a_refused_request_leaves_the_caller_where_they_are() {
    provider.answers(404, "{\"type\":\"NOT_FOUND\"}");
    var outcome = transfer(NUMBER, BACK).handOver(TARGET).toCompletableFuture();
    var failure = MadeProvider.failure(outcome::join);
    assertThat(failure.category()).isEqualTo(Category.REFUSED);
    assertThat(failure.mayHaveHappened()).isFalse();
  }

  @Test
  void modes_depend_on_the_target_and_on_our_number() {
    var transfer = transfer(NUMBER, BACK);
    var sip = TransferAddress.of("sip:sales@pbx.example");
    assertThat(transfer.isPossible()).isTrue();
    assertThat(transfer.may(TransferMode.BLIND, TARGET)).isTrue();
    assertThat(transfer.may(TransferMode.BLIND, sip)).isTrue();
    assertThat(transfer.may(TransferMode.BLIND, TransferAddress.of("sips:a@pbx.example")))
        .isFalse();
    assertThat(transfer.may(TransferMode.ATTENDED, TARGET)).isTrue();
    assertThat(transfer.may(TransferMode.ATTENDED, sip)).isFalse();
    assertThat(transfer("shop", BACK).may(TransferMode.ATTENDED, TARGET)).isFalse();
  }

  @Test
  void attended_a_colleague_is_called_from_our_number_and_hung_up_when_not_wanted()
      throws IOException {
    provider.answers(201, "{\"uuid\":\"%s\",\"status\":\"started\"}".formatted(COLLEAGUE));
    var order = new TransferOrder("key", "sales", "Sales", TARGET, TransferMode.ATTENDED, "");
    var colleague = transfer(NUMBER, BACK).call(order, Duration.ofSeconds(20));
    var body = JSON.readTree(provider.asked().getLast().body());
    assertThat(body.at("/to/0/number").asText()).isEqualTo("4940123456");
    assertThat(body.at("/from/number").asText()).isEqualTo("493012345");
    assertThat(body.path("ringing_timer").asInt()).isEqualTo(20);
    assertThat(body.at("/answer_url/0").asText())
        .matches("https://h/answer\\?tenant=default&order=[0-9a-f]{32}");
    assertThat(colleagues.isExpected(COLLEAGUE)).isTrue();

    provider.answers(204, "");
    colleague.giveUp();
    assertThat(colleagues.isExpected(COLLEAGUE)).isFalse();
    assertThat(provider.asked().getLast().uri()).isEqualTo("/v1/calls/" + COLLEAGUE);
    assertThat(provider.asked().getLast().body()).isEqualTo("{\"action\":\"hangup\"}");
  }
}
