package io.parley.server.declared;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.core.knowledge.ContentHash;
import io.parley.server.client.OperatorClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server with one organisation, which speaks the API's JSON and keeps the commands that reached
/// it.
final class FakeServer implements AutoCloseable {
  static final String KEY = "plk_test";
  static final String HANDBOOK = "/knowledge/collections/handbook";
  private static final String AGENTS = "/organisation/agents/";
  private static final String MODEL = "/organisation/model";
  private static final String MODELS = "/organisation/models/";
  private static final String ISSUERS = "/organisation/customer-issuers/";
  private static final String LIMITS = "/organisation/limits";
  private static final String BUDGETS = "/organisation/budgets";
  private static final String TRUNKS = "/organisation/trunks/";
  private static final String NUMBERS = "/organisation/numbers/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Commands such as `PUT /v1/organisation/agents/support`, in order.
  final List<String> commands = new CopyOnWriteArrayList<>();

  /// Contents by their paths below `/v1`, such as `/organisation/agents/support`.
  final Map<String, ObjectNode> contents = new TreeMap<>();

  /// The newest version of every model and agent that the organisation has.
  volatile int version = 1_001;

  /// The path that is refused, if any.
  volatile String refused = "";

  /// The status of that refusal.
  volatile int refusal = 409;

  /// Whether the next deletion is done, and answered as though it were not known.
  volatile boolean forgetsAnswer;

  private final HttpServer server;

  FakeServer() throws IOException {
    contents.put("/organisation", JsonNodeFactory.instance.objectNode().put("name", "Larch"));
    contents.put("/organisation/origins", JsonNodeFactory.instance.objectNode());
    contents.put("/organisation/retention", JsonNodeFactory.instance.objectNode());
    contents.put(LIMITS, JsonNodeFactory.instance.objectNode());
    contents.put(BUDGETS, JsonNodeFactory.instance.objectNode().put("alertPercent", 80));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  OperatorClient client(String base) {
    return new OperatorClient(address(), KEY, "the test's", base);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getPath().substring("/v1".length());
    var query = exchange.getRequestURI().getQuery();
    var body = exchange.getRequestBody().readAllBytes();
    boolean isRead = method.equals("GET");
    if (!isRead) commands.add(method + " " + path);
    if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization")))
      reply(exchange, 401, problem("no key"));
    else if (path.equals(refused))
      reply(exchange, refusal, problem("languages has an entry twice"));
    else if (isRead) reply(exchange, 200, shown(path));
    else if (isVersioned(path) && isLate(path, query, body))
      reply(exchange, 409, problem("the newest version is " + version));
    else if (method.equals("DELETE")) {
      boolean was = contents.remove(path) != null;
      if (forgetsAnswer) {
        forgetsAnswer = false;
        exchange.getResponseHeaders().set("Retry-After", "0");
        reply(exchange, 503, problem("it is not known whether it was stored"));
      } else reply(exchange, was ? 204 : 404, JsonNodeFactory.instance.objectNode());
    } else if (path.contains("/files/")) {
      contents.put(path, JsonNodeFactory.instance.objectNode().put("hash", ContentHash.of(body)));
      reply(exchange, 200, JsonNodeFactory.instance.objectNode().put("knowledge", 1));
    } else {
      var content = (ObjectNode) JSON.readTree(body);
      content.remove("version");
      contents.put(path, content);
      reply(exchange, 200, contents.get(path));
    }
  }

  private static boolean isVersioned(String path) {
    return path.startsWith(AGENTS)
        || path.equals(MODEL)
        || path.startsWith(MODELS)
        || path.equals(BUDGETS);
  }

  /// Whether an agent has another version than its author has seen. One that is gone is missing.
  ///
  /// @param query null if there is none
  private boolean isLate(String path, String query, byte[] body) throws IOException {
    boolean isThere = contents.containsKey(path);
    if (query != null)
      return isThere && Integer.parseInt(query.substring("seen=".length())) != version;
    return JSON.readTree(body).path("version").asInt(-1) != (isThere ? version : 0);
  }

  private ObjectNode shown(String path) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (path) {
      case "/organisation" -> {
        json.setAll(contents.get(path));
        var slugs = json.put("id", "1").put("state", "active").putArray("slugs");
        below("/organisation/slugs/").keySet().forEach(slugs::add);
      }
      case "/organisation/roles" -> {
        json.putArray("roles").addObject().put("name", "owner");
        var roles = json.putArray("customRoles");
        below("/organisation/roles/")
            .forEach((name, role) -> roles.add(role.deepCopy().put("name", name)));
      }
      case "/tool-sources" -> {
        var sources = json.putArray("sources");
        sources.addObject().put("name", "shop").put("kind", "http").put("origin", "file");
        below("/tool-sources/")
            .forEach(
                (name, source) ->
                    sources.add(source.deepCopy().put("name", name).put("origin", "api")));
      }
      case "/agents" -> {
        var agents = json.putArray("agents");
        agents.addObject().put("id", "installed").put("own", false);
        below(AGENTS).keySet().forEach(id -> agents.addObject().put("id", id).put("own", true));
      }
      case MODEL -> {
        var model = contents.get(path);
        json.put("own", model != null).put("currency", "EUR");
        if (model != null) json.put("version", version).setAll(model);
      }
      case "/organisation/models" -> {
        var models = json.put("currency", "EUR").putArray("models");
        if (contents.containsKey(MODEL))
          models.add(contents.get(MODEL).deepCopy().put("name", "default").put("version", version));
        below(MODELS)
            .forEach(
                (name, model) ->
                    models.add(model.deepCopy().put("name", name).put("version", version)));
      }
      case LIMITS -> {
        json.putObject("plan").put("turns", 600);
        json.set("limits", contents.get(path));
      }
      case "/organisation/trunks" -> {
        var trunks = json.putArray("trunks");
        below(TRUNKS)
            .forEach(
                (name, trunk) -> trunks.add(trunk.deepCopy().put("name", name).put("version", 1)));
      }
      case "/organisation/customer-issuers" -> {
        var issuers = json.put("audience", "1").putArray("issuers");
        below(ISSUERS).forEach((name, issuer) -> issuers.add(issuer.deepCopy().put("name", name)));
      }
      case "/organisation/numbers" -> {
        var numbers = json.putArray("numbers");
        below(NUMBERS)
            .forEach((number, answer) -> numbers.add(answer.deepCopy().put("number", number)));
      }
      case "/knowledge/collections" -> {
        var collections = json.putArray("collections");
        below("/knowledge/collections/")
            .keySet()
            .forEach(name -> collections.addObject().put("name", name));
      }
      case HANDBOOK + "/files" -> {
        var files = json.putArray("files");
        below(HANDBOOK + "/files/")
            .forEach((name, file) -> files.add(file.deepCopy().put("name", name)));
      }
      default -> {
        json.setAll(contents.get(path));
        json.put("version", version).put("own", true).put("writtenAt", "2026-01-01T00:00:00Z");
      }
    }
    return json;
  }

  private Map<String, ObjectNode> below(String base) {
    var found = new TreeMap<String, ObjectNode>();
    contents.forEach(
        (path, content) -> {
          if (path.startsWith(base)) found.put(path.substring(base.length()), content);
        });
    return found;
  }

  private static ObjectNode problem(String detail) {
    return JsonNodeFactory.instance.objectNode().put("detail", detail);
  }

  private static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    var bytes = body.toString().getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
      if (status != 204) exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
