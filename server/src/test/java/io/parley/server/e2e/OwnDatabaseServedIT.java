package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.server.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program over two databases: the organisation `default` has its sessions in one beside
/// the main one, another organisation in the main one.
class OwnDatabaseServedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private static String address(DatabaseSettings of) {
    return "url = \"%s\", user = \"%s\", password = \"%s\""
        .formatted(of.url(), of.user(), of.password());
  }

  private String config(MigratedDatabase main, MigratedDatabase own) throws IOException {
    return Files.writeString(
            directory.resolve("parley.conf"),
            """
            parley {
              sample-shop = false
              accounts.sign-up = open
              database { %s, others.acme { %s } }
            }
            """
                .formatted(address(main.settings()), address(own.settings())))
        .toString();
  }

  private ServerProcess server(String config) throws IOException {
    return ServerProcess.startFirst(
        directory.resolve("data"),
        SharedStore.with(Map.of("PARLEY_MODEL", "scripted"), directory),
        List.of("serve", "--config", config));
  }

  private static Caller.Session talk(ServerProcess server, Caller starter) throws Exception {
    var started = starter.post(server, "/v1/sessions", "{}", 201);
    var session = new Caller.Session(started.get("id").asText(), started.get("token").asText());
    var customer = Caller.with(session.token());
    customer.say(server, session, "m1", "hello");
    await()
        .atMost(PATIENCE)
        .until(() -> customer.events(server, session).toString().contains("reply-completed"));
    return session;
  }

  private static long events(MigratedDatabase in, Caller.Session of) {
    return in.count("event_journal WHERE persistence_id LIKE '%%:%s'".formatted(of.id()));
  }

  private static boolean isListed(ServerProcess server, Caller by, Caller.Session session)
      throws Exception {
    return by.get(server, "/v1/sessions").toString().contains(session.id());
  }

  @Test
  void each_organisation_is_served_from_its_own_database() throws Exception {
    try (var main = MigratedDatabase.create();
        var own = MigratedDatabase.create()) {
      main.execute("INSERT INTO organisation_database VALUES ('default', 'acme', now())");
      var config = config(main, own);
      try (var server = server(config)) {
        var founder = new Founder("Ada", "ada@books.example", "Books", "books-of-ada");
        founder.signUp(server);
        var claimed = founder.claim(server, server.management("/mails"));
        var owner = Caller.with(claimed.get("accessToken").asText());
        var agent = Caller.with(ServerProcess.AGENT_TOKEN);
        var placed = talk(server, Caller.with(""));
        var usual = talk(server, owner);

        assertThat(events(own, placed)).isPositive();
        assertThat(events(main, placed)).isZero();
        assertThat(events(main, usual)).isPositive();
        assertThat(events(own, usual)).isZero();
        await().atMost(PATIENCE).until(() -> isListed(server, agent, placed));
        await().atMost(PATIENCE).until(() -> isListed(server, owner, usual));
        assertThat(isListed(server, agent, usual)).isFalse();
        assertThat(isListed(server, owner, placed)).isFalse();
        assertThat(own.count("session_index")).isEqualTo(1);
        assertThat(main.count("session_index")).isEqualTo(1);
        // the feeds of both journals
        for (var session : List.of(placed, usual))
          await()
              .atMost(PATIENCE)
              .until(() -> main.count("usage_record WHERE session = '" + session.id() + "'") > 0);
        assertThat(own.count("usage_record")).isZero();
        assertThat(server.metrics())
            .contains("parley_database_other_reachable{database=\"acme\"} 1.0");
        aSessionIsErasedByOrder(server, own, placed);
        theCommandPlacesAStoppedOrganisationAlone(main, config);
      }
    }
  }

  private static void aSessionIsErasedByOrder(
      ServerProcess server, MigratedDatabase own, Caller.Session session) throws Exception {
    var path = "/v1/sessions/" + session.id();
    var customer = Caller.with(session.token());
    customer.post(server, path + "/end", "{}", 202);
    await()
        .atMost(PATIENCE)
        .until(() -> customer.events(server, session).toString().contains("session-archived"));
    var operator = Caller.with(ServerProcess.OPERATOR_TOKEN);
    operator.delete(server, path, 202);
    await().atMost(PATIENCE).until(() -> operator.status(server, path) == 404);
    assertThat(events(own, session)).isZero();
    assertThat(own.count("session_index")).isZero();
    assertThat(own.count("session_erasure")).isEqualTo(1);
  }

  private static void theCommandPlacesAStoppedOrganisationAlone(
      MigratedDatabase main, String config) {
    main.execute(
        """
        INSERT INTO organisation (tenant, name, state, since)
        VALUES ('00000000000000010000000000000001', 'New', 'suspended', now())\
        """);
    var id = "00000000-0000-0001-0000-000000000001";
    assertThat(CommandLineRun.of("place", "--config", config, id, "spare").output())
        .contains("parley.database.others.spare: nothing");
    var placed = CommandLineRun.of("place", "--config", config, id, "acme");
    assertThat(placed.output()).contains("has its sessions in the database acme");
    assertThat(placed.code()).isZero();
    assertThat(main.count("organisation_database")).isEqualTo(2);
    main.execute("UPDATE organisation SET state = 'active' WHERE name = 'New'");
    main.execute("DELETE FROM organisation_database WHERE tenant <> 'default'");
    var refused = CommandLineRun.of("place", "--config", config, id, "acme");
    assertThat(refused.output()).contains("has not been suspended");
    assertThat(refused.code()).isEqualTo(2);
    var notMoved = CommandLineRun.of("move", "--config", config, id, "acme");
    assertThat(notMoved.output()).contains("has not been suspended");
    assertThat(notMoved.code()).isEqualTo(2);
    var there = CommandLineRun.of("move", "--config", config, id, "main");
    assertThat(there.output()).contains("has its sessions in the database main");
    assertThat(there.code()).isZero();
  }
}
