package io.parley.persistence.trunk;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.AuditEntry;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.core.trunk.OwnTrunk.Transport;
import io.parley.core.trunk.OwnTrunks.Full;
import io.parley.core.trunk.OwnTrunks.Listed;
import io.parley.core.trunk.OwnTrunks.Locked;
import io.parley.core.trunk.OwnTrunks.Newest;
import io.parley.core.trunk.OwnTrunks.PasswordMissing;
import io.parley.core.trunk.OwnTrunks.Put;
import io.parley.core.trunk.OwnTrunks.Standing;
import io.parley.core.trunk.OwnTrunks.Stored;
import io.parley.core.trunk.OwnTrunks.Told;
import io.parley.core.trunk.TrunkName;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOwnTrunksIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Act ACT = Act.ofProgram("operator", NOON);
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final String PASSWORD = "s3cret";

  private static final OwnTrunk PLAIN =
      new OwnTrunk(
          "sip.provider.example",
          Transport.TLS,
          "4930123456",
          Optional.of("line"),
          List.of(new PhoneNumber("+4930123456")),
          new Answering(Optional.of("support"), Optional.of("de")));

  private static final Keyring KEYS =
      Keyring.of("k1:" + Base64.getEncoder().encodeToString(new byte[32]));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcOwnTrunks trunks = new JdbcOwnTrunks(db.database(), KEYS);
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private static TrunkName line(TenantId tenant) {
    return new TrunkName(tenant, "line");
  }

  private static OwnTrunk at(String host) {
    return new OwnTrunk(host, Transport.UDP, "u", Optional.empty(), List.of(), Answering.DEFAULT);
  }

  private Put put(TrunkName name, OwnTrunk trunk, String... password) {
    var given = password.length == 0 ? Optional.<String>empty() : Optional.of(password[0]);
    return get(trunks.put(name, trunk, given, ACT));
  }

  private Stored stored(TrunkName name, OwnTrunk trunk, String... password) {
    return ((Newest) put(name, trunk, password)).stored();
  }

  @Test
  void a_trunk_is_stored_with_a_password_that_only_its_newest_version_gives() {
    assertThat(put(line(SHOP), PLAIN)).isEqualTo(new PasswordMissing());
    var first = stored(line(SHOP), PLAIN, PASSWORD);
    assertThat(first.trunk()).isEqualTo(PLAIN);
    assertThat(first.version()).isEqualTo(1);
    assertThat(get(trunks.password(first))).contains(PASSWORD);
    assertThat(stored(line(SHOP), PLAIN)).as("nothing is different").isEqualTo(first);
    var second = stored(line(SHOP), PLAIN, "another");
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.line()).isNotEqualTo(first.line()).matches("[0-9a-f]{32}");
    assertThat(get(trunks.password(first))).isEmpty();
    assertThat(get(trunks.password(second))).contains("another");
    assertThat(get(trunks.all())).containsExactly(second);
    assertThat(get(trail.page(SHOP, 0, 10)))
        .extracting(AuditEntry::toString)
        .hasSize(2)
        .noneMatch(entry -> entry.contains(PASSWORD) || entry.contains("another"));
  }

  @Test
  void a_password_is_kept_for_the_same_line_alone() {
    stored(line(SHOP), PLAIN, PASSWORD);
    var silent =
        new OwnTrunk(
            PLAIN.host(),
            PLAIN.transport(),
            PLAIN.user(),
            PLAIN.login(),
            List.of(),
            Answering.DEFAULT);
    var changed = stored(line(SHOP), silent);
    assertThat(get(trunks.password(changed))).contains(PASSWORD);
    assertThat(put(line(SHOP), at("elsewhere.example"))).isEqualTo(new PasswordMissing());
    assertThat(get(trunks.of(SHOP))).containsExactly(new Listed(changed, Optional.empty()));
  }

  @Test
  void nodes_say_how_a_version_goes_and_are_not_told_of_that() {
    var first = stored(line(SHOP), at("a"), PASSWORD);
    var refused = new Told(Standing.REFUSED, NOON);
    long change = get(trunks.change());
    get(trunks.tell(first, refused));
    assertThat(get(trunks.change())).isEqualTo(change);
    assertThat(get(trunks.of(SHOP))).containsExactly(new Listed(first, Optional.of(refused)));
    var second = stored(line(SHOP), at("a"), "right");
    assertThat(get(trunks.change())).isEqualTo(change + 1);
    get(trunks.tell(first, refused));
    assertThat(get(trunks.of(SHOP)))
        .as("it was said of another version")
        .containsExactly(new Listed(second, Optional.empty()));
    get(trunks.remove(line(SHOP), ACT));
    var again = stored(line(SHOP), at("a"), PASSWORD);
    get(trunks.tell(first, refused));
    assertThat(get(trunks.of(SHOP)))
        .as("it was said of a trunk that was removed")
        .containsExactly(new Listed(again, Optional.empty()));
  }

  @Test
  void organisations_have_trunks_of_the_same_name_and_know_nothing_of_each_other() {
    var ours = stored(line(SHOP), at("a"), PASSWORD);
    var theirs = stored(line(BANK), at("a"), "theirs");
    assertThat(get(trunks.of(SHOP))).extracting(Listed::stored).containsExactly(ours);
    assertThat(get(trunks.of(BANK))).extracting(Listed::stored).containsExactly(theirs);
    assertThat(get(trunks.password(theirs))).contains("theirs");
    assertThat(get(trunks.remove(line(SHOP), ACT))).isTrue();
    assertThat(get(trunks.remove(line(SHOP), ACT))).isFalse();
    assertThat(get(trunks.all())).containsExactly(theirs);
    assertThat(get(trunks.password(ours))).isEmpty();
  }

  @Test
  void an_organisation_has_five_trunks_at_most() {
    for (int number = 1; number <= 5; number++)
      stored(new TrunkName(SHOP, "t" + number), at("a"), PASSWORD);
    assertThat(put(line(SHOP), at("a"), PASSWORD)).isEqualTo(new Full());
    assertThat(put(new TrunkName(SHOP, "t1"), at("b"), PASSWORD)).isInstanceOf(Newest.class);
  }

  @Test
  void without_a_key_to_encrypt_it_with_nothing_is_stored() {
    var locked = new JdbcOwnTrunks(db.database(), Keyring.empty());
    assertThat(get(locked.put(line(SHOP), PLAIN, Optional.of(PASSWORD), ACT)))
        .isEqualTo(new Locked());
    assertThat(db.count("own_trunk")).isZero();
  }
}
