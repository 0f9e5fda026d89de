package io.parley.knowledge.rerank;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.fault.ProviderFailure;
import io.parley.core.knowledge.Reranker;
import io.parley.knowledge.rerank.RerankerFailure.Category;
import io.parley.knowledge.rerank.RerankerSettings.Wire;
import io.parley.outbound.breaker.Breaker;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.outbound.guard.GuardedResponse;
import io.parley.outbound.http.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A server with `POST /rerank`: Cohere's API (Jina and vLLM have it, too), or that of Hugging
/// Face's Text Embeddings Inference. A breaker spares a server that fails.
public final class EndpointReranker implements Reranker, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /// Some servers repeat the texts, and JSON may write a character with six bytes.
  private static final int ANSWER_BYTES_PER_CHAR = 6;

  private static final int ANSWER_BYTES_MORE = 64 * 1_024;

  private final RerankerSettings settings;
  private final GuardSettings guard;
  private final InstantSource clock;
  private final GuardedHttp http;
  private final Breaker breaker;

  /// @param guard the server of the settings is allowed in addition: the operator chose it
  public EndpointReranker(RerankerSettings settings, GuardSettings guard, InstantSource clock) {
    this.settings = settings;
    this.guard = guard;
    this.clock = clock;
    this.http =
        GuardedHttp.open(
            new GuardSettings(
                with(guard.allowed(), settings.url()),
                guard.limits(),
                guard.headersMax(),
                guard.redirectsMax(),
                guard.requestsMax()));
    this.breaker = new Breaker(settings.breaker(), clock, _ -> {});
  }

  private static Allowed with(Allowed allowed, URI url) {
    int usual = url.getScheme().equals("http") ? HTTP_PORT : HTTPS_PORT;
    int port = url.getPort() < 0 ? usual : url.getPort();
    var hosts = new HashSet<>(allowed.hosts());
    hosts.add(url.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    return new Allowed(allowed.ranges(), hosts);
  }

  /// @throws RerankerFailure if there is no answer within the time of the settings
  @Override
  public List<Integer> rank(String question, List<String> texts) {
    if (!breaker.enter())
      throw new RerankerFailure(
          Category.SPARED, "%s failed too often, and is spared".formatted(host()));
    try {
      var order = asked(question, texts);
      breaker.succeeded();
      return order;
    } catch (ProviderFailure failure) {
      breaker.failed(failure);
      throw failure;
    }
  }

  /// Requests under way fail.
  @Override
  public void close() {
    http.close();
  }

  private List<Integer> asked(String question, List<String> texts) {
    try (var response = http.send(request(question, texts))) {
      if (response.status() != 200) throw refused(response);
      return order(response.bytes(), texts.size());
    } catch (GuardFailure failure) {
      var category =
          switch (failure.category()) {
            case BUSY, CANCELLED -> Category.SPARED;
            case REFUSED -> Category.DENIED;
            case TOO_LARGE -> Category.GARBAGE;
            case UNKNOWN_HOST, NO_CONNECTION, TIMEOUT, BROKEN -> Category.UNAVAILABLE;
          };
      throw new RerankerFailure(category, failure.getMessage(), Optional.empty(), failure);
    }
  }

  private GuardedRequest request(String question, List<String> texts) {
    var body = JSON.createObjectNode();
    settings.model().ifPresent(model -> body.put("model", model));
    body.put("query", bounded(question));
    var list = body.putArray(settings.wire() == Wire.TEI ? "texts" : "documents");
    for (var text : texts) list.add(bounded(text));
    if (settings.wire() == Wire.COHERE) body.put("top_n", texts.size());
    long answerMax = (long) texts.size() * settings.textChars() * ANSWER_BYTES_PER_CHAR;
    var request =
        GuardedRequest.post(
                URI.create(settings.url() + "/rerank"),
                "application/json",
                body.toString().getBytes(UTF_8))
            .with("Accept", "application/json")
            .within(guard.limits().within(settings.timeout()).upTo(answerMax + ANSWER_BYTES_MORE));
    return settings
        .apiKey()
        .map(key -> request.withCredential("Authorization", "Bearer " + key))
        .orElse(request);
  }

  private String bounded(String text) {
    int max = settings.textChars();
    if (text.length() <= max) return text;
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }

  private RerankerFailure refused(GuardedResponse response) {
    int status = response.status();
    var category =
        switch (status) {
          case 401, 402, 403 -> Category.DENIED;
          case 408 -> Category.UNAVAILABLE;
          case 429 -> Category.RATE_LIMITED;
          default -> status / 100 == 4 ? Category.REFUSED : Category.UNAVAILABLE;
        };
    return new RerankerFailure(
        category,
        "%s answered %d".formatted(host(), status),
        RetryAfter.of(response.headers(), clock.instant()),
        null);
  }

  /// `{"results": [{"index": 0, "relevance_score": 0.9}]}`, or `[{"index": 0, "score": 0.9}]`.
  private List<Integer> order(byte[] answer, int texts) {
    record Scored(int index, double score) {}
    var parsed = parsed(answer);
    var scored = new ArrayList<Scored>();
    var seen = new HashSet<Integer>();
    for (var entry : parsed.isArray() ? parsed : parsed.path("results")) {
      int index = entry.path("index").asInt(-1);
      var number = entry.has("relevance_score") ? entry.get("relevance_score") : entry.get("score");
      double score = number == null || !number.isNumber() ? Double.NaN : number.doubleValue();
      if (index < 0 || index >= texts || !seen.add(index) || !Double.isFinite(score))
        throw garbage("%s answered a wrong number or score".formatted(host()));
      scored.add(new Scored(index, score));
    }
    if (scored.isEmpty()) throw garbage("%s answered no results".formatted(host()));
    // equal scores keep the order of the search
    scored.sort(
        Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::index));
    return scored.stream().map(Scored::index).toList();
  }

  private JsonNode parsed(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      // the exception's message may quote the answer
      throw garbage("%s answered no JSON".formatted(host()));
    }
  }

  private static RerankerFailure garbage(String message) {
    return new RerankerFailure(Category.GARBAGE, message);
  }

  private String host() {
    return settings.url().getHost();
  }
}
