package io.parley.operations.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A trace collector for OTLP over HTTP (protobuf): keeps all requests, raw and parsed.
public final class OtlpCollector implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PATH_NOT_FOUND = 404;

  private final HttpServer server;
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<Seen> spans = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile boolean silent;

  /// @param node process that recorded it; @param links and parent are span ids in hexadecimal
  public record Seen(
      String node,
      String name,
      Span.SpanKind kind,
      String trace,
      String id,
      String parent,
      Map<String, String> attributes,
      List<String> links,
      List<String> events,
      boolean isError) {
    public String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }
  }

  private OtlpCollector(HttpServer server) {
    this.server = server;
  }

  public static OtlpCollector start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var collector = new OtlpCollector(server);
    server.createContext("/", collector::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return collector;
  }

  /// The value for `parley.tracing.endpoint`.
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Sets the status of its answers from now on.
  void answerWith(int code) {
    status = code;
  }

  /// From now on it accepts connections and requests, and answers nothing.
  void fallSilent() {
    silent = true;
  }

  public List<Seen> spans() {
    return List.copyOf(spans);
  }

  /// Waits for the first span that matches.
  public Seen await(String what, Predicate<Seen> fits) {
    Awaitility.await().atMost(PATIENCE).alias(what).until(() -> spans.stream().anyMatch(fits));
    return spans.stream().filter(fits).findFirst().orElseThrow();
  }

  public Seen awaitNamed(String name) {
    return await(name, span -> span.name().equals(name));
  }

  /// Everything received, as one text to search.
  public String text() {
    return bodies.stream()
        .map(body -> new String(body, StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization != null) authorizations.add(authorization);
      if (silent) {
        over.await();
        return;
      }
      int code = exchange.getRequestURI().getPath().equals("/v1/traces") ? status : PATH_NOT_FOUND;
      if (code == 200) {
        bodies.add(body);
        read(ExportTraceServiceRequest.parseFrom(body));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(code, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(ExportTraceServiceRequest request) {
    for (var of : request.getResourceSpansList())
      for (var scope : of.getScopeSpansList())
        for (var span : scope.getSpansList()) spans.add(seen(of.getResource(), span));
  }

  private static Seen seen(Resource resource, Span span) {
    return new Seen(
        attributes(resource.getAttributesList()).get("service.instance.id"),
        span.getName(),
        span.getKind(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        attributes(span.getAttributesList()),
        span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
        span.getEventsList().stream().map(Span.Event::getName).toList(),
        span.getStatus().getCodeValue() == 2);
  }

  private static Map<String, String> attributes(List<KeyValue> all) {
    var attributes = new TreeMap<String, String>();
    for (var one : all) attributes.put(one.getKey(), text(one.getValue()));
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case ARRAY_VALUE -> {
        var texts = new ArrayList<String>();
        for (var one : value.getArrayValue().getValuesList()) texts.add(text(one));
        yield texts.toString();
      }
      default ->
          throw new IllegalStateException("unexpected attribute type: " + value.getValueCase());
    };
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /// Closes its port.
  public void goAway() {
    over.countDown();
    server.stop(0);
  }

  @Override
  public void close() {
    goAway();
  }
}
