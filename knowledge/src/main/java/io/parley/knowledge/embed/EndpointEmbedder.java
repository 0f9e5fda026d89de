package io.parley.knowledge.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.fault.ProviderFailure;
import io.parley.core.model.Embedder;
import io.parley.knowledge.embed.EmbedderFailure.Category;
import io.parley.outbound.breaker.Breaker;
import io.parley.outbound.http.Clients;
import io.parley.outbound.http.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// Vectors by a server with OpenAI's `POST /embeddings` (the OpenAPI document of openai-openapi;
/// Ollama, vLLM, LocalAI and others have it, too). A breaker spares a server that fails; the caller
/// tries again later.
public final class EndpointEmbedder implements Embedder, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Of an answer, a vector's number takes about 22 characters.
  private static final int ANSWER_BYTES_PER_NUMBER = 64;

  private static final int ANSWER_BYTES_MORE = 64 * 1_024;

  private final EmbedderSettings.Endpoint settings;
  private final InstantSource clock;
  private final HttpClient client;
  private final Breaker breaker;
  private volatile boolean closed;

  public EndpointEmbedder(EmbedderSettings.Endpoint settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.client =
        Clients.of(
            settings.url(), settings.connectTimeout(), Executors.newVirtualThreadPerTaskExecutor());
    this.breaker = new Breaker(settings.breaker(), clock, _ -> {});
  }

  /// The same model at another address has the same vectors.
  @Override
  public String id() {
    return "openai-%s-%d".formatted(settings.model(), settings.dimensions());
  }

  @Override
  public int dimensions() {
    return settings.dimensions();
  }

  /// @throws EmbedderFailure if a batch fails
  @Override
  public List<float[]> embed(List<String> texts) {
    var vectors = new ArrayList<float[]>(texts.size());
    for (int from = 0; from < texts.size(); from += settings.batch())
      vectors.addAll(guarded(texts.subList(from, Math.min(texts.size(), from + settings.batch()))));
    return vectors;
  }

  /// Requests under way fail.
  @Override
  public void close() {
    closed = true;
    client.shutdownNow();
  }

  private List<float[]> guarded(List<String> texts) {
    if (closed) throw new RejectedExecutionException("the embedder is closed");
    if (!breaker.enter())
      throw failure(Category.UNAVAILABLE, "%s failed too often, and is spared".formatted(host()));
    try {
      var vectors = asked(texts);
      breaker.succeeded();
      return vectors;
    } catch (ProviderFailure failure) {
      breaker.failed(failure);
      throw failure;
    } catch (InterruptedException e) {
      breaker.learnedNothing();
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    }
  }

  private List<float[]> asked(List<String> texts) throws InterruptedException {
    try {
      var response = client.send(request(texts), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        if (response.statusCode() != 200) throw refused(response);
        int max = texts.size() * settings.dimensions() * ANSWER_BYTES_PER_NUMBER;
        return vectors(body.readNBytes(max + ANSWER_BYTES_MORE), texts.size());
      }
    } catch (IOException e) {
      if (closed) throw new RejectedExecutionException("the embedder is closed", e);
      // the exception's message may quote the answer
      throw new EmbedderFailure(
          Category.UNAVAILABLE,
          "no answer from %s (%s)".formatted(host(), e.getClass().getSimpleName()),
          Optional.empty(),
          e);
    }
  }

  private HttpRequest request(List<String> texts) {
    var body = JSON.createObjectNode();
    body.put("model", settings.model()).put("encoding_format", "float");
    var input = body.putArray("input");
    for (var text : texts) input.add(LocalModel.Texts.bounded(text, settings.textChars()));
    var request =
        HttpRequest.newBuilder(URI.create(settings.url() + "/embeddings"))
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toString().getBytes(UTF_8)));
    settings.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private EmbedderFailure refused(HttpResponse<?> response) {
    int status = response.statusCode();
    var category =
        switch (status) {
          case 401, 402, 403 -> Category.DENIED;
          case 408 -> Category.UNAVAILABLE;
          case 429 -> Category.RATE_LIMITED;
          default -> status / 100 == 4 ? Category.REFUSED : Category.UNAVAILABLE;
        };
    return new EmbedderFailure(
        category,
        "%s answered %d".formatted(host(), status),
        RetryAfter.of(response.headers(), clock.instant()),
        null);
  }

  /// Answers may come in another order; each has its text's number.
  private List<float[]> vectors(byte[] answer, int texts) {
    var vectors = new float[texts][];
    for (var entry : parsed(answer).path("data")) {
      int index = entry.path("index").asInt(-1);
      if (index < 0 || index >= texts || vectors[index] != null)
        throw failure(Category.GARBAGE, "%s numbers its vectors wrongly".formatted(host()));
      vectors[index] = vector(entry.path("embedding"));
    }
    for (var vector : vectors)
      if (vector == null) throw failure(Category.GARBAGE, "%s left out a vector".formatted(host()));
    return Arrays.asList(vectors);
  }

  private JsonNode parsed(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw failure(Category.GARBAGE, "%s answered no JSON, or too much".formatted(host()));
    }
  }

  private float[] vector(JsonNode numbers) {
    if (numbers.size() != settings.dimensions())
      throw failure(
          Category.GARBAGE,
          "%s answered %d dimensions (expected: %d, see parley.embedder.openai.dimensions)"
              .formatted(host(), numbers.size(), settings.dimensions()));
    var vector = new float[numbers.size()];
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) numbers.get(i).asDouble(Double.NaN);
      sum += vector[i] * vector[i];
    }
    double length = Math.sqrt(sum);
    if (!(length > 0 && Double.isFinite(length)))
      throw failure(Category.GARBAGE, "%s answered no direction".formatted(host()));
    for (int i = 0; i < vector.length; i++) vector[i] /= (float) length;
    return vector;
  }

  private EmbedderFailure failure(Category category, String message) {
    return new EmbedderFailure(category, message, Optional.empty(), null);
  }

  private String host() {
    return settings.url().getHost();
  }
}
