package io.parley.server;

import io.parley.server.client.OperatorClient;
import java.io.IOException;
import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options of a command that operates a running server as its operator: a mixin. `--url` may
/// follow a command below it.
final class ServerOptions extends SettingsOption {
  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "the server's address; default: the one that runs on the data directory")
  private URI url;

  /// @param base the part of the API, such as `/v1/knowledge`
  OperatorClient client(String base) throws IOException {
    return RunningServer.client(settings(), url, base);
  }
}
