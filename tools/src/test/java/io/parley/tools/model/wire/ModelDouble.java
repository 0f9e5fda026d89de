package io.parley.tools.model.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.tools.model.langchain.ProviderKind;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider's server that does what its script says. Thread safe.
public final class ModelDouble implements AutoCloseable {
  private static final long TRICKLE_MILLIS = 20;

  private final Format format;
  private final WireServer server;
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final Deque<Act> script = new ArrayDeque<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger hangUps = new AtomicInteger();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private ModelDouble(Format format) {
    this.format = format;
    script.add(Act.says("Hello."));
    this.server = new WireServer(this::handle);
  }

  /// On a free port; says "Hello." until there is a script.
  public static ModelDouble start(ProviderKind kind) {
    return new ModelDouble(
        switch (kind) {
          case OPENAI -> new OpenAiFormat();
          case ANTHROPIC -> new AnthropicFormat();
          case GEMINI -> new GeminiFormat();
        });
  }

  /// The base URL for a client, up to the version.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port() + format.root());
  }

  /// One act for each request from now on; the last one is for all that follow.
  public ModelDouble script(Act... acts) {
    synchronized (script) {
      script.clear();
      script.addAll(List.of(acts));
    }
    return this;
  }

  /// Everything that was asked, in order.
  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /// Requests that are being answered.
  public int underWay() {
    return underWay.get();
  }

  /// How often a client went away in the middle of an answer.
  public int hangUps() {
    return hangUps.get();
  }

  /// Connections that are open now, idle ones included.
  public int connections() {
    return server.connections();
  }

  /// Connections that there ever were.
  public int accepted() {
    return server.accepted();
  }

  @Override
  public void close() {
    closed.complete(null);
    server.close();
  }

  private void handle(Received request, Exchange exchange) throws IOException {
    requests.add(request);
    underWay.incrementAndGet();
    try {
      if (!format.isAsked(request)) {
        exchange.respond(404, Map.of("Content-Type", "application/json"), format.error(404, "x"));
        return;
      }
      switch (next()) {
        case Act.Stream stream -> stream(stream, exchange);
        case Act.Refusal(var status, var code, var headers) -> {
          var all = new HashMap<>(headers);
          all.put("Content-Type", "application/json; charset=utf-8");
          exchange.respond(status, all, format.error(status, code));
        }
        case Act.Page(var status, var headers, var body) -> exchange.respond(status, headers, body);
        case Act.Mute _ -> hungUp(exchange);
      }
    } catch (IOException e) {
      hangUps.incrementAndGet();
      throw e;
    } finally {
      underWay.decrementAndGet();
    }
  }

  private Act next() {
    synchronized (script) {
      return script.size() > 1 ? script.poll() : script.element();
    }
  }

  private void stream(Act.Stream stream, Exchange exchange) throws IOException {
    var writing = format.writing();
    exchange.begin(200, Map.of("Content-Type", format.contentType()));
    send(exchange, stream, writing.begin());
    for (var part : stream.parts())
      switch (part) {
        case Part.Text(var text) -> send(exchange, stream, writing.text(text));
        case Part.Thought(var text) -> send(exchange, stream, writing.thought(text));
        case Part.Call call -> send(exchange, stream, writing.call(call));
        case Part.BrokenOff(var code) -> send(exchange, stream, List.of(format.brokenOff(code)));
        case Part.Raw(var bytes) -> send(exchange, stream, List.of(bytes));
        case Part.Wait(var until) -> CompletableFuture.anyOf(until, closed).join();
      }
    switch (stream.ending()) {
      case DONE, TOOLS, LENGTH, FILTERED -> {
        send(exchange, stream, writing.end(stream.ending()));
        exchange.finish();
      }
      case DONE_BUT_OPEN -> {
        send(exchange, stream, writing.end(Ending.DONE));
        hungUp(exchange);
      }
      case MISSING -> exchange.finish();
      case CUT -> exchange.cut();
      case SILENT -> hungUp(exchange);
      case TRICKLE -> {
        while (!isClosedAfter(TRICKLE_MILLIS)) send(exchange, stream, writing.text("and "));
      }
      case ENDLESS -> {
        var words = "and so on ".repeat(20);
        while (!closed.isDone()) send(exchange, stream, writing.text(words));
      }
    }
  }

  private static void send(Exchange exchange, Act.Stream stream, List<String> events)
      throws IOException {
    for (var event : events) {
      var bytes = event.getBytes(UTF_8);
      if (stream.bytewise()) for (byte b : bytes) exchange.write(new byte[] {b});
      else exchange.write(bytes);
    }
  }

  private boolean isClosedAfter(long millis) {
    try {
      closed.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("nobody does that", e);
    }
  }

  private void hungUp(Exchange exchange) {
    exchange.awaitHangUp();
    hangUps.incrementAndGet();
  }
}
