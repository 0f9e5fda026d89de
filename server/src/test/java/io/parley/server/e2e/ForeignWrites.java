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
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Sends every operation of the API that changes a thing by its id or name, with the ids and names
/// of another company's things, and the examples of the description.
final class ForeignWrites {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> METHODS = Set.of("post", "put", "patch", "delete");
  private static final Pattern THING = Pattern.compile(".*?/([A-Za-z-]+)/\\{[^}]+}.*");
  private static final Pattern PART = Pattern.compile("\\{[^}]+}");
  private static final int FAILURE = 400;
  private static final int INTERNAL = 500;

  /// Where a company has written the id or name of its thing, by the word before it in paths.
  private static final Map<String, String> THINGS =
      Map.ofEntries(
          Map.entry("Groups", "a role"),
          Map.entry("Users", "a person's id"),
          Map.entry("accesses", "an access"),
          Map.entry("agents", "an agent"),
          Map.entry("api-keys", "a key's prefix"),
          Map.entry("calls", "a call"),
          Map.entry("collections", "a collection"),
          Map.entry("customer-issuers", "an issuer's name"),
          Map.entry("do-not-call", "a number"),
          Map.entry("domains", "a domain"),
          Map.entry("invitations", "an invitation"),
          Map.entry("memories", "a memory"),
          Map.entry("numbers", "a given number"),
          Map.entry("organisations", "the organisation's id"),
          Map.entry("passkeys", "a passkey"),
          Map.entry("people", "a person's id"),
          Map.entry("roles", "a role"),
          Map.entry("secrets", "a secret's name"),
          Map.entry("service-accounts", "a service account"),
          Map.entry("sessions", "a session"),
          Map.entry("sign-in-providers", "a provider"),
          Map.entry("sign-ins", "a sign-in"),
          Map.entry("slugs", "a slug"),
          Map.entry("tool-sources", "a tool source"),
          Map.entry("trunks", "a trunk"),
          Map.entry("webhooks", "a webhook"));

  /// Names of things that all companies have.
  private static final Map<String, String> SAME =
      Map.of(
          "documents", PlantedCompany.DOCUMENT,
          "mail-templates", "invitation",
          "models", PlantedCompany.MODEL,
          "sources", PlantedCompany.SOURCE);

  /// Things of which a planted company has none: no tool waits for an answer, whose id is signed by
  /// another server.
  private static final Set<String> NONE = Set.of("tool-callbacks");

  /// Things whose examples name servers elsewhere, which would be asked: without a body.
  private static final Set<String> AWAY = Set.of("tool-sources", "sources");

  /// Things that nobody else can have under the same id: a success would be a change of them.
  private static final Set<String> UNIQUE =
      Set.of("accesses", "asked", "calls", "dead-letters", "numbers", "passkeys");

  private final SharedServer server;
  private final JsonNode document;
  private final List<String> broken = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private int sent;

  ForeignWrites(SharedServer server) throws IOException, InterruptedException {
    this.server = server;
    var request = HttpRequest.newBuilder(server.http("/openapi.json")).timeout(PATIENCE).build();
    this.document = JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  /// Requests that were answered with an internal error.
  List<String> broken() {
    return broken;
  }

  /// Requests about things that only one company can have, which did not fail.
  List<String> accepted() {
    return accepted;
  }

  /// Operations on things that neither a company has nor this class leaves out.
  List<String> unknown() {
    return unknown;
  }

  int sent() {
    return sent;
  }

  /// @param tokens of another company
  void send(PlantedCompany company, List<String> tokens) throws IOException, InterruptedException {
    var asked = company.asked();
    for (var path : document.path("paths").properties()) {
      var thing = THING.matcher(path.getKey());
      if (!thing.matches()) continue;
      for (var operation : path.getValue().properties()) {
        if (!METHODS.contains(operation.getKey())) continue;
        var kind = thing.group(1);
        var name = kind.equals("asked") ? asked : name(company.words(), kind);
        if (name != null) {
          var uri = named(path.getKey(), name);
          var body = AWAY.contains(kind) ? "" : example(operation.getValue());
          for (var token : tokens) {
            int status = send(operation.getKey(), uri, operation.getValue(), body, token);
            if (UNIQUE.contains(kind) && status < FAILURE)
              accepted.add("%s %s: %d".formatted(operation.getKey(), uri, status));
          }
        } else if (!NONE.contains(kind)) {
          unknown.add(operation.getKey() + " " + path.getKey());
        }
      }
    }
  }

  /// @return null for a kind that this class does not know
  private static String name(CanaryWords words, String kind) {
    if (kind.equals("dead-letters")) return words.at("a session") + ":" + PlantedCompany.LETTER;
    var where = THINGS.get(kind);
    if (where == null) return SAME.get(kind);
    var name = words.at(where);
    return switch (where) {
      case "a number", "a given number" -> "+" + name;
      case "a domain" -> name + ".example";
      default -> name;
    };
  }

  /// The first part of the path has the name, others a number; templates are in a language.
  private URI named(String path, String name) {
    var first = PART.matcher(path).replaceFirst(URLEncoder.encode(name, UTF_8));
    return server.http(PART.matcher(first.replace("{language}", "pl")).replaceAll("1"));
  }

  /// Of the body; empty without one.
  private String example(JsonNode operation) {
    var content = operation.at("/requestBody/content").properties();
    if (content.isEmpty()) return "";
    var media = content.iterator().next().getValue();
    if (media.has("example")) return media.path("example").toString();
    var schema = media.path("schema");
    while (schema.has("$ref")) schema = document.at(schema.path("$ref").asText().substring(1));
    return schema.at("/examples/0").toString();
  }

  private int send(String method, URI uri, JsonNode operation, String example, String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    var content = operation.at("/requestBody/content").properties();
    var body = BodyPublishers.noBody();
    if (!content.isEmpty()) {
      var first = content.iterator().next();
      request.header("Content-Type", first.getKey().equals("*/*") ? "text/plain" : first.getKey());
      body = BodyPublishers.ofString(example);
    }
    request.method(method.toUpperCase(Locale.ROOT), body);
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    sent++;
    if (answer.statusCode() == INTERNAL)
      broken.add("%s %s: %s".formatted(method, uri, answer.body()));
    return answer.statusCode();
  }
}
