package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// Sessions that telephones begin: a telephone does not tell their ids, so they are those that were
/// created since. The list of sessions may show earlier ones late.
final class PhoneSessions {
  private static final Caller STAFF = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);

  private final Served server;
  private final Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private PhoneSessions(Served server) {
    this.server = server;
  }

  /// To be called before the call.
  static PhoneSessions from(Served server) {
    return new PhoneSessions(server);
  }

  /// Waits for the session of the only call since then.
  String awaitOne() {
    return Awaitility.await().until(this::newest, Optional::isPresent).orElseThrow();
  }

  private Optional<String> newest() throws IOException, InterruptedException {
    return all().stream().findFirst();
  }

  /// Those that the list shows so far.
  List<String> all() throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    for (var session : STAFF.get(server, "/v1/sessions?limit=100").get("sessions"))
      if (!Instant.parse(session.get("createdAt").asText()).isBefore(since))
        found.add(session.get("id").asText());
    return found;
  }

  /// Events of a session.
  List<JsonNode> events(String session) throws IOException, InterruptedException {
    return STAFF.events(server, new Caller.Session(session, "")).stream()
        .map(each -> each.get("event"))
        .toList();
  }

  void end(String session) throws IOException, InterruptedException {
    AGENT.post(server, "/v1/sessions/" + session + "/end", "{}", 202);
  }
}
