package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Asks for all that GET operations of the API give, and looks in each answer, with its headers,
/// for given words. A word counts as found where the request did not have it itself.
final class Eavesdropper {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PART = Pattern.compile("\\{[^}]+}");
  private static final int AT_ONCE = 8;
  private static final int PAGES = 5;
  private static final int INTERNAL = 500;

  /// Told nothing: too many requests, or not now.
  private static final Set<Integer> PUT_OFF = Set.of(429, 503);

  /// The same for everybody, or only for those who come back from a provider of sign-ins.
  private static final Set<String> SAME =
      Set.of(
          "/problems/{type}",
          "/knowledge/{ref}",
          "/scim/v2/ResourceTypes/{id}",
          "/scim/v2/Schemas/{id}",
          "/v1/oauth/callback",
          "/v1/sign-ins/oidc/{id}/callback");

  /// Public by its name: the page of an organisation at its slug.
  private static final String PUBLIC = "/o/{slug}";

  /// Parameters that name no thing. With `organisation` everybody reads what that one publishes.
  private static final Set<String> NAMELESS =
      Set.of("organisation", "from", "to", "by", "language", "accent", "excludedAttributes");

  /// @param texts query parameters that hold any text
  private record Operation(String path, List<String> texts, boolean isPaged) {
    boolean isOfOne() {
      return path.contains("{");
    }

    List<String> sought() {
      return isOfOne() ? List.of() : texts;
    }
  }

  /// @param sent what the request names, without the encoding of addresses
  private record Ask(String token, String sent, URI uri) {}

  private record Answer(Ask ask, HttpResponse<String> response) {}

  private final SharedServer server;
  private final Map<String, String> words;
  private final List<Operation> operations;
  private final Map<String, String> found = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private int tries;

  /// @param words by the places where they were written
  Eavesdropper(SharedServer server, Map<String, String> words)
      throws IOException, InterruptedException {
    this.server = server;
    this.words = Map.copyOf(words);
    this.operations = operations();
  }

  /// The places whose words were found, each with the first request that found it.
  Map<String, String> found() {
    return found;
  }

  /// Requests that were answered with an internal error.
  List<String> broken() {
    return broken;
  }

  /// How many answers were searched.
  int tries() {
    return tries;
  }

  /// Asks for every list and page as it is, each list entry by entry, and for every thing by all of
  /// these names.
  void read(String token, Collection<String> names)
      throws IOException, InterruptedException, ExecutionException {
    var asks = new ArrayList<Ask>();
    for (var operation : operations) {
      if (operation.isOfOne()) asks.addAll(byName(operation, token, names));
      else asks.add(ask(token, operation.path()));
    }
    send(asks);
    for (var operation : operations) {
      if (operation.isPaged() && !operation.isOfOne()) turnPages(operation.path(), token);
    }
  }

  /// Asks for every thing by all of these names, and searches every list for all of these words.
  ///
  /// @param tokens take turns
  /// @param every so many requests one is sent
  void guess(List<String> tokens, Collection<String> names, Collection<String> sought, int every)
      throws InterruptedException, ExecutionException {
    var asks = new ArrayList<Ask>();
    for (var operation : operations) {
      if (operation.path().equals(PUBLIC)) continue;
      if (operation.isOfOne()) asks.addAll(byName(operation, "", names));
      for (var text : operation.sought()) asks.addAll(bySearch(operation, text, sought));
    }
    var sent = new ArrayList<Ask>();
    for (int i = 0; i < asks.size(); i += every) {
      var ask = asks.get(i);
      sent.add(new Ask(tokens.get(i / every % tokens.size()), ask.sent(), ask.uri()));
    }
    send(sent);
  }

