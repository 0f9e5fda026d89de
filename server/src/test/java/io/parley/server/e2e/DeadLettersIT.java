package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.parley.server.CommandLineRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Calls of a service that is down: people have them made again when it is up, or drop them.
class DeadLettersIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final String SOURCE = "/v1/tool-sources/till";
  private static final String LETTERS = "/v1/dead-letters";
  private static final String LIMITS =
      "\"limits\": {\"till.*\": \"1 call a session, 0.05 EUR a call\"}, ";

  @TempDir Path directory;

  private final Caller operator = Caller.with(ServerProcess.OPERATOR_TOKEN);

  @Test
  void a_call_of_a_service_that_is_down_is_made_once_when_it_is_up() throws Exception {
    int port = FreePort.find();
    send("PUT", definition(port));
    await().until(() -> operator.get(SERVER, SOURCE).at("/tools/0/approved").asBoolean());
    var session = refund("m1");
    var other = refund("m2");
    var letter = letter(session, "open");
    assertThat(letter.path("tool").asText()).isEqualTo("till.refund");
    assertThat(letter.path("arguments").path("order").asText()).isEqualTo("1042");
    assertThat(letter.path("tries").asInt()).isPositive();
    var id = letter.path("id").asText();
    var customer = Caller.with(session.token());
    customer.post(SERVER, "/v1/sessions/" + session.id() + "/end", "{}", 202);

    var keys = new CopyOnWriteArrayList<String>();
    var service = till(port, keys);
    try {
      // its breaker may be open: the letter stays until the service is asked again
      await().until(() -> letters("retry", id).code() == 0 || !keys.isEmpty());
      assertThat(letter(session, "delivered").path("id").asText()).isEqualTo(id);
      assertThat(keys).containsExactly("default:" + session.id() + ":1.1");
      var settled =
          customer.events(SERVER, session).stream()
              .map(JsonNode::toString)
              .filter(event -> event.contains("tool-call-settled"))
              .toList();
      assertThat(settled.getLast()).contains("succeeded");
      var again = operator.post(SERVER, LETTERS + "/" + id + "/retry", "{\"id\": \"r\"}", 409);
      assertThat(again.path("type").asText()).endsWith("call-not-found");

      var unwanted = letter(other, "open").path("id").asText();
      assertThat(letters("list").output()).contains(unwanted).doesNotContain(id);
      assertThat(letters("drop", unwanted, "--note", "paid by hand").code()).isZero();
      assertThat(letter(other, "dropped").path("note").asText()).isEqualTo("paid by hand");
      assertThat(keys).hasSize(1);

      send("PUT", definition(port).replaceFirst("\\{", "{" + LIMITS));
      await().until(() -> operator.get(SERVER, SOURCE).at("/tools/0/cost").has("micros"));
      isLimited(keys);
    } finally {
      service.stop(0);
      send("DELETE", "");
    }
  }

  /// A call over a limit is not made, and the model is told.
  private void isLimited(List<String> keys) throws IOException, InterruptedException {
    var session = refund("m3");
    var customer = Caller.with(session.token());
    customer.say(SERVER, session, "m4", "refund, please");
    await()
        .until(
            () ->
                customer.events(SERVER, session).toString().split("reply-completed", -1).length
                    > 2);
    assertThat(keys).hasSize(2).last().isEqualTo("default:" + session.id() + ":1.1");
    var settled =
        operator.events(SERVER, session).stream()
            .map(each -> each.path("event"))
            .filter(event -> event.path("kind").asText().equals("tool-call-settled"))
            .toList();
    assertThat(settled)
        .extracting(event -> event.path("outcome").asText())
        .containsExactly("succeeded", "rejected");
    assertThat(settled.getLast().at("/result/error").asText())
        .startsWith("the limit of 1 call a session for till.* is reached: this call was not made");
    var spent = operator.get(SERVER, "/v1/sessions/" + session.id()).path("usage");
    assertThat(spent.path("costMicros").asLong()).isEqualTo(50_000);
    assertThat(spent.path("currency").asText()).isEqualTo("EUR");
  }

  private static String definition(int port) {
    return """
    {"kind": "openapi", "settings": {"approval": "never", "document": {"openapi": "3.1.0",
      "servers": [{"url": "http://127.0.0.1:%d"}], "paths": {"/refunds": {"post": {"operationId": "refund",
      "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}],
      "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object",
      "properties": {"order": {"type": "string"}}, "required": ["order"]}}}}}}}}}}\
    """
        .formatted(port);
  }

  /// A service that pays back.
  private static HttpServer till(int port, List<String> keys) throws IOException {
    var service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    service.createContext(
        "/refunds",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          var bytes = "{\"refund\": \"R-7\"}".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    service.start();
    return service;
  }

  private static Caller.Session refund(String id) throws IOException, InterruptedException {
    var session = Caller.start(SERVER);
    var customer = Caller.with(session.token());
    customer.say(SERVER, session, id, "refund, please");
    await()
        .untilAsserted(
            () ->
                assertThat(customer.events(SERVER, session).toString())
                    .contains("reply-completed"));
    return session;
  }

  /// The session's letter, once it is in this state.
  private JsonNode letter(Caller.Session session, String state) {
    var path = LETTERS + "/" + session.id() + ":1.1";
    await()
        .until(
            () ->
                operator.status(SERVER, path) == 200
                    && operator.get(SERVER, path).path("state").asText().equals(state));
    try {
      return operator.get(SERVER, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// In this JVM, with settings that name the server's data directory and token.
  private CommandLineRun letters(String... command) throws IOException {
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            "parley { data = \"%s\", tokens.operator = \"%s\" }"
                .formatted(SERVER.data(), ServerProcess.OPERATOR_TOKEN));
    var arguments =
        new ArrayList<>(List.of("tools", "--config", settings.toString(), "dead-letters"));
    arguments.addAll(List.of(command));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static void send(String method, String body) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(SERVER.http(SOURCE))
                  .method(method, BodyPublishers.ofString(body))
                  .header("Authorization", "Bearer " + ServerProcess.OPERATOR_TOKEN)
                  .header("Content-Type", "application/json")
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }
  }
}
