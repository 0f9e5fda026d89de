package io.parley.server.e2e.stage;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.server.e2e.browser.Patience;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

/// A session played by the test. Messages of customers are stored and acknowledged like real ones,
/// and sent to every connection; replies come from the test only.
final class StagedSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUFFER = 10_000;
  private static final int RATINGS_MAX = 5;

  private final String id;
  private final Materializer materializer;
  private final List<ObjectNode> journal = new ArrayList<>();
  private final List<JsonNode> heard = new ArrayList<>();
  private final List<SourceQueueWithComplete<Message>> lines = new ArrayList<>();
  private Instant at = Instant.parse("2026-11-20T09:30:00Z").truncatedTo(ChronoUnit.SECONDS);
  private Optional<ObjectNode> refusal = Optional.empty();
  private boolean mute;
  private int ratings;

  StagedSession(String id, Materializer materializer) {
    this.id = id;
    this.materializer = materializer;
  }

  String id() {
    return id;
  }

  static ObjectNode problem(int status, String slug) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "/problems/" + slug)
        .put("title", "Refused as " + slug)
        .put("status", status);
  }

  /// Stores an event and sends it to every connection.
  ///
  /// @param json the event itself, from `kind` on
  /// @return its `seq`
  synchronized long record(String json) {
    at = at.plusSeconds(20);
    long seq = journal.size() + 1L;
    var frame = JSON.createObjectNode().put("type", "event").put("seq", seq);
    frame.put("at", at.toString().replace("Z", ".000Z")).set("event", read(json));
    journal.add(frame);
    tell(frame);
    return seq;
  }

  /// A frame that is not stored: `delta`, `typing`, `draining`.
  synchronized void send(String json) {
    tell((ObjectNode) read(json));
  }

  synchronized void delta(int turn, int attempt, int from, String text) {
    tell(
        JSON.createObjectNode()
            .put("type", "delta")
            .put("turn", turn)
            .put("attempt", attempt)
            .put("from", from)
            .put("text", text));
  }

  /// A whole turn that answers the newest words.
  void reply(int turn, String text) {
    open(turn);
    complete(turn, text, "");
  }

  synchronized void open(int turn) {
    record("{\"kind\":\"turn-started\",\"turn\":%d,\"said\":[%d]}".formatted(turn, journal.size()));
  }

  /// @param more fields beyond the usual ones, beginning with a comma
  synchronized void complete(int turn, String text, String more) {
    record(
        "{\"kind\":\"reply-completed\",\"turn\":%d,\"text\":%s,\"millis\":900%s}"
            .formatted(turn, quoted(text), more));
  }

  void said(String by, String text) {
    record(
        "{\"kind\":\"said\",\"id\":\"x%d\",\"by\":\"%s\",\"text\":%s,\"channel\":\"web\"}"
            .formatted(System.nanoTime(), by, quoted(text)));
  }

  /// Ends it, archives it, and closes every connection, like the real one.
  synchronized void end(String reason, String by) {
    record("{\"kind\":\"session-ended\",\"reason\":\"%s\",\"by\":\"%s\"}".formatted(reason, by));
    archive();
  }

  /// The archive is written: closes every connection, since all events were sent.
  synchronized void archive() {
    record("{\"kind\":\"session-archived\",\"bytes\":512,\"sha256\":\"00\"}");
    close(1000);
  }

  /// Closes every connection with a code, after a frame that names it.
  synchronized void close(int code) {
    send("{\"type\":\"closing\",\"code\":%d}".formatted(code));
    lines.forEach(SourceQueueWithComplete::complete);
    lines.clear();
  }

  /// The journal is restored from a backup that ends after `seq`: every connection is told that it
  /// is ahead.
  synchronized void restoredTo(long seq) {
    journal.removeIf(frame -> frame.get("seq").asLong() > seq);
    close(4409);
  }

  /// Breaks every connection.
  synchronized void cut() {
    lines.forEach(line -> line.fail(new IllegalStateException("the connection was cut")));
    lines.clear();
  }

  /// From now on commands of customers are refused with `problem`; null: accepted again.
  synchronized void refuse(ObjectNode problem) {
    refusal = Optional.ofNullable(problem);
  }

  /// From now on frames of customers are neither answered nor stored.
  synchronized void mute(boolean is) {
    mute = is;
  }

  /// The open connections.
  synchronized int lines() {
    return lines.size();
  }

  /// Waits until customers have sent `count` frames of a type.
  ///
  /// @return the last of them
  JsonNode awaitHeard(String type, int count) {
    await().until(() -> heard(type).size() >= count);
    return heard(type).get(count - 1);
  }

  /// The received frames of one type.
  synchronized List<JsonNode> heard(String type) {
    return heard.stream().filter(frame -> frame.path("type").asText().equals(type)).toList();
  }

  synchronized ObjectNode rated(ObjectNode rating) {
    heard.add(rating.put("type", "rate-over-http"));
    if (refusal.isPresent()) return refusal.get();
    if (ratings >= RATINGS_MAX) return problem(409, "too-many-ratings");
    ratings += 1;
    var event = JSON.createObjectNode().put("kind", "rated").put("by", "customer");
    event.set("id", rating.get("id"));
    event.set("score", rating.get("score"));
    if (rating.has("comment")) event.set("comment", rating.get("comment"));
    return JSON.createObjectNode()
        .put("id", rating.get("id").asText())
        .put("seq", record(event.toString()));
  }

  /// A connection that sends everything after `after`, and then live events.
  synchronized Flow<Message, Message, NotUsed> line(long after) {
    Pair<SourceQueueWithComplete<Message>, Source<Message, NotUsed>> out =
        Source.<Message>queue(BUFFER, OverflowStrategy.fail()).preMaterialize(materializer);
    var line = out.first();
    journal.stream()
        .filter(frame -> frame.get("seq").asLong() > after)
        .forEach(frame -> offer(line, frame));
    offer(line, JSON.createObjectNode().put("type", "caught-up").put("seq", journal.size()));
    lines.add(line);
    line.watchCompletion().whenComplete((_, _) -> left(line));
    if (isArchived()) close(1000);
    var in =
        Flow.<Message>create()
            .mapAsync(
                1, m -> m.asTextMessage().toStrict(Patience.PATIENCE.toMillis(), materializer))
            .to(Sink.foreach(text -> hear(line, read(text.getStrictText()))));
    return Flow.fromSinkAndSourceCoupled(in, out.second());
  }

  private synchronized void left(SourceQueueWithComplete<Message> line) {
    lines.remove(line);
  }

  private boolean isArchived() {
    return journal.stream()
        .anyMatch(frame -> frame.at("/event/kind").asText().equals("session-archived"));
  }

  private synchronized void hear(SourceQueueWithComplete<Message> line, JsonNode frame) {
    heard.add(frame);
    if (mute) return;
    switch (frame.get("type").asText()) {
      case "ping" -> offer(line, JSON.createObjectNode().put("type", "pong"));
      case "typing" -> {
        var typing = JSON.createObjectNode().put("type", "typing").put("by", "customer");
        lines.stream().filter(other -> !other.equals(line)).forEach(other -> offer(other, typing));
      }
      // its reply is the next frame of its form
      case "form" -> {}
      default -> command(line, (ObjectNode) frame);
    }
  }

  private void command(SourceQueueWithComplete<Message> line, ObjectNode frame) {
    var answer = JSON.createObjectNode().put("id", frame.get("id").asText());
    if (refusal.isPresent()) {
      answer.put("type", "rejected").set("problem", refusal.get());
      offer(line, answer);
      return;
    }
    var event = frame.deepCopy().put("by", "customer");
    event.remove("type");
    switch (frame.get("type").asText()) {
      case "say" -> record(event.put("kind", "said").put("channel", "web").toString());
      case "rate" -> record(event.put("kind", "rated").toString());
      case "interrupt" -> record(event.put("kind", "turn-interrupted").put("heard", "").toString());
      case "end" ->
          record(event.put("kind", "session-ended").put("reason", "customer-left").toString());
      default -> throw new IllegalArgumentException("a frame that the page does not send");
    }
    offer(line, answer.put("type", "accepted").put("seq", journal.size()));
  }

  private void tell(ObjectNode frame) {
    lines.forEach(line -> offer(line, frame));
  }

  private static void offer(SourceQueueWithComplete<Message> line, ObjectNode frame) {
    line.offer(TextMessage.create(frame.toString()));
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }
}
