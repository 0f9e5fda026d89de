package io.parley.server.e2e.stage;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;

/// The server's side of calls, in the wire format of PROTOCOL.md: WHIP, whose offers another
/// browser page answers (`/stage/other-end`), and the audio socket. The test controls everything
/// else.
final class StagedVoice {
  static final String AVAILABLE = "{\"available\":true,\"webrtc\":true}";
  static final String WITHOUT_WEBRTC = "{\"available\":true,\"webrtc\":false}";
  static final String DISABLED = "{\"available\":false,\"reason\":\"disabled\",\"webrtc\":false}";
  static final String MODELS_MISSING =
      "{\"available\":false,\"reason\":\"models-missing\",\"detail\":\"No"
          + " models.\",\"webrtc\":true}";

  private static final Pattern VOICE = Pattern.compile("/v1/sessions/([^/]+)/voice(?:/([^/]+))?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Materializer materializer;
  private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final Queue<ObjectNode> questions = new ArrayDeque<>();
  private final Queue<CompletableFuture<ObjectNode>> askers = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> languages = new CopyOnWriteArrayList<>();
  private final List<JsonNode> controls = new CopyOnWriteArrayList<>();
  private final List<StagedAudio> sockets = new CopyOnWriteArrayList<>();
  private volatile String availability = DISABLED;
  private volatile Optional<ObjectNode> refusal = Optional.empty();
  private volatile boolean withoutWay;
  private volatile boolean forgetful;
  private volatile boolean socketsRefused;
  private int calls;

  StagedVoice(Materializer materializer) {
    this.materializer = materializer;
  }

  /// @param json answer of `GET /v1/voice`
  void is(String json) {
    availability = json;
  }

  /// From now on WHIP offers are refused; null: accepted again.
  void refuse(ObjectNode problem) {
    refusal = Optional.ofNullable(problem);
  }

  /// From now on answers contain no candidates.
  void withoutWay(boolean is) {
    withoutWay = is;
  }

  /// Forgets all earlier calls.
  void forgetCalls() {
    forgetful = true;
  }

  /// From now on audio sockets are refused.
  void refuseSockets(boolean is) {
    socketsRefused = is;
  }

  /// The requests, such as `POST /v1/sessions/s1/voice`, oldest first.
  List<String> requests() {
    return List.copyOf(requests);
  }

  /// The requested languages of calls, oldest first.
  List<String> languages() {
    return List.copyOf(languages);
  }

  /// Waits until `count` requests begin like this.
  void awaitRequest(String start, int count) {
    await().until(() -> requests.stream().filter(r -> r.startsWith(start)).count() >= count);
  }

  /// The control messages to calls, over HTTP and over sockets.
  ///
  /// @return the message of number `count`, from 1
  JsonNode control(int count) {
    await().until(() -> controls.size() >= count);
    return controls.get(count - 1);
  }

  /// Waits for the audio socket opened as number `count`.
  StagedAudio socket(int count) {
    await().until(() -> sockets.size() >= count);
    return sockets.get(count - 1);
  }

  /// The answer to a voice request; empty for all others.
  Optional<CompletionStage<HttpResponse>> answer(HttpRequest request, String path, String body) {
    if (path.equals("/v1/voice")) return now(json(200, availability));
    if (path.equals("/stage/other-end")) return now(otherEnd());
    if (path.equals("/stage/asked")) return Optional.of(next().thenApply(this::asked));
    if (path.startsWith("/stage/answered/")) {
      answers.remove(path.substring("/stage/answered/".length())).complete(body);
      return now(HttpResponse.create().withStatus(204));
    }
    var voice = VOICE.matcher(path);
    if (!voice.matches()) return Optional.empty();
    requests.add(request.method().name() + " " + path);
    request.getUri().query().get("language").ifPresent(languages::add);
    return Optional.of(
        switch (request.method().name() + (voice.group(2) == null ? "" : " one")) {
          case "POST" -> begin(path, body);
          case "POST one" -> told(body);
          case "PATCH one" -> restart(request, voice.group(2), body);
          case "DELETE one" -> CompletableFuture.completedStage(HttpResponse.create());
          case "GET one" -> CompletableFuture.completedStage(socket(request));
          default -> throw new IllegalArgumentException(request.method().name() + " " + path);
        });
  }

  private CompletionStage<HttpResponse> begin(String path, String offer) {
    if (refusal.isPresent()) return CompletableFuture.completedStage(problem());
    var id = nextId();
    return ask(id, "offer", offer)
        .thenApply(
            sdp ->
                HttpResponse.create()
                    .withStatus(201)
                    .addHeader(RawHeader.create("Location", path + "/" + id))
                    .addHeader(RawHeader.create("ETag", "\"1\""))
                    .withEntity(
                        type("application/sdp"),
                        (withoutWay ? withoutCandidates(sdp) : sdp)
                            .getBytes(StandardCharsets.UTF_8)));
  }

  private CompletionStage<HttpResponse> restart(HttpRequest request, String id, String fragment) {
    if (forgetful) return CompletableFuture.completedStage(HttpResponse.create().withStatus(404));
    if (!request.getHeader("If-Match").map(h -> h.value().equals("*")).orElse(false))
      return CompletableFuture.completedStage(HttpResponse.create().withStatus(428));
    return ask(id, "restart", fragment)
        .thenApply(
            sdp ->
                HttpResponse.create()
                    .withStatus(200)
                    .addHeader(RawHeader.create("ETag", "\"2\""))
                    .withEntity(
                        type("application/trickle-ice-sdpfrag"),
                        sdp.getBytes(StandardCharsets.UTF_8)));
  }

  private CompletionStage<HttpResponse> told(String body) {
    controls.add(read(body));
    return CompletableFuture.completedStage(HttpResponse.create().withStatus(204));
  }

  private HttpResponse socket(HttpRequest request) {
    if (socketsRefused) return HttpResponse.create().withStatus(503);
    var upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade).orElseThrow();
    var codec = request.getUri().query().get("codec").orElse("");
    var id = request.getUri().query().get("call").orElseGet(this::nextId);
    var audio = new StagedAudio(id, codec, controls::add, materializer);
    sockets.add(audio);
    return upgrade.handleMessagesWith(audio.flow(), "parley.audio.v1");
  }

