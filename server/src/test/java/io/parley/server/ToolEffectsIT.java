package io.parley.server;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.persistence.database.Database;
import io.parley.persistence.order.JdbcOrders;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.ticket.JdbcTickets;
import io.parley.tools.builtin.BuiltinSettings;
import io.parley.tools.builtin.BuiltinTools;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every built-in tool with an effect has it once for each key, for any number of calls by any
/// number of nodes: the tools as the program wires them, on a real database.
class ToolEffectsIT {
  private static final AgentRef AGENT = new AgentRef("support", 1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// The arguments of each tool, and the table with its effects.
  record Effect(String tool, Json arguments, Json others, String table) {}

  private static final List<Effect> EFFECTS =
      List.of(
          new Effect(
              "create_ticket",
              new Json("{\"subject\":\"Lost parcel\",\"description\":\"It never came.\"}"),
              new Json("{\"subject\":\"Lost parcels\",\"description\":\"None came.\"}"),
              "ticket"));

  private final MigratedDatabase db = MigratedDatabase.create();

  /// The tools of another node.
  private final Database second = Database.open(db.settings());

  @AfterEach
  void close() {
    second.close();
    db.close();
  }

  private static List<Effect> effects() {
    return EFFECTS;
  }

  private static Tools tools(Database database) {
    var clock = Clock.systemUTC();
    return BuiltinTools.of(
        _ -> CompletableFuture.failedFuture(new IllegalStateException("no search here")),
        new JdbcTickets(database, clock),
        new JdbcOrders(database),
        BuiltinSettings.from(ConfigFactory.load()),
        clock);
  }

  private static CompletableFuture<ToolOutcome> call(
      Database node, Effect effect, Json arguments, String key) {
    var session = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
    return tools(node)
        .call(
            new ToolCall("1.1", effect.tool(), arguments),
            new ToolContext(session, AGENT, Optional.of("ada"), key))
        .toCompletableFuture();
  }

  @Test
  void all_tools_that_have_an_effect_are_tested_here() {
    // read-only tools have no effect; the other ones without one are listed
    var harmless = List.of("kb.search", "fetch_status");
    assertThat(tools(db.database()).specs(TenantId.DEFAULT, AGENT))
        .extracting(ToolSpec::name)
        .filteredOn(name -> !harmless.contains(name))
        .containsExactlyInAnyOrderElementsOf(EFFECTS.stream().map(Effect::tool).toList());
  }

  @ParameterizedTest
  @MethodSource("effects")
  void the_same_key_again_has_no_second_effect_and_gets_the_same_answer(Effect effect) {
    long before = db.count(effect.table());
    var first = get(call(db.database(), effect, effect.arguments(), "default:s1:1.1"));
    assertThat(first.kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(get(call(db.database(), effect, effect.arguments(), "default:s1:1.1")))
        .isEqualTo(first);
    // from another node, after a crash, with different arguments by mistake
    assertThat(get(call(second, effect, effect.others(), "default:s1:1.1"))).isEqualTo(first);
    assertThat(db.count(effect.table())).isEqualTo(before + 1);

    var other = get(call(second, effect, effect.arguments(), "default:s1:1.2"));
    assertThat(other.kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(other).isNotEqualTo(first);
    assertThat(db.count(effect.table())).isEqualTo(before + 2);
  }

  @ParameterizedTest
  @MethodSource("effects")
  void two_concurrent_connections_have_one_effect_and_one_answer(Effect effect)
      throws SQLException {
    long before = db.count(effect.table());
    CompletableFuture<ToolOutcome> one;
    CompletableFuture<ToolOutcome> two;
    try (var holding = db.connect();
        var statement = holding.createStatement()) {
      holding.setAutoCommit(false);
      // one waits for this lock, the other for that of the key, which the first has
      statement.execute("LOCK TABLE " + effect.table() + " IN EXCLUSIVE MODE");
      one = call(db.database(), effect, effect.arguments(), "default:s1:1.1");
      two = call(second, effect, effect.arguments(), "default:s1:1.1");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  db.count(
                          "pg_locks WHERE NOT granted"
                              + " AND (mode = 'RowExclusiveLock' OR locktype = 'advisory')")
                      == 2);
      holding.rollback();
    }
    assertThat(get(one).kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(get(two)).isEqualTo(get(one));
    assertThat(db.count(effect.table())).isEqualTo(before + 1);
  }
}
