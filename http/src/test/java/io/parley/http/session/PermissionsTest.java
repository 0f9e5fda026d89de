package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.http.apikey.ApiKeyAuthenticator;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.identity.apikey.ApiKeyTokens;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sends every operation of `openapi.json`, and every frame that a client may send, as every
/// [Sender], and compares with `permissions.txt`. An operation or a frame without a row fails.
class PermissionsTest {
  private static final Origins ORIGINS = new Origins(Set.of());

  /// More than this test sends: otherwise every token from its address would be refused.
  private static final String WRONG_TOKENS = "parley.tokens.guesses.free = 100000";

  private static final PermissionTable TABLE = PermissionTable.read();
  private static EdgeServer server;
  private static Operations operations;
  private static SocketOutcomes sockets;
  private static Credentials credentials;

  @BeforeAll
  static void start() {
    server = EdgeServer.start(WRONG_TOKENS);
    credentials = new Credentials(server);
    var port = server.bind(router());
    operations = new Operations(server.client, port.address().getPort());
    sockets = new SocketOutcomes(server.client, operations);
  }

  /// As the server makes it: pages take no API key.
  private static Router router() {
    var authenticator =
        new ApiKeyAuthenticator(
            new ApiKeyTokens(server.keys, new SecureRandom()),
            server.tokens.guesses(),
            ORIGINS,
            new SimpleMeterRegistry(),
            server.edge.clock());
    return Router.create(
        Stream.concat(
                EveryEndpoint.ofApi(server.edge).stream().map(authenticator::over),
                EveryEndpoint.ofPages().stream())
            .toList(),
        new Router.Settings(new BodyLimits(65_536, EdgeServer.PATIENCE), ORIGINS, 0),
        _ -> {},
        Materializer.createMaterializer(server.system));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  // --- the table ---------------------------------------------------------------------------------

  @Test
  void every_operation_and_every_frame_has_one_row() {
    var expected = new ArrayList<>(Operations.names());
    for (var frame : SocketOutcomes.FRAMES)
      expected.add(PermissionTable.frame(SocketOutcomes.type(frame)));
    assertThat(TABLE.rows())
        .extracting(PermissionTable.Row::name)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void every_frame_that_a_client_may_send_is_tried() {
    var limits = server.edge.settings().text();
    var tried =
        SocketOutcomes.FRAMES.stream()
            .map(frame -> (Frames.Understood) Frames.parse(frame, limits))
            .map(understood -> understood.frame().getClass().getName())
            .toList();
    var known = Stream.of(ClientFrame.class.getPermittedSubclasses()).map(Class::getName).toList();
    assertThat(tried).containsExactlyInAnyOrderElementsOf(known);
  }

  // --- what senders get --------------------------------------------------------------------------

  @Test
  void every_operation_admits_the_senders_that_the_table_says() {
    var wrong = new ArrayList<String>();
    for (var row : TABLE.rows()) if (!row.isFrame()) wrong.addAll(wrong(row, outcomes(row.name())));
    assertThat(wrong).isEmpty();
  }

  @Test
  void every_frame_is_accepted_from_the_senders_that_the_table_says() {
    var wrong = new ArrayList<String>();
    for (var frame : SocketOutcomes.FRAMES) {
      var name = PermissionTable.frame(SocketOutcomes.type(frame));
      for (var row : TABLE.rows())
        if (row.name().equals(name))
          wrong.addAll(wrong(row, (session, token) -> sockets.ofFrame(frame, session, token)));
    }
    assertThat(wrong).isEmpty();
  }

  /// Each sender has a session of its own: operations end sessions and revoke tokens.
  private static List<String> wrong(
      PermissionTable.Row row, BiFunction<SessionKey, String, String> outcomes) {
    var wrong = new ArrayList<String>();
    for (var sender : Sender.values()) {
      var session = server.startSession();
      var outcome = outcomes.apply(session, credentials.of(sender, session));
      var expected = row.outcomes().get(sender);
      if (!outcome.equals(expected))
        wrong.add(
            "%s as %s: %s (expected: %s)".formatted(row.name(), sender.word(), outcome, expected));
    }
    return wrong;
  }

  private static BiFunction<SessionKey, String, String> outcomes(String operation) {
    return switch (operation) {
      case SocketOutcomes.SOCKET -> sockets::ofSocket;
      case SocketOutcomes.AUDIO -> sockets::ofAudio;
      default -> (session, token) -> Operations.outcome(operations.call(operation, session, token));
    };
  }

  @Test
  void a_foreign_session_and_a_missing_one_look_the_same() {
    var foreign = server.startSession();
    // of the same length
    var id = new SessionId("x" + foreign.session().value().substring(1));
    var missing = new SessionKey(foreign.tenant(), id);
    for (var sender : List.of(Sender.OTHER, Sender.GARBAGE)) {
      var token = credentials.of(sender, foreign);
      for (var row : TABLE.rows())
        if (row.name().contains(" /v1/sessions/{id}"))
          assertThat(seen(row.name(), missing, token))
              .as("%s as %s", row.name(), sender.word())
              .isEqualTo(seen(row.name(), foreign, token));
    }
  }

  /// All that the sender sees, without the session's id and the time.
  private static String seen(String operation, SessionKey session, String token) {
    var text =
        switch (operation) {
          case SocketOutcomes.SOCKET -> sockets.closing(session, token);
          case SocketOutcomes.AUDIO -> sockets.ofAudio(session, token);
          default -> {
            var response = operations.call(operation, session, token);
            var headers = new TreeMap<>(response.headers().map());
            headers.remove("date");
            // a request is refused before its body has arrived, or after
            headers.remove("connection");
            yield response.statusCode() + " " + headers + " " + response.body();
          }
        };
    return text.replace(session.session().value(), "{id}");
  }
}