  private synchronized String nextId() {
    calls += 1;
    return "c" + calls;
  }

  private CompletionStage<String> ask(String id, String kind, String sdp) {
    var answer = new CompletableFuture<String>();
    answers.put(id, answer);
    var question = JSON.createObjectNode().put("id", id).put("kind", kind).put("sdp", sdp);
    synchronized (this) {
      if (askers.isEmpty()) questions.add(question);
      else askers.remove().complete(question);
    }
    return answer;
  }

  private synchronized CompletionStage<ObjectNode> next() {
    var next = new CompletableFuture<ObjectNode>();
    if (questions.isEmpty()) askers.add(next);
    else next.complete(questions.remove());
    return next;
  }

  private HttpResponse asked(ObjectNode question) {
    return json(200, question.toString());
  }

  private HttpResponse problem() {
    var problem = refusal.orElseThrow();
    return json(problem.path("status").asInt(), problem.toString());
  }

  private static ContentType type(String name) {
    return ContentTypes.parse(name);
  }

  private static String withoutCandidates(String sdp) {
    return sdp.lines()
        .filter(line -> !line.startsWith("a=candidate:"))
        .map(line -> line + "\r\n")
        .reduce("", String::concat);
  }

  private static Optional<CompletionStage<HttpResponse>> now(HttpResponse response) {
    return Optional.of(CompletableFuture.completedStage(response));
  }

  private static HttpResponse otherEnd() {
    try (var page = StagedVoice.class.getResourceAsStream("/voice/other-end.html")) {
      return HttpResponse.create()
          .withEntity(ContentTypes.TEXT_HTML_UTF8, ByteString.fromArray(page.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse json(int status, String body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, ByteString.fromString(body));
  }

  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }
}
