package io.parley.server.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Reads mails of a development machine, as its operator does on the management port.
final class MailReader {
  /// A node looks for mail every two seconds; a busy machine takes longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern LINK = Pattern.compile("(?m)^http\\S+$");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private MailReader() {}

  /// The link of the newest mail to this address, when it has come.
  static URI link(SharedServer server, String to) {
    return await().atMost(PATIENCE).until(() -> found(server, to), Optional::isPresent).get();
  }

  /// The secret of such a link: browsers send it to no server.
  static String token(SharedServer server, String to) {
    return link(server, to).getFragment();
  }

  private static Optional<URI> found(SharedServer server, String to)
      throws IOException, InterruptedException {
    return mails(server).stream()
        .filter(mail -> mail.get("to").asText().equals(to))
        .findFirst()
        .map(
            mail ->
                LINK.matcher(mail.get("text").asText())
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no link in " + mail))
                    .group())
        .map(URI::create);
  }

  private static List<JsonNode> mails(SharedServer server)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.management("/mails")).build();
    var answer = HTTP.send(request, BodyHandlers.ofString()).body();
    return StreamSupport.stream(JSON.readTree(answer).get("mails").spliterator(), false).toList();
  }
}
