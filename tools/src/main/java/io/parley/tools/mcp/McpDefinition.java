package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.source.ToolSource;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.McpSettings.ApprovalOf;
import io.parley.tools.mcp.client.ClientSettings;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.stdio.ProcessSettings;
import io.parley.tools.source.SourceAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The settings of a source of the kind `mcp`, as `docs/TOOLS.md` describes them.
///
/// @param messageMax bytes of one message
record McpDefinition(McpSettings settings, Place place, int messageMax) {
  /// Where the server is.
  sealed interface Place {}

  record Program(ProcessSettings settings) implements Place {}

  /// @param headers may name secrets
  /// @param oauth in place of headers
  record Address(URI uri, Map<String, String> headers, Optional<OAuth> oauth) implements Place {}

  /// @param clientSecret may name a secret
  record OAuth(
      String clientId,
      Optional<String> clientSecret,
      Optional<String> issuer,
      Optional<String> scope) {}

  private static final Set<String> KEYS =
      Set.of(
          "url",
          "headers",
          "oauth",
          "command",
          "environment",
          "directory",
          "memoryMb",
          "revision",
          "approval",
          "trustHints",
          "elicitation",
          "resources",
          "personal",
          "deadlineSeconds",
          "refreshSeconds",
          "callsMax",
          "toolsMax",
          "messageKb");

  private static final Set<String> OAUTH_KEYS =
      Set.of("clientId", "clientSecret", "issuer", "scope");

  /// A token of RFC 9110, section 5.6.2.
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");
  private static final int DEADLINE_MAX = 600;
  private static final int DAY = 86_400;
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration PROBE = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int SCHEMA_MAX = 32 * 1024;
  private static final int DESCRIPTION_MAX = 2000;

  /// @throws IllegalArgumentException if a setting is wrong
  static McpDefinition of(ToolSource source, String version) {
    var json = new Fields(Jackson.tree(source.settings()), "settings", KEYS);
    var settings =
        new McpSettings(
            source.name(),
            json.choice("approval", ApprovalOf.class, ApprovalOf.DESTRUCTIVE),
            json.flag("trustHints", true),
            json.choice("elicitation", Asking.class, Asking.DECLINE) == Asking.DEFAULTS,
            json.flag("resources", true),
            json.flag("personal", true),
            Duration.ofSeconds(json.number("deadlineSeconds", 30, 1, DEADLINE_MAX)),
            Duration.ofSeconds(json.number("refreshSeconds", 300, 10, DAY)),
            json.number("callsMax", 8, 1, 256),
            new ClientSettings(
                version,
                json.text("revision").map(McpDefinition::revision),
                START,
                PROBE,
                json.number("toolsMax", 100, 1, 1000),
                SCHEMA_MAX,
                DESCRIPTION_MAX));
    int messageMax = json.number("messageKb", 1024, 16, 16 * 1024) * 1024;
    return new McpDefinition(settings, place(source, json, messageMax), messageMax);
  }

  /// What a server that asks back is told.
  private enum Asking {
    DECLINE,
    DEFAULTS
  }

  private static Place place(ToolSource source, Fields json, int messageMax) {
    var url = json.text("url");
    if (url.isPresent() == json.has("command"))
      throw json.wrong("url", "this and no command, or a command and no url");
    if (url.isPresent()) return address(json, url.get());
    if (!source.isOfFile())
      throw json.wrong(
          "command", "none: programs are started for sources of the configuration alone");
    var environment = json.texts("environment");
    for (var text : environment.values())
      if (SourceAccess.namesSecret(text))
        throw json.wrong("environment", "no secret: those belong to hosts");
    return new Program(
        new ProcessSettings(
            json.list("command"),
            environment,
            json.text("directory").map(Path::of),
            json.number("memoryMb", 2048, 16, 1 << 20) * (1L << 20),
            messageMax,
            GRACE));
  }

