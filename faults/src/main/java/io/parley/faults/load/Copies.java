package io.parley.faults.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.faults.fleet.Node;
import io.parley.faults.record.Digest;
import io.parley.faults.record.Entry;
import io.parley.faults.record.History;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Copies of messages over HTTP to any node, beside the socket: the same text under the same id.
/// Records whether they are answered. Thread safe.
final class Copies implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final History history;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  Copies(History history) {
    this.history = history;
  }

  /// @return completes when it is answered or lost, never exceptionally
  CompletableFuture<Void> send(
      String client, ChatClient.Session session, Node node, String id, String text) {
    history.add(new Entry.Sent(client, session.id(), node.name(), id, Digest.of(text)));
    var body = Frame.JSON.valueToTree(Map.of("id", id, "text", text)).toString();
    var request =
        HttpRequest.newBuilder(node.http().resolve("/v1/sessions/" + session.id() + "/messages"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + session.token())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              history.add(
                  failure == null
                      ? answered(client, session, node, id, answer)
                      : new Entry.Unanswered(
                          client, session.id(), node.name(), id, failure.toString()));
              return null;
            });
  }

  private static Entry answered(
      String client,
      ChatClient.Session session,
      Node node,
      String id,
      HttpResponse<String> answer) {
    if (answer.statusCode() != 202)
      return new Entry.Unanswered(
          client, session.id(), node.name(), id, Integer.toString(answer.statusCode()));
    try {
      long seq = Frame.JSON.readTree(answer.body()).get("seq").asLong();
      return new Entry.Acknowledged(client, session.id(), node.name(), id, seq);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a 202 that is no JSON", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
