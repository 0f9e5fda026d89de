package io.parley.tools.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.tools.json.Jackson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// An MCP server that wants a token, and its authorization server (OAuth 2.1: RFC 8414, 9728, 7591,
/// 7636, 8707, 9207, 7009, rotation of refresh tokens), with a person who agrees.
public final class LoginServer implements AutoCloseable {
  private record Code(String client, String redirect, String challenge, String scope) {}

  private final HttpServer server;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Set<String>> clients = new ConcurrentHashMap<>();
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, String> accessTokens = new ConcurrentHashMap<>();
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  private final Set<String> usedRefreshTokens = ConcurrentHashMap.newKeySet();

  /// Paths of all requests, in order.
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /// The tools that were called.
  public final List<String> calls = new CopyOnWriteArrayList<>();

  /// Changes the authorization server's description.
  public volatile UnaryOperator<ObjectNode> described = json -> json;

  /// Changes the MCP server's description.
  public volatile UnaryOperator<ObjectNode> resource = json -> json;

  /// How long access tokens are valid.
  public volatile int expiresInSeconds = 3600;

  /// A scope that calls of tools need besides; empty: none.
  public volatile String neededScope = "";

  public LoginServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public URI mcp() {
    return URI.create(issuer() + "/mcp");
  }

  /// How often refresh tokens were used.
  public int refreshes() {
    return usedRefreshTokens.size();
  }

  /// All tokens are worth nothing any more.
  public void forgetAll() {
    accessTokens.clear();
    refreshTokens.clear();
  }

  /// Access tokens are worth nothing any more; they can be renewed.
  public void forgetAccess() {
    accessTokens.clear();
  }

  public int validTokens() {
    return accessTokens.size() + refreshTokens.size();
  }

  /// A person opens the page in a browser and agrees.
  ///
  /// @return where the browser is sent back to
  public static URI agree(URI page) throws IOException, InterruptedException {
    try (var browser = HttpClient.newHttpClient()) {
      var sent = browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      return URI.create(
          sent.headers()
              .firstValue("Location")
              .orElseThrow(() -> new IllegalStateException("no redirect: " + sent.body())));
    }
  }

  /// The parameters of an address or of a form.
  public static Map<String, String> parameters(String query) {
    var all = new HashMap<String, String>();
    if (query == null) return all;
    for (var each : query.split("&", -1)) {
      var pair = each.split("=", 2);
      if (pair.length == 2) all.put(decoded(pair[0]), decoded(pair[1]));
    }
    return all;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    requests.add(path);
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    switch (path) {
      case "/.well-known/oauth-protected-resource/mcp" ->
          reply(exchange, 200, resource.apply(protectedResource()));
      case "/.well-known/oauth-authorization-server" ->
          reply(exchange, 200, described.apply(description()));
      case "/register" -> register(exchange, body);
      case "/authorize" -> authorize(exchange);
      case "/token" -> token(exchange, parameters(body));
      case "/revoke" -> revoke(exchange, parameters(body));
      case "/mcp" -> mcp(exchange, body);
      default -> reply(exchange, 404, Jackson.object());
    }
  }

  private ObjectNode protectedResource() {
    var json = Jackson.object().put("resource", mcp().toString());
    json.putArray("authorization_servers").add(issuer());
    json.putArray("scopes_supported").add("tools");
    return json;
  }

  private ObjectNode description() {
    var json =
        Jackson.object()
            .put("issuer", issuer())
            .put("authorization_endpoint", issuer() + "/authorize?ui=1")
            .put("token_endpoint", issuer() + "/token")
            .put("registration_endpoint", issuer() + "/register")
            .put("revocation_endpoint", issuer() + "/revoke")
            .put("authorization_response_iss_parameter_supported", true);
    json.putArray("code_challenge_methods_supported").add("S256");
    json.putArray("token_endpoint_auth_methods_supported").add("client_secret_basic");
    json.putArray("scopes_supported").add("tools").add("offline_access");
    return json;
  }

  /// A client that the operator has registered by hand.
  ///
  /// @return its id
  public String register(URI redirect) {
    var id = "client-" + numbers.incrementAndGet();
    clients.put(id, Set.of(redirect.toString()));
    return id;
  }

  /// The secret of a client.
  public static String secretOf(String client) {
    return "secret of " + client;
  }

