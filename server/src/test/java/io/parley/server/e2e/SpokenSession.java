package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// The session of a page, read as a human agent.
final class SpokenSession {
  private static final Pattern SOCKET = Pattern.compile("/v1/sessions/([^/]+)/socket");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String> sockets = new CopyOnWriteArrayList<>();

  /// The session that `page` opens from now on.
  static SpokenSession of(Page page) {
    var session = new SpokenSession();
    page.onWebSocket(socket -> session.sockets.add(socket.url()));
    return session;
  }

  /// The URL of every socket that the page opened.
  List<String> sockets() {
    return sockets;
  }

  /// The sessions in the order in which the page opened them, each once.
  List<String> ids() {
    return sockets.stream()
        .map(SOCKET::matcher)
        .filter(found -> found.find())
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /// Its events; empty without a session.
  List<JsonNode> events(Served server) throws Exception {
    if (ids().isEmpty()) return List.of();
    var request =
        HttpRequest.newBuilder(server.http("/v1/sessions/" + ids().getFirst() + "/events"))
            .header("Authorization", "Bearer " + ServerProcess.AGENT_TOKEN)
            .build();
    var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    var events = new ArrayList<JsonNode>();
    JSON.readTree(answer.body()).get("events").forEach(each -> events.add(each.get("event")));
    return events;
  }

  /// The first event of this kind that is not by the bot.
  Optional<JsonNode> first(Served server, String kind) throws Exception {
    return events(server).stream()
        .filter(event -> event.get("kind").asText().equals(kind))
        .filter(event -> !event.path("by").asText().equals("bot"))
        .findFirst();
  }
}
