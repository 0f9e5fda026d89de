package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An MCP server of the stateless revision with one tool and one prompt, which keeps the calls that
/// reached it.
final class OutsideServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> calls = new CopyOnWriteArrayList<>();
  final AtomicInteger hungUp = new AtomicInteger();

  /// Texts by URI. A server that has none when it is discovered has no resources.
  final Map<String, String> resources = new ConcurrentHashMap<>();

  volatile boolean keepsSilent;
  volatile String description;
  volatile String promptDescription = "Warns of a storm.";
  private final String tool;
  private final String hints;
  private final String argument;
  private final String answer;
  private final HttpServer server;

  private OutsideServer(
      String tool, String description, String hints, String argument, String answer)
      throws IOException {
    this.tool = tool;
    this.description = description;
    this.hints = hints;
    this.argument = argument;
    this.answer = answer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/mcp", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// With a tool that only reads.
  static OutsideServer forecasts() throws IOException {
    return new OutsideServer(
        "forecast", "The weather of a city.", "\"readOnlyHint\":true", "city", "rain in Bonn");
  }

  /// With a tool that acts, and says nothing about its repetition.
  static OutsideServer refunds() throws IOException {
    return new OutsideServer("refund", "Pays an order back.", "", "order", "paid back");
  }

  String address() {
    return "http://127.0.0.1:%d/mcp".formatted(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    var asked = JSON.readTree(exchange.getRequestBody());
    var id = asked.path("id").asText();
    var body =
        switch (asked.path("method").asText()) {
          case "server/discover" ->
              result(
                  id,
                  "\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{},\"prompts\":{}%s}"
                      .formatted(resources.isEmpty() ? "" : ",\"resources\":{}"));
          case "tools/list" ->
              result(
                  id,
                  """
                  "tools":[{"name":"%s","description":"%s","annotations":{%s},"inputSchema":
                   {"type":"object","required":["%s"],"properties":{"%4$s":{"type":"string"}}}}]\
                  """
                      .formatted(tool, description, hints, argument));
          case "prompts/list" ->
              result(
                  id,
                  """
                  "prompts":[{"name":"storm","description":"%s",
                   "arguments":[{"name":"city","required":true}]}]\
                  """
                      .formatted(promptDescription));
          case "prompts/get" ->
              result(
                  id,
                  """
                  "messages":[{"role":"user","content":{"type":"text","text":"A storm in %s."}}]\
                  """
                      .formatted(asked.at("/params/arguments/city").asText()));
          case "resources/list" -> result(id, "\"resources\":" + listed());
          case "resources/read" -> read(id, asked.at("/params/uri").asText());
          case "tools/call" -> {
            calls.add(asked);
            if (keepsSilent) awaitHangUp(exchange);
            yield result(id, "\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]".formatted(answer));
          }
          default -> refused(id, -32601);
        };
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(body.contains("-32601") ? 404 : 200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private String listed() {
    var list = JSON.createArrayNode();
    for (var uri : new TreeSet<>(resources.keySet()))
      list.addObject().put("uri", uri).put("name", uri);
    return list.toString();
  }

  private String read(String id, String uri) {
    if (!resources.containsKey(uri)) return refused(id, -32002);
    var contents = JSON.createArrayNode();
    contents
        .addObject()
        .put("uri", uri)
        .put("mimeType", "text/markdown")
        .put("text", resources.get(uri));
    return result(id, "\"contents\":" + contents);
  }

  private static String refused(String id, int code) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"no\"}}"
        .formatted(id, code);
  }

  /// An answer that never comes to its end: only its reader can end it.
  private void awaitHangUp(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    try {
      while (true) {
        out.write(": still at it\n\n".getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      hungUp.incrementAndGet();
      throw e;
    }
  }

  private static String result(String id, String fields) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"complete\",%s}}"
        .formatted(id, fields);
  }

  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    stop();
  }
}