  private void register(HttpExchange exchange, String body) throws IOException {
    var asked = Jackson.parse(body).orElseThrow();
    var id = register(URI.create(asked.path("redirect_uris").path(0).asText()));
    reply(
        exchange,
        201,
        Jackson.object()
            .put("client_id", id)
            .put("client_secret", secretOf(id))
            .put("token_endpoint_auth_method", "client_secret_basic"));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var asked = parameters(exchange.getRequestURI().getRawQuery());
    var redirect = asked.getOrDefault("redirect_uri", "");
    boolean isRight =
        clients.getOrDefault(asked.get("client_id"), Set.of()).contains(redirect)
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"))
            && mcp().toString().equals(asked.get("resource"))
            && "1".equals(asked.get("ui"));
    if (!isRight) {
      reply(exchange, 400, Jackson.object().put("error", "invalid_request"));
      return;
    }
    var code = "code-" + numbers.incrementAndGet();
    codes.put(
        code,
        new Code(
            asked.get("client_id"),
            redirect,
            asked.get("code_challenge"),
            asked.getOrDefault("scope", "")));
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            "%s?code=%s&state=%s&iss=%s"
                .formatted(redirect, code, asked.get("state"), URLEncoder.encode(issuer(), UTF_8)));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
    var client = client(exchange);
    boolean isForUs = mcp().toString().equals(form.get("resource"));
    if (client.isEmpty() || !isForUs) {
      reply(exchange, 401, Jackson.object().put("error", "invalid_client"));
      return;
    }
    if ("refresh_token".equals(form.get("grant_type"))) {
      var used = form.getOrDefault("refresh_token", "");
      // one that is used twice was stolen
      if (!usedRefreshTokens.add(used)) forgetAll();
      var scope = refreshTokens.remove(used);
      issue(exchange, scope);
      return;
    }
    var code = codes.remove(form.getOrDefault("code", ""));
    boolean isRight =
        code != null
            && code.client.equals(client)
            && code.redirect.equals(form.get("redirect_uri"))
            && code.challenge.equals(challenge(form.getOrDefault("code_verifier", "")));
    issue(exchange, isRight ? code.scope : null);
  }

  /// @param scope null if the request is refused
  private void issue(HttpExchange exchange, String scope) throws IOException {
    if (scope == null) {
      reply(exchange, 400, Jackson.object().put("error", "invalid_grant"));
      return;
    }
    var access = "access-" + numbers.incrementAndGet();
    var refresh = "refresh-" + numbers.incrementAndGet();
    accessTokens.put(access, scope);
    refreshTokens.put(refresh, scope);
    reply(
        exchange,
        200,
        Jackson.object()
            .put("access_token", access)
            .put("token_type", "Bearer")
            .put("expires_in", expiresInSeconds)
            .put("refresh_token", refresh)
            .put("scope", scope));
  }

  private String client(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith("Basic ")) return "";
    var pair = new String(Base64.getDecoder().decode(header.substring(6)), UTF_8).split(":", 2);
    var id = decoded(pair[0]);
    return clients.containsKey(id) && decoded(pair[1]).equals(secretOf(id)) ? id : "";
  }

  private void revoke(HttpExchange exchange, Map<String, String> form) throws IOException {
    if (!client(exchange).isEmpty() && refreshTokens.remove(form.get("token")) != null)
      accessTokens.clear();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void mcp(HttpExchange exchange, String body) throws IOException {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    var scope =
        header != null && header.startsWith("Bearer ")
            ? accessTokens.get(header.substring(7))
            : null;
    if (scope == null) {
      challenge(exchange, 401, "Bearer resource_metadata=\"%s\"");
      return;
    }
    var asked = Jackson.parse(body).orElseThrow();
    var method = asked.path("method").asText();
    if (method.equals("tools/call") && !List.of(scope.split(" ")).containsAll(needed())) {
      challenge(
          exchange,
          403,
          "Bearer error=\"insufficient_scope\", scope=\"tools "
              + neededScope
              + "\", resource_metadata=\"%s\"");
      return;
    }
    var answer = Jackson.object().put("jsonrpc", "2.0");
    answer.set("id", asked.get("id"));
    var result =
        switch (method) {
          case "server/discover" ->
              "{\"supportedVersions\": [\"2026-07-28\"], \"capabilities\": {\"tools\": {}}}";
          case "tools/list" ->
              """
              {"tools": [{"name": "forecast", "description": "The weather of a city.",
                "annotations": {"readOnlyHint": true}, "inputSchema": {"type": "object",
                "properties": {"city": {"type": "string"}}}}]}\
              """;
          case "tools/call" -> "{\"content\": [{\"type\": \"text\", \"text\": \"rain in Bonn\"}]}";
          default -> "";
        };
    if (result.isEmpty()) {
      answer.putObject("error").put("code", -32601).put("message", "no such method");
      reply(exchange, 404, answer);
      return;
    }
    if (method.equals("tools/call")) calls.add(asked.path("params").path("name").asText());
    var json = (ObjectNode) Jackson.parse(result).orElseThrow();
    answer.set("result", json.put("resultType", "complete"));
    reply(exchange, 200, answer);
  }

  private List<String> needed() {
    return neededScope.isEmpty() ? List.of() : List.of(neededScope);
  }

  private void challenge(HttpExchange exchange, int status, String form) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "WWW-Authenticate",
            form.formatted(issuer() + "/.well-known/oauth-protected-resource/mcp"));
    reply(exchange, status, Jackson.object());
  }

  private static String challenge(String verifier) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void reply(HttpExchange exchange, int status, ObjectNode json) throws IOException {
    var bytes = json.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
