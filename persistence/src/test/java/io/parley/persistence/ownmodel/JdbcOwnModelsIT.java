package io.parley.persistence.ownmodel;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.AuditEntry;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.model.own.OwnBudget.Limit;
import io.parley.core.model.own.OwnBudgets;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels.Differs;
import io.parley.core.model.own.OwnModels.FallbackMissing;
import io.parley.core.model.own.OwnModels.Full;
import io.parley.core.model.own.OwnModels.Head;
import io.parley.core.model.own.OwnModels.KeyMissing;
import io.parley.core.model.own.OwnModels.Listed;
import io.parley.core.model.own.OwnModels.Locked;
import io.parley.core.model.own.OwnModels.Newest;
import io.parley.core.model.own.OwnModels.Put;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.money.Accounts.Claim;
import io.parley.core.money.Accounts.Lent;
import io.parley.core.money.Accounts.Refused;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.money.Price;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.money.JdbcAccounts;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOwnModelsIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Act ACT = Act.ofProgram("operator", NOON);
  private static final String KEY = "sk-0123456789";

  private static final OwnModel MINI =
      new OwnModel(Kind.OPENAI, Optional.empty(), "gpt-4o-mini", Optional.of(new Price(1, 2)));

  private static final OwnModel GATEWAY =
      new OwnModel(
          Kind.OPENAI, Optional.of(URI.create("https://llm.example/v1")), "m", Optional.empty());

  private static final Keyring KEYS =
      Keyring.of("k1:" + Base64.getEncoder().encodeToString(new byte[32]));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcOwnModels models = new JdbcOwnModels(db.database(), KEYS);
  private final JdbcOwnBudgets budgets = new JdbcOwnBudgets(db.database());
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private Put put(TenantId tenant, OwnModel model, String... key) {
    var given = key.length == 0 ? Optional.<String>empty() : Optional.of(key[0]);
    return get(models.put(ofDefault(tenant), model, given, Optional.empty(), ACT));
  }

  private Put put(String name, OwnModel model) {
    var named = new OwnModelName(SHOP, name);
    return get(models.put(named, model, Optional.of(KEY), Optional.empty(), ACT));
  }

  private static OwnModelName ofDefault(TenantId tenant) {
    return OwnModelName.ofDefault(tenant);
  }

  private static Version version(TenantId tenant, int number, OwnModel model) {
    return new Version(ofDefault(tenant), number, model, NOON);
  }

  private static OwnModel followedBy(String... others) {
    return new OwnModel(
        Kind.ANTHROPIC, Optional.empty(), "claude", Optional.empty(), List.of(others));
  }

  private static OwnBudget daily(long micros, String cheaper) {
    return new OwnBudget(
        Optional.of(new Limit(micros, AtLimit.CHEAPER)),
        Optional.empty(),
        Optional.of(cheaper),
        80);
  }

  private OwnBudgets.Put put(OwnBudget budget, int expected) {
    return get(budgets.put(SHOP, budget, Optional.of(expected), ACT));
  }

  @Test
  void versions_are_added_and_the_newest_alone_has_the_key() {
    var first = version(SHOP, 1, MINI);
    var second = version(SHOP, 2, GATEWAY);
    assertThat(put(SHOP, MINI)).isEqualTo(new KeyMissing());
    assertThat(put(SHOP, MINI, KEY)).isEqualTo(new Newest(first));
    assertThat(put(SHOP, MINI)).isEqualTo(new Newest(first));
    assertThat(get(models.key(first))).contains(KEY);
    assertThat(put(SHOP, GATEWAY)).isEqualTo(new KeyMissing());
    assertThat(put(SHOP, GATEWAY, "another")).isEqualTo(new Newest(second));
    assertThat(get(models.key(first))).isEmpty();
    assertThat(get(models.key(second))).contains("another");
    assertThat(get(models.current(ofDefault(SHOP)))).contains(second);
    assertThat(get(models.versions(ofDefault(SHOP), 10)))
        .containsExactly(
            new Listed(second, "program:operator"), new Listed(first, "program:operator"));
    assertThat(get(models.put(ofDefault(SHOP), MINI, Optional.of(KEY), Optional.of(1), ACT)))
        .isEqualTo(new Differs(2));
    assertThat(get(trail.page(SHOP, 0, 10)))
        .extracting(AuditEntry::toString)
        .hasSize(2)
        .noneMatch(entry -> entry.contains(KEY));
  }

  @Test
  void a_removed_model_loses_its_key_and_its_number_goes_on() {
    put(SHOP, MINI, KEY);
    assertThat(get(models.remove(ofDefault(SHOP), ACT))).isTrue();
    assertThat(get(models.remove(ofDefault(SHOP), ACT))).isFalse();
    assertThat(db.count("own_model WHERE sealed IS NULL AND key_id IS NULL")).isEqualTo(1);
    assertThat(get(models.current(ofDefault(SHOP)))).isEmpty();
    assertThat(get(models.key(version(SHOP, 1, MINI)))).isEmpty();
    assertThat(put(SHOP, MINI)).isEqualTo(new KeyMissing());
    assertThat(put(SHOP, MINI, KEY)).isEqualTo(new Newest(version(SHOP, 2, MINI)));
  }

  @Test
  void nodes_read_what_has_changed_and_organisations_read_nothing_of_each_other() {
    put(SHOP, MINI, KEY);
    long change = get(models.change());
    put(BANK, GATEWAY, KEY);
    get(models.remove(ofDefault(SHOP), ACT));
    var changed = get(models.since(change));
    assertThat(changed.change()).isEqualTo(change + 2);
    assertThat(changed.heads())
        .containsExactlyInAnyOrder(
            new Head(ofDefault(BANK), Optional.of(version(BANK, 1, GATEWAY))),
            new Head(ofDefault(SHOP), Optional.empty()));
    assertThat(get(models.since(change + 2)).heads()).isEmpty();
    assertThat(get(models.current(ofDefault(SHOP)))).isEmpty();
    assertThat(get(models.versions(ofDefault(BANK), 10))).hasSize(1);
    assertThat(get(models.versions(ofDefault(new TenantId("nobody")), 10))).isEmpty();
  }

  @Test
  void models_have_names_and_versions_and_keys_of_their_own() {
    put(SHOP, MINI, KEY);
    assertThat(put("strong", followedBy("weak"))).isEqualTo(new FallbackMissing());
    assertThat(put("strong", followedBy("strong"))).isEqualTo(new FallbackMissing());
    var strong = new Version(new OwnModelName(SHOP, "strong"), 1, followedBy("default"), NOON);
    assertThat(put("strong", strong.model())).isEqualTo(new Newest(strong));
    assertThat(get(models.all(SHOP))).containsExactly(version(SHOP, 1, MINI), strong);
    assertThat(get(models.all(BANK))).isEmpty();
    assertThat(get(models.key(strong))).contains(KEY);
    assertThat(get(models.since(0)).heads())
        .containsExactlyInAnyOrder(
            new Head(ofDefault(SHOP), Optional.of(version(SHOP, 1, MINI))),
            new Head(strong.name(), Optional.of(strong)));
    assertThat(get(models.remove(strong.name(), ACT))).isTrue();
    assertThat(get(models.key(strong))).isEmpty();
    assertThat(get(models.current(ofDefault(SHOP)))).contains(version(SHOP, 1, MINI));
    assertThat(get(models.versions(strong.name(), 10)))
        .containsExactly(new Listed(strong, "program:operator"));
    assertThat(get(trail.page(SHOP, 0, 10)))
        .extracting(entry -> entry.change().target())
        .containsExactlyInAnyOrder("model", "model:strong", "model:strong");
  }

  @Test
  void an_organisation_has_ten_models_at_most() {
    for (int number = 1; number <= 10; number++)
      assertThat(put("m" + number, MINI)).isInstanceOf(Newest.class);
    assertThat(put(SHOP, MINI, KEY)).isEqualTo(new Full("models", 10));
    assertThat(put("m1", GATEWAY)).isInstanceOf(Newest.class);
    get(models.remove(new OwnModelName(SHOP, "m1"), ACT));
    assertThat(put(SHOP, MINI, KEY)).isInstanceOf(Newest.class);
  }

  @Test
  void budgets_are_versions_that_nodes_read_with_the_models() {
    assertThat(put(daily(10, "default"), 0)).isEqualTo(new OwnBudgets.CheaperMissing());
    put(SHOP, MINI, KEY);
    long change = get(models.change());
    var first = new OwnBudgets.Version(SHOP, 1, daily(10, "default"), NOON);
    assertThat(put(first.budget(), 0)).isEqualTo(new OwnBudgets.Newest(first));
    assertThat(put(first.budget(), 0)).isEqualTo(new OwnBudgets.Newest(first));
    assertThat(put(daily(20, "default"), 0)).isEqualTo(new OwnBudgets.Differs(1));
    var second = new OwnBudgets.Version(SHOP, 2, OwnBudget.NONE, NOON);
    assertThat(put(OwnBudget.NONE, 1)).isEqualTo(new OwnBudgets.Newest(second));
    assertThat(get(budgets.current(SHOP))).contains(second);
    assertThat(get(budgets.current(BANK))).isEmpty();
    assertThat(get(models.since(change)).budgets()).containsExactly(second);
    assertThat(get(models.since(change + 2)).budgets()).isEmpty();
    assertThat(get(trail.page(SHOP, 0, 10))).hasSize(3);
  }

  @Test
  void money_of_own_budgets_is_lent_from_the_same_books_and_another_limit_is_asked_anew() {
    var books = new JdbcAccounts(db.database(), Duration.ofMinutes(1));
    var day = new Period.Key(SHOP, BudgetScope.OWN_DAY, "2026-11-26");
    var claim = new Claim(day, 100, 90, 0);
    assertThat(get(books.lend("one", List.of(claim)))).isInstanceOf(Lent.class);
    assertThat(get(books.lend("two", List.of(claim)))).isEqualTo(new Refused(Set.of(day)));
    assertThat(get(books.standings(List.of(day))).get(day).refused()).isTrue();
    put(SHOP, MINI, KEY);
    put(daily(1_000, "default"), 0);
    assertThat(get(books.standings(List.of(day))).get(day).refused()).isFalse();
  }

  @Test
  void without_a_key_to_encrypt_it_with_nothing_is_stored() {
    var locked = new JdbcOwnModels(db.database(), Keyring.empty());
    assertThat(get(locked.put(ofDefault(SHOP), MINI, Optional.of(KEY), Optional.empty(), ACT)))
        .isEqualTo(new Locked());
    assertThat(db.count("own_model")).isZero();
    assertThat(db.count("own_model_version")).isZero();
  }
}