  /// Sends one request more than the GET operations.
  ///
  /// @param headers names and values in turn
  /// @return the body of the answer
  String post(String path, String token, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        request(new Ask(token, path, server.http(path)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    var response = HTTP.send(request.build(), BodyHandlers.ofString());
    // a body and a header may name what is asked for
    var sent = "POST %s %s %s".formatted(path, body, String.join(" ", headers));
    search(new Answer(new Ask(token, sent, response.uri()), response));
    return response.body();
  }

  private void search(String sent, String received) {
    words.forEach(
        (where, word) -> {
          if (received.contains(word) && !sent.contains(word)) found.putIfAbsent(where, sent);
        });
  }

  private void search(Answer answer) {
    var response = answer.response();
    int status = response.statusCode();
    var sent = answer.ask().sent();
    if (status == INTERNAL) broken.add(sent + ": " + response.body());
    if (!PUT_OFF.contains(status)) tries++;
    search(sent, response.headers().map() + "\n" + response.body());
  }

  private void send(List<Ask> asks) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var calls = asks.stream().<Callable<Answer>>map(ask -> () -> answer(ask)).toList();
      for (var answer : threads.invokeAll(calls)) search(answer.get());
    }
  }

  private static Answer answer(Ask ask) throws IOException, InterruptedException {
    return new Answer(ask, HTTP.send(request(ask).GET().build(), BodyHandlers.ofString()));
  }

  private static HttpRequest.Builder request(Ask ask) {
    var request = HttpRequest.newBuilder(ask.uri()).timeout(PATIENCE);
    return ask.token().isEmpty()
        ? request
        : request.header("Authorization", "Bearer " + ask.token());
  }

  /// One entry a page.
  private void turnPages(String path, String token) throws IOException, InterruptedException {
    var next = "";
    for (int page = 0; page < PAGES; page++) {
      var after = next.isEmpty() ? "" : "&after=" + encoded(next);
      var answer = answer(ask(token, path + "?limit=1" + after));
      search(answer);
      if (answer.response().statusCode() != 200) return;
      next = JSON.readTree(answer.response().body()).path("next").asText();
      if (next.isEmpty()) return;
    }
  }

  private List<Ask> byName(Operation operation, String token, Collection<String> names) {
    return names.stream()
        .map(name -> new Ask(token, operation.path() + " " + name, named(operation.path(), name)))
        .toList();
  }

  /// The first part of the path has the name, a second one a number.
  private URI named(String path, String name) {
    var first = PART.matcher(path).replaceFirst(encoded(name));
    var number = path.contains("/agents/") ? PlantedCompany.AGENT_VERSION : "1";
    return server.http(PART.matcher(first).replaceAll(number));
  }

  private List<Ask> bySearch(Operation operation, String text, Collection<String> sought) {
    return sought.stream()
        .map(word -> text.equals("filter") ? "userName eq \"" + word + "\"" : word)
        .map(
            word ->
                new Ask(
                    "",
                    "%s?%s=%s".formatted(operation.path(), text, word),
                    server.http(operation.path() + "?" + text + "=" + encoded(word))))
        .toList();
  }

  private Ask ask(String token, String path) {
    return new Ask(token, path, server.http(path));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20").replace("%3A", ":");
  }

  /// All that give an answer with an end; sockets are another matter.
  private List<Operation> operations() throws IOException, InterruptedException {
    var document = JSON.readTree(answer(ask("", "/openapi.json")).response().body());
    var all = new ArrayList<Operation>();
    for (var path : document.path("paths").properties()) {
      var get = path.getValue().path("get");
      if (get.isMissingNode() || get.path("responses").has("101")) continue;
      if (SAME.contains(path.getKey())) continue;
      var texts = new ArrayList<String>();
      boolean hasAfter = false;
      boolean hasLimit = false;
      for (var each : get.path("parameters")) {
        var parameter = resolved(document, each);
        if (!parameter.path("in").asText().equals("query")) continue;
        var name = parameter.path("name").asText();
        hasAfter |= name.equals("after");
        hasLimit |= name.equals("limit");
        if (isText(parameter.path("schema")) && !NAMELESS.contains(name)) texts.add(name);
      }
      all.add(new Operation(path.getKey(), List.copyOf(texts), hasAfter && hasLimit));
    }
    return List.copyOf(all);
  }

  private static boolean isText(JsonNode schema) {
    return schema.path("type").asText().equals("string") && !schema.has("enum");
  }

  private static JsonNode resolved(JsonNode document, JsonNode node) {
    var reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
