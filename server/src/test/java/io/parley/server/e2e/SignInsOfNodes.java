package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.session.TestSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Each node holds sign-ins for a few seconds, and looks at those of its open connections.
final class SignInsOfNodes {
  private static final Logger LOG = LoggerFactory.getLogger(SignInsOfNodes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Pattern OWNER = Pattern.compile("(?m)^ {2}owner +(\\S+)$");
  private static final String EMAIL = "ada@shop.example";
  private static final String PASSWORD = "several words of no song";
  private static final int TOKEN_EXPIRED = 4401;
  private static final int REFUSED = 401;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Caller STRANGER = Caller.with("");

  private SignInsOfNodes() {}

  /// Ended at the first node; the last one has its open socket, and the second one has just let it
  /// in. Five seconds on a machine that is not busy.
  static void oneThatEndedIsGoneOnEveryNode(LocalNodes cluster)
      throws IOException, InterruptedException {
    var nodes = cluster.nodes();
    var owner = Caller.with(claimed(cluster).get("accessToken").asText());
    var credentials = body().put("email", EMAIL).put("password", PASSWORD).toString();
    var other = STRANGER.post(nodes.getFirst(), "/v1/sign-ins", credentials, 201);
    var token = other.get("accessToken").asText();
    var session = Caller.start(nodes.getLast());
    try (var socket = TestSocket.open(HTTP, socket(nodes.getLast(), session), token)) {
      socket.next("caught-up");
      for (var node : nodes) Caller.with(token).get(node, "/v1/me");
      owner.delete(nodes.getFirst(), "/v1/sign-ins/" + other.get("signIn").asText(), 204);
      long ended = System.nanoTime();
      for (var node : nodes)
        await()
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(LOOK_EVERY)
            .until(() -> Caller.with(token).status(node, "/v1/me") == REFUSED);
      LOG.info("a sign-in that ended was refused by all nodes after {} ms", since(ended));
      assertThat(socket.closeCode()).isEqualTo(TOKEN_EXPIRED);
      LOG.info("a sign-in that ended had no open socket after {} ms", since(ended));
    }
    owner.get(nodes.getLast(), "/v1/me");
  }

  private static long since(long then) {
    return Duration.ofNanos(System.nanoTime() - then).toMillis();
  }

  /// The owner of the installation's organisation, by the link on the console.
  private static JsonNode claimed(LocalNodes cluster) throws IOException, InterruptedException {
    var log = await().atMost(PATIENCE).until(cluster.supervisor()::log, OWNER.asPredicate());
    var link = OWNER.matcher(log);
    assertThat(link.find()).as(log).isTrue();
    var claim =
        body()
            .put("token", URI.create(link.group(1)).getFragment())
            .put("name", "Ada")
            .put("email", EMAIL)
            .put("password", PASSWORD);
    return STRANGER.post(cluster.nodes().getFirst(), "/v1/links/acceptance", claim.toString(), 201);
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  private static URI socket(Served node, Caller.Session session) {
    var http = node.http("/v1/sessions/" + session.id() + "/socket?after=0");
    return URI.create(http.toString().replaceFirst("^http", "ws"));
  }
}
