package io.parley.tools.model.langchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.outbound.http.Clients;
import io.parley.tools.json.Jackson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// LangChain4j's HTTP client, made so that a call can be aborted from outside. It blocks the thread
/// that it is called on, a virtual one that belongs to the call: interrupting it closes the stream.
final class StreamingHttp implements HttpClient {
  /// The exchange of this thread.
  static final ScopedValue<Exchange> EXCHANGE = ScopedValue.newInstance();

  /// @param call the call that makes the request
  /// @param completed completes the request with what LangChain4j cannot express
  record Exchange(Call call, Consumer<ObjectNode> completed) {}

  private static final int ERROR_BYTES_MAX = 64 * 1024;
  private static final String EVENTS = "text/event-stream";

  private final java.net.http.HttpClient client;
  private final InstantSource clock;

  StreamingHttp(
      URI server, Duration connectTimeout, ExecutorService executor, InstantSource clock) {
    this.clock = clock;
    this.client = Clients.of(server, connectTimeout, executor);
  }

  /// LangChain4j's timeouts do not end a stream, so they are ignored: the call has its own.
  HttpClientBuilder asBuilder() {
    var http = this;
    return new HttpClientBuilder() {
      @Override
      public Duration connectTimeout() {
        return null;
      }

      @Override
      public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
      }

      @Override
      public Duration readTimeout() {
        return null;
      }

      @Override
      public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
      }

      @Override
      public HttpClient build() {
        return http;
      }
    };
  }

  void close() {
    client.shutdownNow();
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("this adapter only streams");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    var call = EXCHANGE.get().call();
    try {
      var built = jdk(request, EXCHANGE.get().completed());
      call.sent();
      var response = client.send(built, BodyHandlers.ofInputStream());
      try (var body = new WatchedStream(response.body(), call)) {
        if (response.statusCode() / 100 != 2) {
          call.fail(refused(response, new String(body.readNBytes(ERROR_BYTES_MAX), UTF_8)));
          return;
        }
        if (!isStream(response)) {
          call.fail(
              Failures.of(
                  Category.GARBAGE, "the model's server did not answer with an event stream"));
          return;
        }
        listener.onOpen(opened(response));
        parser.parse(body, new Checked(listener, call));
        if (!call.isOver()) listener.onClose();
      }
    } catch (IOException e) {
      call.fail(Failures.of(Category.UNAVAILABLE, unavailable(e)));
    } catch (InterruptedException e) {
      // aborted from outside: the call has its end already
      Thread.currentThread().interrupt();
    }
  }

  private ModelFailure refused(HttpResponse<?> response, String body) {
    var retryAfter = WaitingTime.of(response.headers(), body, clock.instant());
    return Failures.status(response.statusCode(), body, retryAfter);
  }

  private static java.net.http.HttpRequest jdk(
      HttpRequest request, Consumer<ObjectNode> completed) {
    if (!(Jackson.parse(request.body()).orElse(null) instanceof ObjectNode body))
      throw new IllegalStateException("the request body is not a JSON object");
    completed.accept(body);
    var jdk = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request.headers().forEach((name, values) -> values.forEach(value -> jdk.header(name, value)));
    return jdk.setHeader("Accept", EVENTS)
        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  /// A response without a content type is accepted.
  private static boolean isStream(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .map(t -> t.startsWith(EVENTS))
        .orElse(true);
  }

  private static SuccessfulHttpResponse opened(HttpResponse<?> response) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .build();
  }

  /// The class alone: a message may quote the response.
  private static String unavailable(IOException e) {
    return "no answer from the model's server (%s)".formatted(e.getClass().getSimpleName());
  }

  /// Lets the call's reading see every event before LangChain4j does, whose parser would swallow
  /// its errors.
  private record Checked(ServerSentEventListener listener, Call call)
      implements ServerSentEventListener {
    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      if (call.isOver()) return;
      try {
        listener.onEvent(call.reading().read(event), context);
        if (call.reading().isWhole()) call.wholeHeard();
      } catch (ModelFailure failure) {
        call.fail(failure);
      } catch (RuntimeException e) {
        call.onError(e);
      }
    }

    /// A whole answer counts, even if the connection then fails.
    @Override
    public void onError(Throwable failure) {
      if (call.reading().isWhole() && !call.isOver()) listener.onClose();
      else listener.onError(failure);
    }
  }
}
