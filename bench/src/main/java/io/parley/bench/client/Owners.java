package io.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Makes organisations as strangers do: they sign up, and open the link of the mail, which a server
/// in development shows on its management port.
public final class Owners {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String PASSWORD = "several words of no song";
  private static final Pattern LINK = Pattern.compile("(?m)^http\\S++$");

  private final ChatClient client;
  private final URI http;
  private final URI management;

  public Owners(ChatClient client, URI http, URI management) {
    this.client = client;
    this.http = http;
    this.management = management;
  }

  /// @param name of the organisation: small letters and digits, another one each time
  /// @return the owner's access token, valid for an hour
  public String signUp(String name) throws IOException, InterruptedException {
    var email = name + "@fairness.example";
    client.post(
        http.resolve("/v1/sign-ups"),
        Frame.JSON
            .createObjectNode()
            .put("name", "The owner")
            .put("email", email)
            .put("organisation", "Organisation " + name)
            .put("slug", name),
        202);
    var use =
        Frame.JSON
            .createObjectNode()
            .put("token", link(email).getFragment())
            .put("name", "The owner")
            .put("password", PASSWORD);
    return client.post(http.resolve("/v1/links/acceptance"), use, 201).get("accessToken").asText();
  }

  /// A node looks for mail every two seconds.
  private URI link(String email) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      var link = find(client.json(management.resolve("/mails")).path("mails"), email);
      if (link.isPresent()) return link.get();
      LockSupport.parkNanos(LOOK.toNanos());
    }
    throw new IOException("no mail to " + email + " within " + PATIENCE);
  }

  private static Optional<URI> find(JsonNode mails, String email) {
    for (var mail : mails) {
      var link = LINK.matcher(mail.path("text").asText());
      if (mail.path("to").asText().equals(email) && link.find())
        return Optional.of(URI.create(link.group()));
    }
    return Optional.empty();
  }
}
