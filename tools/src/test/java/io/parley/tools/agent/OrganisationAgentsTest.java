package io.parley.tools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions.Version;
import io.parley.core.agent.Agents;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganisationAgentsTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Duration NEVER = Duration.ofDays(1);
  private static final AgentRef OF_FILE = new AgentRef("support", 2);
  private static final AgentRef FIRST = new AgentRef("support", 1_001);
  private static final AgentRef SECOND = new AgentRef("support", 1_002);
  private static final AgentRef SALES = new AgentRef("sales", 1_001);

  private final StoredAgents stored = new StoredAgents();
  private Optional<OrganisationAgents> started = Optional.empty();

  @AfterEach
  void close() {
    started.ifPresent(OrganisationAgents::close);
  }

  /// Looks only when a test says so.
  private OrganisationAgents start() {
    return start(NEVER, NEVER);
  }

  private OrganisationAgents start(Duration every, Duration reload) {
    Agents ofFile = new ConfiguredAgents(AgentSettings.from(ConfigFactory.load()));
    var agents = OrganisationAgents.start(ofFile, stored, every, reload);
    started = Optional.of(agents);
    return agents;
  }

  private static void look(OrganisationAgents agents) {
    agents.look().toCompletableFuture().join();
  }

  private static Version version(TenantId tenant, AgentRef ref) {
    var texts = new Texts("en", Optional.of("Hello!"), "How can we help?", List.of());
    return new Version(
        tenant,
        ref,
        new AgentContent(
            tenant + " " + ref.version(),
            new AgentPresentation(List.of(texts), new Theme("#2f6f4f", "#7fd1a5")),
            Optional.of("You are {{company}}."),
            Optional.empty(),
            List.of(),
            Set.of()),
        Instant.EPOCH);
  }

  private static Optional<AgentRef> current(Agents agents, TenantId tenant, String... id) {
    return agents
        .current(tenant, id.length == 0 ? Optional.empty() : Optional.of(id[0]))
        .map(AgentDefinition::ref);
  }

  private static Optional<AgentRef> found(Agents agents, TenantId tenant, AgentRef ref) {
    return agents.find(tenant, ref).map(AgentDefinition::ref);
  }

  @Test
  void an_organisations_own_agent_comes_before_the_configurations_of_the_same_id() {
    stored.add(version(SHOP, FIRST));
    var agents = start();
    assertThat(current(agents, SHOP)).contains(FIRST);
    assertThat(current(agents, SHOP, "support")).contains(FIRST);
    assertThat(agents.current(SHOP, Optional.empty()).orElseThrow().company())
        .isEqualTo("shop 1001");
  }

  @Test
  void another_organisation_sees_nothing_of_it() {
    stored.add(version(SHOP, FIRST));
    stored.add(version(SHOP, SALES));
    var agents = start();
    assertThat(current(agents, BANK)).contains(OF_FILE);
    assertThat(current(agents, BANK, "sales")).isEmpty();
    assertThat(found(agents, BANK, FIRST)).contains(OF_FILE);
    assertThat(found(agents, BANK, SALES)).isEmpty();
  }

  @Test
  void an_agent_of_another_id_is_for_sessions_that_name_it() {
    stored.add(version(SHOP, SALES));
    var agents = start();
    assertThat(current(agents, SHOP)).contains(OF_FILE);
    assertThat(current(agents, SHOP, "sales")).contains(SALES);
    assertThat(current(agents, SHOP, "nobody")).isEmpty();
  }

  @Test
  void new_sessions_get_the_newest_version_and_running_ones_keep_theirs() {
    stored.add(version(SHOP, FIRST));
    var agents = start();
    stored.add(version(SHOP, SECOND));
    assertThat(current(agents, SHOP)).contains(FIRST);
    look(agents);
    assertThat(current(agents, SHOP)).contains(SECOND);
    assertThat(found(agents, SHOP, FIRST)).contains(FIRST);
    assertThat(found(agents, SHOP, OF_FILE)).contains(OF_FILE);
  }

  @Test
  void of_a_retired_agent_the_configurations_takes_the_place_and_running_sessions_keep_theirs() {
    stored.add(version(SHOP, FIRST));
    stored.add(version(SHOP, SALES));
    var agents = start();
    stored.retire(SHOP, FIRST);
    stored.retire(SHOP, SALES);
    look(agents);
    assertThat(current(agents, SHOP)).contains(OF_FILE);
    assertThat(current(agents, SHOP, "sales")).isEmpty();
    assertThat(found(agents, SHOP, FIRST)).contains(FIRST);
    stored.add(version(SHOP, SECOND));
    look(agents);
    assertThat(current(agents, SHOP)).contains(SECOND);
  }

  @Test
  void changes_are_learnt_without_being_asked_for() {
    var agents = start(Duration.ofMillis(5), NEVER);
    stored.add(version(SHOP, FIRST));
    await().until(() -> current(agents, SHOP).equals(Optional.of(FIRST)));
  }

  @Test
  void a_version_that_is_not_known_yet_is_answered_by_the_newest_known_one() {
    stored.add(version(SHOP, FIRST));
    var agents = start();
    stored.add(version(SHOP, SECOND));
    assertThat(found(agents, SHOP, SECOND)).contains(FIRST);
    look(agents);
    assertThat(found(agents, SHOP, SECOND)).contains(SECOND);
  }

  @Test
  void loading_again_drops_versions_that_are_needed_no_more() {
    stored.add(version(SHOP, FIRST));
    stored.add(version(SHOP, SECOND));
    var agents = start(NEVER, Duration.ofMillis(5));
    assertThat(found(agents, SHOP, FIRST)).contains(FIRST);
    stored.forget(FIRST);
    await().until(() -> found(agents, SHOP, FIRST).equals(Optional.of(SECOND)));
    assertThat(current(agents, SHOP)).contains(SECOND);
  }

  @Test
  void without_the_database_those_known_still_answer() {
    stored.add(version(SHOP, FIRST));
    var agents = start();
    stored.isDown(true);
    look(agents);
    assertThat(current(agents, SHOP)).contains(FIRST);
    stored.isDown(false);
    stored.add(version(SHOP, SECOND));
    look(agents);
    assertThat(current(agents, SHOP)).contains(SECOND);
    assertThat(stored.loads()).isEqualTo(1);
  }
}
