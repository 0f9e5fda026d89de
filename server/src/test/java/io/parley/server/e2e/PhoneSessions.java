package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/// Sessions that telephones begin: a telephone does not tell their ids, so they are those that were
/// not there before.
final class PhoneSessions {
  private static final Caller STAFF = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);

  private final Served server;
  private final Set<String> before;

  private PhoneSessions(Served server, Set<String> before) {
    this.server = server;
    this.before = before;
  }

  /// To be called before the call.
  static PhoneSessions from(Served server) throws IOException, InterruptedException {
    return new PhoneSessions(server, ids(server));
  }

  private static Set<String> ids(Served server) throws IOException, InterruptedException {
    var ids = new HashSet<String>();
    STAFF
        .get(server, "/v1/sessions?limit=100")
        .get("sessions")
        .forEach(session -> ids.add(session.get("id").asText()));
    return ids;
  }

  /// Waits for the session of the only call since then.
  String awaitOne() {
    return Awaitility.await().until(this::newest, Optional::isPresent).orElseThrow();
  }

  private Optional<String> newest() throws IOException, InterruptedException {
    var now = ids(server);
    now.removeAll(before);
    return now.stream().findFirst();
  }

  /// How many began since then.
  int count() throws IOException, InterruptedException {
    var now = ids(server);
    now.removeAll(before);
    return now.size();
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
