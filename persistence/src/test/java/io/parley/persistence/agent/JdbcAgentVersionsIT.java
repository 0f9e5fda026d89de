package io.parley.persistence.agent;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.agent.AgentVersions.Differs;
import io.parley.core.agent.AgentVersions.Full;
import io.parley.core.agent.AgentVersions.Head;
import io.parley.core.agent.AgentVersions.Listed;
import io.parley.core.agent.AgentVersions.Missing;
import io.parley.core.agent.AgentVersions.Newest;
import io.parley.core.agent.AgentVersions.Put;
import io.parley.core.agent.AgentVersions.Retired;
import io.parley.core.agent.AgentVersions.Version;
import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcAgentVersionsIT {
  /// Long ago: versions that were replaced then are not loaded for being recent.
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Act ACT = Act.ofProgram("operator", NOON);
  private static final AgentContent FEW = Contents.of("Acme");
  private static final Optional<Integer> ANY = Optional.empty();

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcAgentVersions agents = new JdbcAgentVersions(db.database());
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private static Version version(TenantId tenant, String id, int number, AgentContent content) {
    return new Version(tenant, new AgentRef(id, number), content, NOON);
  }

  private Put put(TenantId tenant, String id, AgentContent content) {
    return get(agents.put(tenant, id, content, Optional.empty(), ACT));
  }

  @Test
  void versions_are_numbered_above_those_of_the_configuration_and_all_stay() {
    var first = version(SHOP, "support", 1_001, Contents.whole());
    var second = version(SHOP, "support", 1_002, FEW);
    assertThat(put(SHOP, "support", Contents.whole())).isEqualTo(new Newest(first));
    assertThat(put(SHOP, "support", FEW)).isEqualTo(new Newest(second));
    assertThat(put(SHOP, "support", FEW)).isEqualTo(new Newest(second));
    assertThat(get(agents.newest(SHOP))).containsExactly(second);
    assertThat(get(agents.version(SHOP, "support", 1_001))).contains(first);
    assertThat(get(agents.versions(SHOP, "support")))
        .containsExactly(
            new Listed(1_002, "program:operator", NOON),
            new Listed(1_001, "program:operator", NOON));
  }

  @Test
  void another_organisation_sees_nothing_of_it() {
    put(SHOP, "support", FEW);
    assertThat(get(agents.newest(BANK))).isEmpty();
    assertThat(get(agents.version(BANK, "support", 1_001))).isEmpty();
    assertThat(get(agents.versions(BANK, "support"))).isEmpty();
    assertThat(get(agents.restore(BANK, "support", 1_001, ANY, ACT))).isEqualTo(new Missing());
    assertThat(get(agents.retire(BANK, "support", ANY, ACT))).isEqualTo(new Missing());
    assertThat(get(trail.page(BANK, 0, 10))).isEmpty();
    assertThat(put(BANK, "support", FEW))
        .isEqualTo(new Newest(version(BANK, "support", 1_001, FEW)));
  }

  @Test
  void a_restored_version_is_added_once_more() {
    put(SHOP, "support", FEW);
    put(SHOP, "support", Contents.whole());
    assertThat(get(agents.restore(SHOP, "support", 1_001, ANY, ACT)))
        .isEqualTo(new Newest(version(SHOP, "support", 1_003, FEW)));
    assertThat(get(agents.restore(SHOP, "support", 1_004, ANY, ACT))).isEqualTo(new Missing());
  }

  @Test
  void of_authors_who_have_seen_the_same_version_one_adds_the_next() {
    put(SHOP, "support", FEW);
    var answers = new ArrayList<CompletionStage<Put>>();
    for (int i = 0; i < 5; i++)
      answers.add(agents.put(SHOP, "support", Contents.of("No. " + i), Optional.of(1_001), ACT));
    assertThat(answers.stream().map(MigratedDatabase::get).filter(Newest.class::isInstance))
        .hasSize(1);
    assertThat(get(agents.versions(SHOP, "support"))).hasSize(2);
    assertThat(get(agents.put(SHOP, "support", FEW, Optional.of(1_001), ACT)))
        .isEqualTo(new Differs(1_002));
    assertThat(get(agents.put(SHOP, "support", FEW, Optional.of(1_002), ACT)))
        .isEqualTo(new Newest(version(SHOP, "support", 1_003, FEW)));
    assertThat(get(agents.put(SHOP, "support", FEW, Optional.of(1), ACT)))
        .isEqualTo(new Newest(version(SHOP, "support", 1_003, FEW)));
    get(agents.retire(SHOP, "support", ANY, ACT));
    assertThat(get(agents.put(SHOP, "support", FEW, Optional.of(1_003), ACT)))
        .isEqualTo(new Differs(0));
    assertThat(get(agents.put(SHOP, "support", FEW, Optional.of(2), ACT)))
        .isEqualTo(new Newest(version(SHOP, "support", 1_004, FEW)));
  }

  @Test
  void nothing_is_restored_or_retired_over_a_version_that_its_author_has_not_seen() {
    put(SHOP, "support", FEW);
    put(SHOP, "support", Contents.whole());
    var old = Optional.of(1_001);
    assertThat(get(agents.restore(SHOP, "support", 1_001, old, ACT))).isEqualTo(new Differs(1_002));
    assertThat(get(agents.retire(SHOP, "support", old, ACT))).isEqualTo(new Differs(1_002));
    assertThat(get(agents.restore(SHOP, "support", 1_001, Optional.of(1_002), ACT)))
        .isEqualTo(new Newest(version(SHOP, "support", 1_003, FEW)));
    assertThat(get(agents.retire(SHOP, "support", Optional.of(1_003), ACT)))
        .isEqualTo(new Retired());
    assertThat(get(agents.restore(SHOP, "support", 1_001, Optional.of(1_003), ACT)))
        .isEqualTo(new Differs(0));
  }

  @Test
  void a_retired_agent_keeps_its_versions_and_can_come_back() {
    put(SHOP, "support", FEW);
    assertThat(get(agents.retire(SHOP, "support", ANY, ACT))).isEqualTo(new Retired());
    assertThat(get(agents.retire(SHOP, "support", ANY, ACT))).isEqualTo(new Missing());
    assertThat(get(agents.newest(SHOP))).isEmpty();
    assertThat(get(agents.version(SHOP, "support", 1_001))).isPresent();
    assertThat(get(agents.restore(SHOP, "support", 1_001, ANY, ACT)))
        .isEqualTo(new Newest(version(SHOP, "support", 1_002, FEW)));
    assertThat(get(agents.newest(SHOP))).hasSize(1);
  }

  @Test
  void each_act_is_in_the_audit_trail_without_the_texts() {
    put(SHOP, "support", FEW);
    put(SHOP, "support", FEW);
    put(SHOP, "support", Contents.whole());
    get(agents.retire(SHOP, "support", ANY, ACT));
    var entries = get(trail.page(SHOP, 0, 10));
    assertThat(entries)
        .extracting(entry -> entry.change().action())
        .containsExactly("agent-changed", "agent-changed", "agent-retired");
    var change = entries.get(1).change();
    assertThat(change.target()).isEqualTo("agent:support");
    assertThat(change.before()).containsEntry("version", "1001");
    assertThat(change.after())
        .containsEntry("version", "1002")
        .containsEntry("languages", "de,pt-BR")
        .containsEntry("instructions", "own");
    assertThat(change.after().toString()).doesNotContain("You help");
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
  }

  @Test
  void an_organisation_has_no_more_agents_than_the_limit_however_many_write_at_once() {
    var answers = new ArrayList<CompletionStage<Put>>();
    for (int i = 0; i < AgentVersions.COUNT_MAX + 5; i++)
      answers.add(agents.put(SHOP, "agent-" + i, FEW, Optional.empty(), ACT));
    assertThat(answers.stream().map(MigratedDatabase::get).filter(Full.class::isInstance))
        .hasSize(5);
    assertThat(get(agents.newest(SHOP))).hasSize(AgentVersions.COUNT_MAX);
    assertThat(put(BANK, "support", FEW)).isInstanceOf(Newest.class);
  }

  @Test
  void an_agent_has_no_more_versions_than_the_limit() {
    put(SHOP, "support", FEW);
    db.execute(
        """
        INSERT INTO agent_version (tenant, id, version, content, by, at, change)
        SELECT tenant, id, 1500, content, by, at, change FROM agent_version\
        """);
    db.execute("UPDATE agent SET version = 1500");
    assertThat(put(SHOP, "support", Contents.whole()))
        .isEqualTo(new Full("versions of it", AgentVersions.VERSIONS_MAX));
  }

  @Test
  void an_organisation_adds_no_more_versions_within_an_hour_than_the_limit() {
    for (int i = 0; i < AgentVersions.HOUR_MAX; i++) put(SHOP, "support", Contents.of("No. " + i));
    assertThat(put(SHOP, "support", FEW))
        .isEqualTo(new Full("versions of the last hour", AgentVersions.HOUR_MAX));
    assertThat(put(BANK, "support", FEW)).isInstanceOf(Newest.class);
    var anHourLater = Act.ofProgram("operator", NOON.plus(Duration.ofHours(1)));
    assertThat(get(agents.put(SHOP, "support", FEW, Optional.empty(), anHourLater)))
        .isInstanceOf(Newest.class);
  }

  @Test
  void retired_agents_make_room_for_others_up_to_a_limit() {
    db.execute(
        """
        INSERT INTO agent (tenant, id, version, is_retired, at, change)
        SELECT 'shop', 'old-' || n, 1001, true, now(), 0 FROM generate_series(1, %d) n\
        """
            .formatted(AgentVersions.EVER_MAX));
    assertThat(put(SHOP, "support", FEW))
        .isEqualTo(new Full("agents, with those that are retired", AgentVersions.EVER_MAX));
    assertThat(put(SHOP, "old-1", FEW)).isInstanceOf(Newest.class);
    assertThat(put(BANK, "support", FEW)).isInstanceOf(Newest.class);
  }

  @Test
  void nodes_read_what_is_behind_the_change_that_they_know() {
    put(SHOP, "support", FEW);
    long known = get(agents.change());
    put(BANK, "sales", FEW);
    get(agents.retire(SHOP, "support", ANY, ACT));
    assertThat(get(agents.change())).isEqualTo(known + 2);
    var news = get(agents.since(known));
    assertThat(news.change()).isEqualTo(known + 2);
    assertThat(news.versions()).containsExactly(version(BANK, "sales", 1_001, FEW));
    assertThat(news.heads())
        .containsExactlyInAnyOrder(
            new Head(BANK, new AgentRef("sales", 1_001), false),
            new Head(SHOP, new AgentRef("support", 1_001), true));
    assertThat(get(agents.since(known + 2)).heads()).isEmpty();
  }

  @Test
  void nodes_load_the_newest_versions_and_those_that_sessions_have_pinned() {
    put(SHOP, "support", FEW);
    put(SHOP, "support", Contents.whole());
    put(SHOP, "support", FEW);
    put(BANK, "sales", FEW);
    var newest = List.of(version(SHOP, "support", 1_003, FEW), version(BANK, "sales", 1_001, FEW));
    assertThat(get(agents.load()).versions()).containsExactlyInAnyOrderElementsOf(newest);

    session("ended", "ended", 1_001);
    session("gone", "archived", 1_002);
    var loaded = get(agents.load());
    assertThat(loaded.versions())
        .hasSize(3)
        .containsAll(newest)
        .contains(version(SHOP, "support", 1_001, FEW));
    assertThat(loaded.heads()).hasSize(2);
    assertThat(loaded.change()).isEqualTo(get(agents.change()));
  }

  private void session(String name, String status, int version) {
    db.execute(
        """
        INSERT INTO session_index (tenant, session, status, seq, agent_id, agent_version, turns,
          created_at, updated_at, due)
        VALUES ('shop', '%s', '%s', 1, 'support', %d, 0, now(), now(), '{}')\
        """
            .formatted(name, status, version));
  }

  @Test
  void nodes_load_versions_that_were_replaced_within_the_hour() {
    put(SHOP, "support", FEW);
    var now = Act.ofProgram("operator", Instant.now());
    get(agents.put(SHOP, "support", Contents.whole(), Optional.empty(), now));
    assertThat(get(agents.load()).versions())
        .extracting(each -> each.ref().version())
        .containsExactlyInAnyOrder(1_001, 1_002);
  }

  @Test
  void nodes_load_no_agent_that_was_retired_before_the_hour() {
    put(SHOP, "support", FEW);
    put(SHOP, "sales", FEW);
    get(agents.retire(SHOP, "support", ANY, ACT));
    get(agents.retire(SHOP, "sales", ANY, Act.ofProgram("operator", Instant.now())));
    assertThat(get(agents.load()).versions()).containsExactly(version(SHOP, "sales", 1_001, FEW));
  }
}
