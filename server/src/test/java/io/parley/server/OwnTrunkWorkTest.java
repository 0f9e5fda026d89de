package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.core.trunk.OwnTrunk.Transport;
import io.parley.core.trunk.OwnTrunks;
import io.parley.core.trunk.TrunkName;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.Reach;
import io.parley.voice.sip.trunk.OwnLine;
import io.parley.voice.sip.trunk.OwnTrunkSettings;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.TrunkStatus.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Looks of one node, at a store that is the test's.
class OwnTrunkWorkTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final PhoneNumber NUMBER = new PhoneNumber("+4930123456");
  private static final String LINE = "org:shop/line";

  private final Table table = new Table();
  private final Port port = new Port();

  private final OwnTrunkWork work =
      new OwnTrunkWork(
          table,
          port,
          OwnTrunkSettings.from(
              ConfigFactory.parseString("parley.sip.own-trunks-max = 2")
                  .withFallback(ConfigFactory.defaultReference())),
          _ -> new Reach(Allowed.NOTHING),
          () -> NOON);

  private static final class Table implements OwnTrunks {
    private final List<Stored> all = new ArrayList<>();
    private final Map<TrunkName, Told> told = new HashMap<>();
    private Optional<String> password = Optional.of("s3cret");
    private boolean isDown;
    private long change = 1;
    private int readings;

    void hold(String name, int version) {
      hold(name, version, SHOP);
    }

    /// Removed and made again between two looks.
    void remake(String name) {
      hold(name, 1);
      var made = all.removeLast();
      all.add(new Stored(made.name(), 1, "another", made.trunk(), NOON));
    }

    void hold(String name, int version, TenantId tenant) {
      var trunk =
          new OwnTrunk(
              "sip.example",
              Transport.UDP,
              "u",
              Optional.empty(),
              List.of(NUMBER),
              Answering.DEFAULT);
      var key = new TrunkName(tenant, name);
      all.removeIf(each -> each.name().equals(key));
      all.add(new Stored(key, version, "line" + version, trunk, NOON));
      change++;
    }

    @Override
    public CompletionStage<Long> change() {
      return isDown
          ? CompletableFuture.failedStage(new IllegalStateException("down"))
          : CompletableFuture.completedStage(change);
    }

    @Override
    public CompletionStage<List<Stored>> all() {
      readings++;
      return CompletableFuture.completedStage(List.copyOf(all));
    }

    @Override
    public CompletionStage<Optional<String>> password(Stored stored) {
      return CompletableFuture.completedStage(password);
    }

    @Override
    public CompletionStage<Void> tell(Stored stored, Told how) {
      told.put(stored.name(), how);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Put> put(
        TrunkName name, OwnTrunk trunk, Optional<String> given, Act act) {
      throw unused();
    }

    @Override
    public CompletionStage<Boolean> remove(TrunkName name, Act act) {
      throw unused();
    }

    @Override
    public CompletionStage<List<Listed>> of(TenantId tenant) {
      throw unused();
    }

    private static UnsupportedOperationException unused() {
      return new UnsupportedOperationException("a node changes no trunks");
    }
  }

  private static final class Port implements OwnTrunkWork.Node {
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private List<Trunk> trunks = List.of();
    private Map<TenantId, List<PhoneNumber>> numbers = Map.of();
    private boolean holds = true;
    private Optional<TenantId> suspended = Optional.empty();

    @Override
    public boolean serves(TenantId tenant) {
      return suspended.filter(tenant::equals).isEmpty();
    }

    @Override
    public void work(List<Trunk> all) {
      trunks = all;
      assertShown();
    }

    @Override
    public void show(Map<TenantId, List<PhoneNumber>> all) {
      numbers = all;
      assertShown();
    }

    /// Every number that is shown is one of a trunk of its organisation, at each moment.
    private void assertShown() {
      numbers.forEach(
          (tenant, shown) -> {
            for (var number : shown)
              assertThat(trunks)
                  .as("trunks, while %s shows a number", tenant)
                  .extracting(trunk -> trunk.own().orElseThrow())
                  .anyMatch(
                      own -> own.tenant().equals(tenant) && own.numbers().contains(number.text()));
          });
    }

    @Override
    public Optional<Outcome> outcome(String trunk) {
      return Optional.ofNullable(outcomes.get(trunk));
    }

    @Override
    public boolean holds(String trunk) {
      return holds;
    }
  }

  private void look() {
    work.look().toCompletableFuture().join();
  }

  private Optional<OwnTrunks.Standing> told(String name) {
    return Optional.ofNullable(table.told.get(new TrunkName(SHOP, name)))
        .map(OwnTrunks.Told::standing);
  }

  @Test
  void a_node_works_with_a_trunk_and_shows_its_numbers_until_it_is_gone() {
    table.hold("line", 1);
    look();
    assertThat(port.trunks).extracting(Trunk::name).containsExactly(LINE);
    var trunk = port.trunks.getFirst();
    assertThat(trunk.own().map(OwnLine::user)).contains("line1");
    assertThat(trunk.registration()).isPresent();
    assertThat(port.numbers).containsEntry(SHOP, List.of(NUMBER));
    look();
    assertThat(table.readings).as("it is read again after a change alone").isEqualTo(1);
    table.all.clear();
    table.change++;
    look();
    assertThat(port.trunks).isEmpty();
    assertThat(port.numbers).isEmpty();
  }

  @Test
  void a_suspended_organisation_has_no_trunk_and_keeps_no_place_until_it_goes_on() {
    var bank = new TenantId("bank");
    table.hold("a", 1);
    table.hold("mail", 1, bank);
    table.hold("more", 1, bank);
    look();
    assertThat(port.trunks).extracting(Trunk::name).containsExactly("org:shop/a", "org:bank/mail");
    port.suspended = Optional.of(SHOP);
    look();
    assertThat(port.trunks)
        .extracting(Trunk::name)
        .containsExactly("org:bank/mail", "org:bank/more");
    assertThat(port.numbers).doesNotContainKey(SHOP);
    port.suspended = Optional.empty();
    look();
    assertThat(port.trunks).extracting(Trunk::name).containsExactly("org:shop/a", "org:bank/mail");
  }

  @Test
  void a_place_is_kept_for_the_first_trunk_of_each_organisation() {
    table.hold("a", 1);
    table.hold("b", 1);
    look();
    assertThat(port.trunks).extracting(Trunk::name).containsExactly("org:shop/a", "org:shop/b");
    table.hold("mail", 1, new TenantId("bank"));
    look();
    look();
    assertThat(port.trunks).extracting(Trunk::name).containsExactly("org:shop/a", "org:bank/mail");
    assertThat(told("b")).contains(OwnTrunks.Standing.LEFT_OUT);
  }

  @Test
  void one_node_registers_and_another_one_takes_over_without_the_store() {
    table.hold("line", 1);
    port.holds = false;
    look();
    assertThat(port.trunks.getFirst().registration()).isEmpty();
    table.isDown = true;
    port.holds = true;
    assertThat(work.look().toCompletableFuture()).isCompletedExceptionally();
    assertThat(port.trunks.getFirst().registration()).isPresent();
  }

  @Test
  void the_node_that_registers_says_once_how_that_goes() {
    table.hold("line", 1);
    look();
    look();
    assertThat(told("line")).as("nothing came of it yet").isEmpty();
    port.outcomes.put(LINE, Outcome.REFUSED);
    look();
    assertThat(told("line")).contains(OwnTrunks.Standing.REFUSED);
    table.told.clear();
    look();
    assertThat(told("line")).as("it is the same").isEmpty();
    port.outcomes.put(LINE, Outcome.REGISTERED);
    port.holds = false;
    look();
    look();
    assertThat(told("line")).as("another node does").isEmpty();
  }

  @Test
  void another_version_is_not_told_of_by_the_outcome_of_the_last_one() {
    table.hold("line", 1);
    port.outcomes.put(LINE, Outcome.REFUSED);
    look();
    look();
    assertThat(told("line")).contains(OwnTrunks.Standing.REFUSED);
    table.told.clear();
    table.hold("line", 2);
    look();
    assertThat(told("line")).isEmpty();
    port.outcomes.put(LINE, Outcome.REGISTERED);
    look();
    assertThat(told("line")).contains(OwnTrunks.Standing.REGISTERED);
  }

  @Test
  void a_trunk_that_is_removed_and_made_again_is_told_of_anew() {
    table.hold("line", 1);
    port.outcomes.put(LINE, Outcome.REGISTERED);
    look();
    look();
    table.told.clear();
    table.remake("line");
    look();
    look();
    assertThat(told("line")).contains(OwnTrunks.Standing.REGISTERED);
  }

  @Test
  void trunks_beyond_the_limit_or_with_a_password_that_does_not_open_are_left_out() {
    table.hold("a", 1);
    table.hold("b", 1);
    table.hold("c", 1);
    look();
    look();
    assertThat(port.trunks).hasSize(2);
    assertThat(told("c")).contains(OwnTrunks.Standing.LEFT_OUT);
    table.password = Optional.empty();
    table.hold("a", 2);
    look();
    look();
    // the newest one is beyond the limit now
    assertThat(port.trunks).extracting(Trunk::name).containsExactly("org:shop/b", "org:shop/c");
    table.all.removeIf(each -> !each.name().name().equals("a"));
    table.change++;
    look();
    look();
    assertThat(port.trunks).isEmpty();
    assertThat(told("a")).contains(OwnTrunks.Standing.LEFT_OUT);
  }
}
