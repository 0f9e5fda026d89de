package io.parley.tools.mcp;

import io.parley.core.tool.source.ToolSource;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.http.GuardedSender;
import io.parley.tools.mcp.http.HttpChannel;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.oauth.OAuthCredentials;
import io.parley.tools.mcp.oauth.OAuthSettings;
import io.parley.tools.mcp.oauth.SignInFlow;
import io.parley.tools.mcp.oauth.SignedIn;
import io.parley.tools.mcp.stdio.StdioChannel;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.SourceSignIn;
import io.parley.tools.source.SourceTokens;
import io.parley.tools.source.SourceTools;
import io.parley.tools.source.ToolSourceKind;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// MCP servers as sources of tools. A definition names an address, or a program; programs are
/// started for definitions of the configuration alone, because they run with the rights of this
/// one.
///
/// @param version of this program, as servers are told
public record McpSourceKind(String version) implements ToolSourceKind {
  private static final String KIND = "mcp";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public void check(ToolSource source) {
    McpDefinition.of(source, version);
  }

  @Override
  public List<URI> addresses(ToolSource source) {
    return McpDefinition.of(source, version).place() instanceof McpDefinition.Address address
        ? List.of(address.uri())
        : List.of();
  }

  @Override
  public SourceTools open(ToolSource source, SourceAccess access) {
    var definition = McpDefinition.of(source, version);
    return McpTools.open(definition.settings(), opening(definition, access));
  }

  private static McpClient.Opening opening(McpDefinition definition, SourceAccess access) {
    var name = definition.settings().name();
    return switch (definition.place()) {
      case McpDefinition.Program(var program) -> peer -> StdioChannel.open(name, program, peer);
      case McpDefinition.Address(var uri, var headers, var oauth) -> {
        var sender = new GuardedSender(access.http(), CONNECT_TIMEOUT);
        Credentials credentials =
            oauth.isEmpty()
                ? new SecretHeaders(uri, headers, access)
                : credentials(uri, name, oauth.get(), access, sender);
        yield peer -> new HttpChannel(uri, sender, credentials, definition.messageMax(), peer);
      }
    };
  }

  private static Credentials credentials(
      URI uri, String name, McpDefinition.OAuth oauth, SourceAccess access, HttpSender sender) {
    var settings = settings(oauth, access);
    if (!oauth.needsSignIn()) return new OAuthCredentials(uri, settings, Optional.empty(), sender);
    var store =
        access
            .signIns()
            .orElseThrow(() -> new SourceFailure("this program stores no sign-ins", null));
    return new SignedIn(
        uri,
        settings,
        new SourceTokens(store, access.tenant(), name, uri),
        sender,
        InstantSource.system());
  }

  @Override
  public Optional<SourceSignIn> signIn(ToolSource source, SourceAccess access) {
    return McpDefinition.of(source, version).place()
                instanceof McpDefinition.Address(var uri, var _, var oauth)
            && oauth.filter(McpDefinition.OAuth::needsSignIn).isPresent()
        ? Optional.of(
            new McpSignIn(
                uri,
                new SignInFlow(
                    uri,
                    settings(oauth.get(), access),
                    new GuardedSender(access.http(), CONNECT_TIMEOUT),
                    InstantSource.system()),
                oauth.get().isDescribed()))
        : Optional.empty();
  }

  private static OAuthSettings settings(McpDefinition.OAuth oauth, SourceAccess access) {
    return new OAuthSettings(
        oauth.clientId(),
        oauth.clientSecret().map(text -> (URI target) -> access.filled(text, target)),
        oauth.issuer(),
        oauth.scope());
  }
}
