package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.source.ToolSource;
import io.parley.tools.json.Jackson;
import io.parley.tools.openapi.Settings.ApprovalOf;
import io.parley.tools.source.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The settings of a source of the kind `openapi`, as `docs/TOOLS.md` describes them.
///
/// @param inline the document, if it is part of the settings
/// @param documentUrl where it is fetched otherwise
/// @param server the service's address, in place of the document's
/// @param headers of each request; values may name secrets
/// @param identity certificate and key for TLS, which may name secrets
/// @param choices the operations that are tools; empty: all
record Definition(
    Settings settings,
    Optional<ObjectNode> inline,
    Optional<URI> documentUrl,
    Optional<URI> server,
    Auth auth,
    Map<String, String> headers,
    Optional<Identity> identity,
    List<Choice> choices) {
  /// PEM texts.
  record Identity(String certificate, String key) {}

  private static final Set<String> KEYS =
      Set.of(
          "document",
          "documentUrl",
          "server",
          "auth",
          "headers",
          "clientCertificate",
          "clientKey",
          "operations",
          "approval",
          "personal",
          "deadlineSeconds",
          "refreshSeconds",
          "callsMax",
          "toolsMax",
          "answerKb",
          "documentKb");

  /// A token of RFC 9110, section 5.6.2.
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  private static final int DEADLINE_MAX = 600;
  private static final int DAY = 86_400;
  private static final int KB = 1024;

  /// @throws IllegalArgumentException if a setting is wrong
  static Definition of(ToolSource source) {
    var json = new Fields(Jackson.tree(source.settings()), "settings", KEYS);
    var settings =
        new Settings(
            source.name(),
            json.choice("approval", ApprovalOf.class, ApprovalOf.EFFECTS),
            json.flag("personal", true),
            Duration.ofSeconds(json.number("deadlineSeconds", 30, 1, DEADLINE_MAX)),
            Duration.ofSeconds(json.number("refreshSeconds", 3600, 1, DAY)),
            json.number("callsMax", 8, 1, 256),
            json.number("toolsMax", 100, 1, 1000),
            json.number("answerKb", 1024, 1, 16 * KB) * KB,
            json.number("documentKb", 4096, 1, 16 * KB) * KB);
    var document = json.value("document");
    var url = address(json, "documentUrl");
    if (document.isPresent() == url.isPresent())
      throw json.wrong("documentUrl", "this and no document, or a document and no documentUrl");
    if (document.isPresent() && !document.get().isObject())
      throw json.wrong("document", "an OpenAPI document as an object");
    var headers = json.texts("headers");
    if (!headers.keySet().stream().allMatch(Definition::isHeader))
      throw json.wrong("headers", "names as HTTP allows");
    if (json.has("clientCertificate") != json.has("clientKey"))
      throw json.wrong("clientKey", "clientCertificate and clientKey, or neither");
    return new Definition(
        settings,
        document.map(ObjectNode.class::cast),
        url,
        address(json, "server"),
        Auth.of(json.part("auth", Auth.KEYS)),
        headers,
        json.text("clientCertificate")
            .map(chain -> new Identity(chain, json.text("clientKey").orElseThrow())),
        Choice.all(json));
  }

  static boolean isHeader(String name) {
    return HEADER.matcher(name).matches();
  }

  /// An address without user name and fragment.
  static Optional<URI> address(Fields json, String key) {
    return json.text(key)
        .map(
            text -> {
              var expected = "an address such as https://api.example/v1";
              try {
                var uri = URI.create(text);
                boolean isUsable =
                    uri.getHost() != null
                        && Set.of("http", "https").contains(uri.getScheme())
                        && uri.getRawUserInfo() == null
                        && uri.getRawFragment() == null;
                if (!isUsable) throw json.wrong(key, expected);
                return uri;
              } catch (IllegalArgumentException e) {
                throw (IllegalArgumentException) json.wrong(key, expected).initCause(e);
              }
            });
  }
}
