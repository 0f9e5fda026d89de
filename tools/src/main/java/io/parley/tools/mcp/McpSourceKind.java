package io.parley.tools.mcp;

import io.parley.core.tool.source.ToolSource;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.http.GuardedSender;
import io.parley.tools.mcp.http.HttpChannel;
import io.parley.tools.mcp.oauth.OAuthCredentials;
import io.parley.tools.mcp.oauth.OAuthSettings;
import io.parley.tools.mcp.stdio.StdioChannel;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceTools;
import io.parley.tools.source.ToolSourceKind;
import java.net.URI;
import java.time.Duration;
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
        var fixed = new SecretHeaders(uri, headers, access);
        Credentials credentials =
            oauth.isEmpty()
                ? fixed
                : new OAuthCredentials(
                    uri, settings(oauth.get(), access), Optional.empty(), sender);
        yield peer -> new HttpChannel(uri, sender, credentials, definition.messageMax(), peer);
      }
    };
  }

  private static OAuthSettings settings(McpDefinition.OAuth oauth, SourceAccess access) {
    return new OAuthSettings(
        Optional.of(oauth.clientId()),
        oauth.clientSecret().map(text -> (URI target) -> access.filled(text, target)),
        oauth.issuer(),
        oauth.scope());
  }
}
