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
    return URI.create(addresses(data, ", or --url").path("http").asText());
  }

  /// Where telephones call the server that runs on this data directory, `sip:host:port`.
  static String sip(Path data) throws IOException {
    var sip = addresses(data, "").path("sip").asText();
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

  /// In development a server makes its tokens up, and leaves them for other nodes of this machine.
  private static String token(Config settings, Path data) {
    var own = settings.getString("parley.tokens.operator");
    return own.isEmpty() ? SharedSettings.found(data).getString("parley.tokens.operator") : own;
  }
}
