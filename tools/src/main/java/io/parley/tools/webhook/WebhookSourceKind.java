package io.parley.tools.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.ToolSource;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.FixedTools;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceTools;
import io.parley.tools.source.Tool;
import io.parley.tools.source.ToolSourceKind;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A company's own endpoints as sources of tools, as `docs/TOOLS.md` describes them.
///
/// @param callbacks the public address of this server; without it no tool may answer later
public record WebhookSourceKind(InstantSource clock, Optional<URI> callbacks)
    implements ToolSourceKind {
  private static final Set<String> KEYS = Set.of("secret", "tools");
  private static final Set<String> TOOL_KEYS =
      Set.of(
          "name",
          "description",
          "parameters",
          "url",
          "policy",
          "approval",
          "deadlineSeconds",
          "answers",
          "answerWithinMinutes",
          "personal");
  private static final Map<String, ToolPolicy> POLICIES =
      Map.of(
          "read-only", ToolPolicy.READ_ONLY,
          "retry-with-key", ToolPolicy.RETRY_WITH_KEY,
          "ask-human", ToolPolicy.ASK_HUMAN);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,38}");
  private static final int TOOLS_MAX = 100;
  private static final int DESCRIPTION_MAX = 2000;
  private static final int DEADLINE = 30;
  private static final int DEADLINE_MAX = 600;
  private static final int WITHIN = Math.toIntExact(Duration.ofDays(3).toMinutes());
  private static final int WITHIN_MAX = Math.toIntExact(Duration.ofDays(30).toMinutes());

  /// @param within time for a later answer; empty if it answers at once
  private record Endpoint(ToolSpec spec, URI url, Optional<Duration> within) {}

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void check(ToolSource source) {
    var endpoints = endpoints(source);
    // the same checks as when it is opened: names and schemas
    var _ = new FixedTools(tools(endpoints, secret(source), null));
  }

  @Override
  public SourceTools open(ToolSource source, SourceAccess access) {
    var endpoints = endpoints(source);
    var secret = secret(source);
    var answers = new HashMap<String, Answers>();
    for (var each : endpoints)
      later(each, secret, access).ifPresent(later -> answers.put(each.spec().name(), later));
    return new WebhookTools(
        endpoints.stream().map(Endpoint::spec).toList(),
        new FixedTools(tools(endpoints, secret, access)),
        Map.copyOf(answers));
  }

  private Optional<Answers> later(Endpoint endpoint, String secret, SourceAccess access) {
    return endpoint
        .within()
        .map(
            within ->
                new Answers(
                    endpoint.url(), secret, access, clock, callbacks.orElseThrow(), within));
  }

  private List<Tool> tools(List<Endpoint> endpoints, String secret, SourceAccess access) {
    return endpoints.stream()
        .<Tool>map(
            each ->
                new WebhookTool(
                    each.spec(), each.url(), secret, access, clock, later(each, secret, access)))
        .toList();
  }

  private static String secret(ToolSource source) {
    var secret = Jackson.tree(source.settings()).path("secret").asText("");
    if (!SourceAccess.namesSecret(secret))
      throw wrong("secret", "the name of a stored secret, such as ${secret:shop}");
    return secret;
  }

  private List<Endpoint> endpoints(ToolSource source) {
    var settings = Jackson.tree(source.settings());
    known(settings, "settings", KEYS);
    var list = settings.path("tools");
    if (!list.isArray() || list.isEmpty() || list.size() > TOOLS_MAX)
      throw wrong("tools", "a list of 1 to " + TOOLS_MAX + " tools");
    var endpoints = new ArrayList<Endpoint>();
    for (var each : list) endpoints.add(endpoint(source.name(), each));
    return endpoints;
  }

  private Endpoint endpoint(String source, JsonNode json) {
    known(json, "settings.tools", TOOL_KEYS);
    var name = json.path("name").asText("");
    if (!NAME.matcher(name).matches()) throw wrong("tools.name", NAME.pattern());
    var description = json.path("description").asText("");
    if (description.isBlank() || description.length() > DESCRIPTION_MAX)
      throw wrong("tools.description", "1 to " + DESCRIPTION_MAX + " characters");
    var parameters = json.path("parameters");
    if (!parameters.path("type").asText("").equals("object"))
      throw wrong("tools.parameters", "a JSON Schema of an object");
    var policy = POLICIES.get(json.path("policy").asText("ask-human"));
    if (policy == null) throw wrong("tools.policy", "one of " + new TreeSet<>(POLICIES.keySet()));
    var deadline = json.path("deadlineSeconds");
    int seconds = deadline.isMissingNode() ? DEADLINE : deadline.asInt(0);
    if (seconds < 1 || seconds > DEADLINE_MAX)
      throw wrong("tools.deadlineSeconds", "1 to " + DEADLINE_MAX);
    var spec =
        new ToolSpec(
            source + "." + name,
            name,
            description,
            new Json(parameters.toString()),
            policy,
            flag(json, "approval"),
            Duration.ofSeconds(seconds),
            "webhook:" + source,
            flag(json, "personal"));
    return new Endpoint(spec, url(json.path("url").asText("")), within(json));
  }

  private Optional<Duration> within(JsonNode json) {
    var minutes = json.path("answerWithinMinutes");
    var answers = json.path("answers").asText("now");
    if (!answers.equals("later")) {
      if (!answers.equals("now")) throw wrong("tools.answers", "now or later");
      if (!minutes.isMissingNode())
        throw wrong("tools.answerWithinMinutes", "nothing, or answers: later");
      return Optional.empty();
    }
    if (callbacks.isEmpty())
      throw wrong(
          "tools.answers",
          "now; or later, with the public address of this server in parley.http.public-url");
    int time = minutes.isMissingNode() ? WITHIN : minutes.asInt(0);
    if (time < 1 || time > WITHIN_MAX)
      throw wrong("tools.answerWithinMinutes", "1 to " + WITHIN_MAX);
    return Optional.of(Duration.ofMinutes(time));
  }

  private static boolean flag(JsonNode json, String key) {
    var value = json.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) throw wrong("tools." + key, "true or false");
    return value.asBoolean(true);
  }

  private static URI url(String text) {
    try {
      var url = URI.create(text);
      if (url.getHost() != null
          && url.getRawUserInfo() == null
          && Set.of("http", "https").contains(url.getScheme())) return url;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong("tools.url", "an address").getMessage(), e);
    }
    throw wrong("tools.url", "an address such as https://shop.example/refund, without a user");
  }

  private static void known(JsonNode json, String path, Set<String> keys) {
    if (!json.isObject()) throw new IllegalArgumentException(path + ": no object (expected: one)");
    for (var field : json.properties())
      if (!keys.contains(field.getKey()))
        throw new IllegalArgumentException(
            "%s.%s: not known (expected: %s)".formatted(path, field.getKey(), new TreeSet<>(keys)));
  }

  private static IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException(
        "settings.%s: missing or another value (expected: %s)".formatted(key, expected));
  }
}
