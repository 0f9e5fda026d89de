package io.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import io.parley.server.client.OperatorClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the server that a command operates: the one that runs on the data directory, or a named
/// one.
final class RunningServer {
  private RunningServer() {}

  /// @param url the server's address; null: the one that runs on the data directory
  /// @param base the part of the API, such as `/v1/knowledge`
  static OperatorClient client(Config settings, URI url, String base) throws IOException {
    var data = ServerSettings.from(settings).data().toAbsolutePath();
    return new OperatorClient(url == null ? running(data) : url, token(settings, data), base);
  }

  private static URI running(Path data) throws IOException {
    return http(data, ", or --url");
  }

  /// Where clients reach the server that runs on this data directory.
  ///
  /// @param orElse what may be given instead, for the message
  static URI http(Path data, String orElse) throws IOException {
    return URI.create(addresses(data, orElse).path("http").asText());
  }

  /// Where telephones call the server that runs on this data directory, or the first of its nodes:
  /// `sip:host:port`.
  static String sip(Path data) throws IOException {
    var own = addresses(data, "");
    var node = own.has("nodes") ? addresses(LocalCluster.directory(data, "1"), "") : own;
    var sip = node.path("sip").asText();
    if (sip.isEmpty())
      throw new WrongSetting(
          "parley.sip.enabled: the running server takes no calls by SIP (expected: on, and calls"
              + " enabled)");
    return sip;
  }

  private static JsonNode addresses(Path data, String orElse) throws IOException {
    var file = data.resolve("addresses.json");
    if (!Files.isReadable(file))
      throw new WrongSetting(
          "parley.data: %s (expected: the data directory of a running Parley%s)"
              .formatted(data, orElse));
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  /// The shared token of operators.
  static String token(Config settings) {
    return token(settings, ServerSettings.from(settings).data().toAbsolutePath());
  }

  /// In development a server makes its tokens up, and leaves them for other nodes of this machine.
  private static String token(Config settings, Path data) {
    if (!settings.getBoolean("parley.auth.shared-tokens"))
      throw new WrongSetting(
          "parley.auth.shared-tokens: off (expected: on, because this command uses the"
              + " operator's)");
    var own = settings.getString("parley.tokens.operator");
    return own.isEmpty() ? SharedSettings.found(data).getString("parley.tokens.operator") : own;
  }
}
