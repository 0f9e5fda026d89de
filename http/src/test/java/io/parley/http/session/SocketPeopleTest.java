package io.parley.http.session;

import static io.parley.http.session.SocketClosingTest.closes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.access.ClientRole;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionKey;
import io.parley.http.account.AccessTokenAuthenticator;
import io.parley.http.account.HolderCheck;
import io.parley.http.account.TestAccounts;
import io.parley.http.connection.HttpPort;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.token.Holder;
import io.parley.identity.account.SignedIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sockets and streams of people who are signed in to the organisation `default`.
class SocketPeopleTest {
  private static final Origins ORIGINS = new Origins(Set.of());

  private final EdgeServer server = EdgeServer.start();
  private final TestAccounts accounts = new TestAccounts(Instant.now());
  private final HttpPort port = port();
  private final SessionKey session = server.startSession();

  private HttpPort port() {
    accounts.companies.put(OrganisationId.DEFAULT, "Larch & Lace", Instant.EPOCH);
    var authenticator =
        new AccessTokenAuthenticator(
            accounts.accounts.check(),
            TestAccounts.ISSUER,
            new SimpleMeterRegistry(),
            server.edge.clock());
    var router =
        Router.create(
            server.endpoints().stream().map(authenticator::over).toList(),
            new Router.Settings(new BodyLimits(65_536, EdgeServer.PATIENCE), ORIGINS, 0),
            _ -> {},
            Materializer.createMaterializer(server.system));
    return server.bind(router);
  }

  @AfterEach
  void stop() {
    accounts.close();
    server.close();
  }

  private PersonId member(String name, ClientRole role) {
    return accounts.member(name, OrganisationId.DEFAULT, role);
  }

  private SignedIn signedIn(String name) {
    return accounts.signedIn(name, Optional.of(OrganisationId.DEFAULT), Instant.now());
  }

  private TestSocket socket(SignedIn signedIn) {
    return socket(signedIn.access().token());
  }

  private TestSocket socket(String token) {
    var uri =
        "ws://127.0.0.1:%d/v1/sessions/%s/socket"
            .formatted(port.address().getPort(), session.session());
    return TestSocket.open(server.client, URI.create(uri), token);
  }

  @Test
  void a_person_reads_and_talks_as_the_roles_allow() {
    member("ada", ClientRole.MEMBER);
    member("bob", ClientRole.VIEWER);
    try (var adas = socket(signedIn("ada"));
        var bobs = socket(signedIn("bob"))) {
      adas.upTo("caught-up");
      bobs.upTo("caught-up");
      bobs.send("{\"type\":\"say\",\"id\":\"m1\",\"text\":\"hello\"}");
      var rejected = bobs.next("rejected");
      assertThat(rejected.at("/problem/type").asText()).isEqualTo("/problems/not-allowed");
      assertThat(rejected.at("/problem/detail").asText()).contains("your roles");
      adas.send("{\"type\":\"say\",\"id\":\"m2\",\"text\":\"hello\"}");
      adas.next("accepted");
    }
  }

  @Test
  void a_socket_of_a_sign_in_that_ended_is_4401() {
    var ada = member("ada", ClientRole.MEMBER);
    var one = signedIn("ada");
    var other = signedIn("ada");
    try (var ending = socket(one);
        var lasting = socket(other)) {
      ending.upTo("caught-up");
      lasting.upTo("caught-up");
      accounts
          .accounts
          .signIns()
          .end(ada, one.signIn(), Instant.now())
          .toCompletableFuture()
          .join();
      look();
      closes(ending, 4401, "/problems/token-expired");
      lasting.send("{\"type\":\"ping\",\"at\":1}");
      assertThat(lasting.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void a_socket_of_a_person_who_lost_the_role_is_4401() {
    var ada = member("ada", ClientRole.MEMBER);
    try (var socket = socket(signedIn("ada"))) {
      socket.upTo("caught-up");
      accounts.companies.join(OrganisationId.DEFAULT, ada, ClientRole.VIEWER, Instant.EPOCH);
      await()
          .atMost(EdgeServer.PATIENCE)
          .until(
              () -> {
                look();
                return server.tokens.keyWatches().holders().isEmpty();
              });
      closes(socket, 4401, "/problems/token-expired");
    }
  }

  /// As the program does every 1.5 seconds.
  private void look() {
    var check = new HolderCheck(server.keys, Optional.of(accounts.accounts.check()));
    for (Holder holder : server.tokens.keyWatches().holders())
      if (!check.stands(holder, Instant.now()).toCompletableFuture().join())
        server.tokens.keyWatches().ended(holder);
  }

  @Test
  void a_token_that_is_not_accepted_gets_no_socket() {
    member("ada", ClientRole.MEMBER);
    var token = signedIn("ada").access().token();
    int middle = token.length() - 40;
    var sign = token.charAt(middle) == 'A' ? 'B' : 'A';
    var forged = token.substring(0, middle) + sign + token.substring(middle + 1);
    assertThatThrownBy(() -> socket(forged)).hasStackTraceContaining("status code 401");
  }

  @Test
  void a_person_of_another_organisation_finds_no_session() {
    accounts.member("eve", TestAccounts.BIRCH, ClientRole.OWNER);
    var eve = accounts.signedIn("eve", Optional.of(TestAccounts.BIRCH), Instant.now());
    try (var socket = socket(eve)) {
      closes(socket, 4404, "/problems/session-not-found");
    }
  }

  @Test
  void a_stream_of_a_sign_in_that_ended_ends() throws IOException {
    var ada = member("ada", ClientRole.VIEWER);
    var signedIn = signedIn("ada");
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v1/sessions/%s/events"
                        .formatted(port.address().getPort(), session.session())))
            .timeout(EdgeServer.PATIENCE)
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + signedIn.access().token())
            .build();
    var response =
        server.client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).join();
    assertThat(response.statusCode()).isEqualTo(200);
    try (var stream =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      var line = stream.readLine();
      while (!line.startsWith("data:")) line = stream.readLine();
      accounts
          .accounts
          .signIns()
          .end(ada, signedIn.signIn(), Instant.now())
          .toCompletableFuture()
          .join();
      look();
      assertThat(stream.lines().toList()).noneMatch(text -> text.startsWith("data:"));
    }
    await().atMost(EdgeServer.PATIENCE).until(() -> server.tokens.keyWatches().holders().isEmpty());
  }
}
