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

  /// The secret in the newest mail to this address with a link to this page, when it has come.
  /// Browsers send it to no server.
  ///
  /// @param page such as `/link`
  static String token(SharedServer server, String to, String page) {
    return token(server.management("/mails"), to, page);
  }

  /// The same, from another server.
  ///
  /// @param mails its list of mails
  static String token(URI mails, String to, String page) {
    return await()
        .atMost(PATIENCE)
        .until(() -> found(mails, to, page), Optional::isPresent)
        .map(URI::getFragment)
        .get();
  }

  private static Optional<URI> found(URI mails, String to, String page)
      throws IOException, InterruptedException {
    return listed(mails).stream()
        .filter(mail -> mail.get("to").asText().equals(to))
        .flatMap(mail -> LINK.matcher(mail.get("text").asText()).results())
        .map(link -> URI.create(link.group()))
        .filter(link -> link.getPath().equals(page))
        .findFirst();
  }

  private static List<JsonNode> listed(URI mails) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(mails).build();
    var answer = HTTP.send(request, BodyHandlers.ofString()).body();
    return StreamSupport.stream(JSON.readTree(answer).get("mails").spliterator(), false).toList();
  }
}