  private static Address address(Fields json, String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw json.wrong("url", "an address such as https://tools.example/mcp");
    }
    if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme()))
      throw json.wrong("url", "an address such as https://tools.example/mcp");
    if (uri.getRawUserInfo() != null)
      throw json.wrong("url", "one without a user name: credentials are in headers, as secrets");
    var headers = json.texts("headers");
    headers.forEach(
        (name, value) -> {
          if (!HEADER.matcher(name).matches() || CONTROL.matcher(value).find())
            throw json.wrong("headers", "names as HTTP allows, and values without control codes");
        });
    var oauth = json.part("oauth", OAUTH_KEYS).map(McpDefinition::oauth);
    if (oauth.isPresent() && !headers.isEmpty())
      throw json.wrong("headers", "either headers or oauth");
    return new Address(uri, headers, oauth);
  }

  private static OAuth oauth(Fields json) {
    return new OAuth(
        json.text("clientId").orElseThrow(() -> json.wrong("clientId", "the id of this client")),
        json.text("clientSecret"),
        json.text("issuer"),
        json.text("scope"));
  }

  private static Revision revision(String date) {
    return Revision.of(date)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "settings.revision: %s (expected: a revision of MCP such as 2025-11-25)"
                        .formatted(date)));
  }

  /// Fields of a JSON object, with names for messages. Values are not shown: they may be secret.
  private record Fields(JsonNode json, String path, Set<String> keys) {
    private Fields {
      if (!json.isObject())
        throw new IllegalArgumentException(path + ": no object (expected: one)");
      for (var field : json.properties())
        if (!keys.contains(field.getKey()))
          throw new IllegalArgumentException(
              "%s.%s: not known (expected: %s)"
                  .formatted(path, field.getKey(), new TreeSet<>(keys)));
    }

    boolean has(String key) {
      return json.hasNonNull(key);
    }

    IllegalArgumentException wrong(String key, String expected) {
      return new IllegalArgumentException(
          "%s.%s: %s (expected: %s)"
              .formatted(path, key, has(key) ? "another value" : "nothing", expected));
    }

    Optional<String> text(String key) {
      if (!has(key)) return Optional.empty();
      if (!json.get(key).isTextual() || json.get(key).asText().isBlank())
        throw wrong(key, "a text");
      return Optional.of(json.get(key).asText());
    }

    boolean flag(String key, boolean otherwise) {
      if (has(key) && !json.get(key).isBoolean()) throw wrong(key, "true or false");
      return json.path(key).asBoolean(otherwise);
    }

    int number(String key, int otherwise, int least, int most) {
      if (!has(key)) return otherwise;
      var value = json.get(key);
      if (!value.isInt() || value.asInt() < least || value.asInt() > most)
        throw wrong(key, "a whole number from %d to %d".formatted(least, most));
      return value.asInt();
    }

    <E extends Enum<E>> E choice(String key, Class<E> of, E otherwise) {
      var given = text(key);
      if (given.isEmpty()) return otherwise;
      for (var each : of.getEnumConstants())
        if (each.name().toLowerCase(Locale.ROOT).equals(given.get())) return each;
      throw wrong(key, "one of " + Arrays.toString(of.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    List<String> list(String key) {
      var values = new ArrayList<String>();
      for (var each : json.path(key)) {
        if (!each.isTextual()) throw wrong(key, "a list of texts");
        values.add(each.asText());
      }
      if (values.isEmpty()) throw wrong(key, "a list of texts");
      return values;
    }

    Map<String, String> texts(String key) {
      var values = new LinkedHashMap<String, String>();
      if (has(key) && !json.get(key).isObject()) throw wrong(key, "an object of texts");
      for (var each : json.path(key).properties()) {
        if (!each.getValue().isTextual()) throw wrong(key, "an object of texts");
        values.put(each.getKey(), each.getValue().asText());
      }
      return values;
    }

    Optional<Fields> part(String key, Set<String> known) {
      return has(key)
          ? Optional.of(new Fields(json.get(key), path + "." + key, known))
          : Optional.empty();
    }
  }
}
