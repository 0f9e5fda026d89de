package io.parley.persistence.ownmodel;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.AuditEntry;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModels.Differs;
import io.parley.core.model.own.OwnModels.Head;
import io.parley.core.model.own.OwnModels.KeyMissing;
import io.parley.core.model.own.OwnModels.Listed;
import io.parley.core.model.own.OwnModels.Locked;
import io.parley.core.model.own.OwnModels.Newest;
import io.parley.core.model.own.OwnModels.Put;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.money.Price;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
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
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private Put put(TenantId tenant, OwnModel model, String... key) {
    var given = key.length == 0 ? Optional.<String>empty() : Optional.of(key[0]);
    return get(models.put(tenant, model, given, Optional.empty(), ACT));
  }

  private static Version version(TenantId tenant, int number, OwnModel model) {
    return new Version(tenant, number, model, NOON);
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
    assertThat(get(models.current(SHOP))).contains(second);
    assertThat(get(models.versions(SHOP, 10)))
        .containsExactly(
            new Listed(second, "program:operator"), new Listed(first, "program:operator"));
    assertThat(get(models.put(SHOP, MINI, Optional.of(KEY), Optional.of(1), ACT)))
        .isEqualTo(new Differs(2));
    assertThat(get(trail.page(SHOP, 0, 10)))
        .extracting(AuditEntry::toString)
        .hasSize(2)
        .noneMatch(entry -> entry.contains(KEY));
  }

  @Test
  void a_removed_model_loses_its_key_and_its_number_goes_on() {
    put(SHOP, MINI, KEY);
    assertThat(get(models.remove(SHOP, ACT))).isTrue();
    assertThat(get(models.remove(SHOP, ACT))).isFalse();
    assertThat(db.count("own_model WHERE sealed IS NULL AND key_id IS NULL")).isEqualTo(1);
    assertThat(get(models.current(SHOP))).isEmpty();
    assertThat(get(models.key(version(SHOP, 1, MINI)))).isEmpty();
    assertThat(put(SHOP, MINI)).isEqualTo(new KeyMissing());
    assertThat(put(SHOP, MINI, KEY)).isEqualTo(new Newest(version(SHOP, 2, MINI)));
  }

  @Test
  void nodes_read_what_has_changed_and_organisations_read_nothing_of_each_other() {
    put(SHOP, MINI, KEY);
    long change = get(models.change());
    put(BANK, GATEWAY, KEY);
    get(models.remove(SHOP, ACT));
    var changed = get(models.since(change));
    assertThat(changed.change()).isEqualTo(change + 2);
    assertThat(changed.heads())
        .containsExactlyInAnyOrder(
            new Head(BANK, Optional.of(version(BANK, 1, GATEWAY))),
            new Head(SHOP, Optional.empty()));
    assertThat(get(models.since(change + 2)).heads()).isEmpty();
    assertThat(get(models.current(SHOP))).isEmpty();
    assertThat(get(models.versions(BANK, 10))).hasSize(1);
    assertThat(get(models.versions(new TenantId("nobody"), 10))).isEmpty();
  }

  @Test
  void without_a_key_to_encrypt_it_with_nothing_is_stored() {
    var locked = new JdbcOwnModels(db.database(), Keyring.empty());
    assertThat(get(locked.put(SHOP, MINI, Optional.of(KEY), Optional.empty(), ACT)))
        .isEqualTo(new Locked());
    assertThat(db.count("own_model")).isZero();
    assertThat(db.count("own_model_version")).isZero();
  }
}
