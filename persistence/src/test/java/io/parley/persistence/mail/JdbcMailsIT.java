package io.parley.persistence.mail;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailOutbox.Claimed;
import io.parley.core.mail.MailRules.Verdict;
import io.parley.core.mail.MailState;
import io.parley.core.mail.Mails;
import io.parley.core.mail.Mails.Stored;
import io.parley.core.mail.NewMail;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcMailsIT {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId BANK = new TenantId("bank");
  private static final String LINK = "https://a.example/c#s3cret";
  private static final Verdict SENT =
      new Verdict(MailState.SENT, Optional.empty(), Optional.empty());
  private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW =
      "new:"
          + Base64.getEncoder()
              .encodeToString(
                  "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcMails mails = with(NEW + "," + OLD);

  @AfterEach
  void close() {
    db.close();
  }

  private JdbcMails with(String keys) {
    return new JdbcMails(db.database(), Keyring.of(keys));
  }

  private static MailId id(long number) {
    return new MailId(new UUID(1, number));
  }

  private static NewMail mail(TenantId tenant, long number) {
    return new NewMail(
        id(number),
        tenant,
        MailKind.VERIFY,
        "de-AT",
        new EmailAddress("ada@example.org"),
        Map.of("organisation", "Müller & Söhne", "link", LINK));
  }

  private void order(TenantId tenant, long number, Instant at) {
    assertThat(get(mails.enqueue(mail(tenant, number), at))).isEqualTo(Stored.DONE);
  }

  private List<Claimed> claimed(Instant at, int max) {
    return get(mails.claim(at, LEASE, max));
  }

  private static Verdict later(Instant next) {
    return new Verdict(MailState.WAITING, Optional.of(next), Optional.of("450 4.2.1"));
  }

  private long rows(String where) {
    return db.count("mail WHERE " + where);
  }

  @Test
  void a_mail_comes_back_as_it_was_ordered() {
    order(ACME, 1, NOON);
    assertThat(claimed(NOON.minusMillis(1), 10)).isEmpty();
    assertThat(claimed(NOON, 10))
        .containsExactly(
            new Claimed(
                id(1),
                ACME,
                MailKind.VERIFY,
                "de-AT",
                new EmailAddress("ada@example.org"),
                Optional.of(Map.of("organisation", "Müller & Söhne", "link", LINK)),
                NOON,
                1));
  }

  @Test
  void a_mail_that_is_ordered_again_under_its_id_is_the_same() {
    order(ACME, 1, NOON);
    order(ACME, 1, NOON.plusSeconds(9));
    assertThat(rows("tenant = 'acme'")).isEqualTo(1);
  }

  @Test
  void its_values_are_encrypted_and_a_moved_row_is_not_opened() {
    order(ACME, 1, NOON);
    assertThat(rows("position('s3cret'::bytea in sealed) > 0")).isZero();
    db.execute("UPDATE mail SET id = '00000000-0000-0001-0000-000000000009'");
    assertThat(claimed(NOON, 10)).extracting(Claimed::values).containsExactly(Optional.empty());
  }

  @Test
  void a_node_without_the_key_leaves_it_to_others() {
    get(with(OLD).enqueue(mail(ACME, 1), NOON));
    var unread = get(with(NEW).claim(NOON, LEASE, 10));
    assertThat(unread).extracting(Claimed::values).containsExactly(Optional.empty());
    get(with(NEW).end(unread.getFirst(), later(NOON.plusSeconds(15)), NOON));
    assertThat(claimed(NOON.plusSeconds(15), 10).getFirst().values()).isPresent();
  }

  @Test
  void without_a_key_nothing_is_stored() {
    var without = new JdbcMails(db.database(), Keyring.empty());
    assertThat(get(without.enqueue(mail(ACME, 1), NOON))).isEqualTo(Stored.NO_KEY);
    assertThat(db.count("mail")).isZero();
  }

  @Test
  void of_claimers_at_the_same_moment_one_gets_a_mail() {
    for (int i = 0; i < 9; i++) order(i % 2 == 0 ? ACME : BANK, i, NOON);
    var claims = new ArrayList<CompletionStage<List<Claimed>>>();
    for (int i = 0; i < 8; i++) claims.add(mails.claim(NOON, LEASE, 2));
    var all = claims.stream().map(MigratedDatabase::get).flatMap(List::stream).toList();
    assertThat(all).extracting(Claimed::id).doesNotHaveDuplicates();
    var rest = claimed(NOON, 10);
    assertThat(all.size() + rest.size()).isEqualTo(9);
    assertThat(claimed(NOON.plus(LEASE).minusMillis(1), 10)).isEmpty();
  }

  @Test
  void those_that_wait_longest_come_first() {
    order(ACME, 1, NOON.plusSeconds(2));
    order(BANK, 2, NOON.plusSeconds(1));
    assertThat(claimed(NOON.plusSeconds(3), 1)).extracting(Claimed::id).containsExactly(id(2));
    assertThat(claimed(NOON.plusSeconds(3), 1)).extracting(Claimed::id).containsExactly(id(1));
  }

  @Test
  void a_mail_of_a_lost_claimer_is_claimed_again_when_the_lease_ends() {
    order(ACME, 1, NOON);
    var lost = claimed(NOON, 10).getFirst();
    assertThat(claimed(NOON.plus(LEASE).minusMillis(1), 10)).isEmpty();
    var second = claimed(NOON.plus(LEASE), 10).getFirst();
    assertThat(second.id()).isEqualTo(lost.id());
    assertThat(second.orderedAt()).isEqualTo(lost.orderedAt());
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(get(mails.end(lost, later(NOON.plus(LEASE)), NOON.plus(LEASE)))).isFalse();
    assertThat(claimed(NOON.plus(LEASE), 10)).isEmpty();
    assertThat(get(mails.end(second, SENT, NOON.plus(LEASE)))).isTrue();
    assertThat(claimed(NOON.plus(LEASE.multipliedBy(9)), 10)).isEmpty();
  }

  @Test
  void a_late_claimer_that_sent_it_ends_it_for_all() {
    order(ACME, 1, NOON);
    var late = claimed(NOON, 10).getFirst();
    var second = claimed(NOON.plus(LEASE), 10).getFirst();
    assertThat(get(mails.end(late, SENT, NOON.plus(LEASE)))).isTrue();
    assertThat(get(mails.end(second, later(NOON), NOON))).isFalse();
    assertThat(get(mails.end(second, SENT, NOON))).isFalse();
    assertThat(rows("state = 'sent'")).isEqualTo(1);
  }

  @Test
  void a_delayed_mail_waits_and_keeps_its_values() {
    order(ACME, 1, NOON);
    get(mails.end(claimed(NOON, 10).getFirst(), later(NOON.plusSeconds(30)), NOON));
    assertThat(rows("state = 'waiting' AND error = '450 4.2.1' AND over_at IS NULL")).isEqualTo(1);
    assertThat(claimed(NOON.plusSeconds(29), 10)).isEmpty();
    var again = claimed(NOON.plusSeconds(30), 10).getFirst();
    assertThat(again.attempts()).isEqualTo(2);
    assertThat(again.values()).isPresent();
  }

  @Test
  void what_is_over_keeps_no_values() {
    for (int i = 0; i < 3; i++) order(ACME, i, NOON);
    var states = List.of(MailState.SENT, MailState.REFUSED, MailState.EXPIRED);
    for (var mail : claimed(NOON, 10)) {
      var state = states.get((int) mail.id().value().getLeastSignificantBits());
      get(mails.end(mail, new Verdict(state, Optional.empty(), Optional.of("550")), NOON));
    }
    assertThat(rows("key_id IS NOT NULL OR sealed IS NOT NULL OR next_at IS NOT NULL")).isZero();
    for (var state : states) assertThat(rows("state = '" + state.word() + "'")).isEqualTo(1);
  }

  @Test
  void old_records_are_deleted_and_waiting_mails_are_not() {
    for (int i = 0; i < 3; i++) order(ACME, i, NOON);
    for (var mail : claimed(NOON, 2)) get(mails.end(mail, SENT, NOON));
    assertThat(get(mails.sweep(NOON, 10))).isZero();
    assertThat(get(mails.sweep(NOON.plusMillis(1), 1))).isEqualTo(1);
    assertThat(get(mails.sweep(NOON.plusMillis(1), 10))).isEqualTo(1);
    assertThat(rows("state = 'waiting'")).isEqualTo(1);
  }

  @Test
  void a_tenant_has_a_limit_of_waiting_mails() {
    db.execute(
        """
        INSERT INTO mail (tenant, id, kind, language, address, state, attempts, ordered_at, next_at)
        SELECT 'acme', gen_random_uuid(), 'claim', 'en', 'a@b.example', 'waiting', 0, now(), now()
        FROM generate_series(1, %d)\
        """
            .formatted(Mails.WAITING_MAX - 1));
    order(ACME, 1, NOON);
    assertThat(get(mails.enqueue(mail(ACME, 2), NOON))).isEqualTo(Stored.TOO_MANY);
    assertThat(get(mails.enqueue(mail(BANK, 3), NOON))).isEqualTo(Stored.DONE);
  }

  @Test
  void a_tenant_orders_so_many_mails_a_day_sent_ones_included() {
    db.execute(
        """
        INSERT INTO mail (tenant, id, kind, language, address, state, attempts, ordered_at, over_at)
        SELECT 'acme', gen_random_uuid(), 'claim', 'en', 'a@b.example', 'sent', 1, '%s', '%s'
        FROM generate_series(1, %d)\
        """
            .formatted(NOON, NOON, Mails.DAY_MAX - 1));
    order(ACME, 1, NOON);
    assertThat(get(mails.enqueue(mail(ACME, 2), NOON))).isEqualTo(Stored.TOO_MANY);
    assertThat(get(mails.enqueue(mail(BANK, 3), NOON))).isEqualTo(Stored.DONE);
    order(ACME, 4, NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void a_kind_of_a_later_release_waits_for_its_nodes() {
    order(ACME, 1, NOON);
    order(ACME, 2, NOON);
    db.execute("UPDATE mail SET kind = 'of-a-later-release' WHERE id = '" + id(1) + "'");
    assertThat(claimed(NOON, 10)).extracting(Claimed::id).containsExactly(id(2));
    assertThat(rows("attempts = 0")).isEqualTo(1);
  }

  @Test
  void a_mail_that_this_release_cannot_read_does_not_keep_others_from_being_sent() {
    order(ACME, 1, NOON);
    order(ACME, 2, NOON.plusSeconds(1));
    db.execute("UPDATE mail SET address = 'Ada@Example' WHERE id = '" + id(1) + "'");
    assertThat(claimed(NOON.plusSeconds(1), 10)).extracting(Claimed::id).containsExactly(id(2));
    assertThat(rows("state = 'waiting'")).isEqualTo(2);
  }

  @Test
  void mails_that_no_node_can_end_are_deleted_like_old_records() {
    for (int i = 1; i <= 3; i++) order(ACME, i, NOON);
    db.execute("UPDATE mail SET address = 'Ada@Example' WHERE id = '" + id(1) + "'");
    db.execute("UPDATE mail SET kind = 'of-a-later-release' WHERE id = '" + id(2) + "'");
    get(mails.end(claimed(NOON, 10).getFirst(), SENT, NOON.plus(Duration.ofDays(1))));
    assertThat(get(mails.sweep(NOON.plus(Duration.ofDays(1)), 10))).isZero();
    var later = NOON.plus(Duration.ofDays(1)).plusMillis(1);
    assertThat(get(mails.sweep(later, 2))).isEqualTo(2);
    assertThat(get(mails.sweep(later, 2))).isEqualTo(1);
    assertThat(db.count("mail")).isZero();
  }

  @Test
  void values_of_a_later_release_are_left_to_its_nodes() {
    order(ACME, 1, NOON);
    var sealed =
        Keyring.of(NEW).seal("{\"link\":{}}", "mail|acme|00000000-0000-0001-0000-000000000001");
    db.execute(
        "UPDATE mail SET sealed = decode('%s', 'base64')".formatted(sealed.bytes().base64()));
    assertThat(claimed(NOON, 10)).extracting(Claimed::values).containsExactly(Optional.empty());
  }

  @Test
  void a_tenants_work_sees_its_own_mails_without_values_and_changes_none() {
    order(ACME, 1, NOON);
    order(BANK, 2, NOON);
    var seen =
        get(
            db.database()
                .as(
                    ACME,
                    connection ->
                        Sql.query(
                            connection,
                            "SELECT tenant FROM mail",
                            row -> row.getString("tenant"))));
    assertThat(seen).containsExactly("acme");
    for (var sql :
        List.of(
            "SELECT sealed FROM mail",
            "SELECT key_id FROM mail",
            "UPDATE mail SET state = 'sent' RETURNING 1"))
      assertThatThrownBy(
              () -> get(db.database().as(ACME, connection -> Sql.query(connection, sql, _ -> sql))))
          .as(sql)
          .isInstanceOf(DatabaseFailure.class);
    int deleted =
        get(db.database().as(ACME, connection -> Sql.update(connection, "DELETE FROM mail")));
    assertThat(deleted).as("of an organisation that is not deleted").isZero();
  }

  @Test
  void a_mail_of_another_tenant_is_not_stored() {
    assertThatThrownBy(
            () ->
                get(
                    db.database()
                        .as(ACME, connection -> mails.add(connection, mail(BANK, 1), NOON))))
        .isInstanceOf(DatabaseFailure.class);
    assertThat(db.count("mail")).isZero();
  }

  @Test
  void mails_that_wait_are_counted_over_all_tenants_up_to_a_limit() {
    order(ACME, 1, NOON);
    order(BANK, 2, NOON);
    order(BANK, 3, NOON);
    var claimed = claimed(NOON, 1).getFirst();
    assertThat(get(mails.waiting(10))).isEqualTo(3);
    assertThat(get(mails.waiting(2))).isEqualTo(2);
    assertThat(get(mails.end(claimed, SENT, NOON))).isTrue();
    assertThat(get(mails.waiting(10))).isEqualTo(2);
  }
}
