package io.parley.tools.mcp;

import io.parley.core.tool.source.ToolSource;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.McpSettings.ApprovalOf;
import io.parley.tools.mcp.McpSettings.Elicit;
import io.parley.tools.mcp.client.ClientSettings;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.stdio.ProcessSettings;
import io.parley.tools.source.Fields;
import io.parley.tools.source.SourceAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /// How tokens are got.
  enum Grant {
    /// For this program itself.
    CLIENT_CREDENTIALS,
    /// For an operator, who signs in.
    AUTHORIZATION_CODE
  }

  /// @param clientId empty: this program makes itself known to the authorization server
  /// @param clientSecret may name a secret
  /// @param isDescribed whether it may do so by the address of its description
  record OAuth(
      Grant grant,
      Optional<String> clientId,
      Optional<String> clientSecret,
      Optional<String> issuer,
      Optional<String> scope,
      boolean isDescribed) {
    boolean needsSignIn() {
      return grant == Grant.AUTHORIZATION_CODE;
    }
  }

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
      Set.of("grant", "clientId", "clientSecret", "issuer", "scope", "clientMetadata");

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
            json.choice("elicitation", Elicit.class, Elicit.DECLINE),
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
    var grant = json.choice("grant", Grant.class, Grant.CLIENT_CREDENTIALS);
    var clientId = json.text("clientId");
    if (grant == Grant.CLIENT_CREDENTIALS && clientId.isEmpty())
      throw json.wrong("clientId", "the id of this client");
    if (clientId.isEmpty() && json.has("clientSecret"))
      throw json.wrong("clientSecret", "none without a clientId");
    return new OAuth(
        grant,
        clientId,
        json.text("clientSecret"),
        json.text("issuer"),
        json.text("scope"),
        json.flag("clientMetadata", true));
  }

  private static Revision revision(String date) {
    return Revision.of(date)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "settings.revision: %s (expected: a revision of MCP such as 2025-11-25)"
                        .formatted(date)));
  }
}
