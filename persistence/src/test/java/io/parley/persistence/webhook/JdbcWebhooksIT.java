package io.parley.persistence.webhook;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.mail.MailKind;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookEvent;
import io.parley.core.webhook.HookKind;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookMessages;
import io.parley.core.webhook.HookOutbox.Claimed;
import io.parley.core.webhook.HookOutbox.Counts;
import io.parley.core.webhook.HookOutcome.Refused;
import io.parley.core.webhook.HookOutcome.Taken;
import io.parley.core.webhook.HookRules;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookTarget;
import io.parley.core.webhook.Webhook;
import io.parley.core.webhook.Webhook.State;
import io.parley.core.webhook.WebhookId;
import io.parley.core.webhook.Webhooks;
import io.parley.core.webhook.Webhooks.Done;
import io.parley.core.webhook.Webhooks.Listed;
import io.parley.core.webhook.Webhooks.Switch;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcWebhooksIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant LEASE = NOON.plus(HookRules.LEASE);
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final WebhookId ONE = new WebhookId(new UUID(0, 1));
  private static final WebhookId TWO = new WebhookId(new UUID(0, 2));
  private static final Keyring KEYRING = Keyring.of("a:" + "A".repeat(43) + "=");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final URI URL = URI.create("https://shop.example/hook?key=1");
  private static final HookTarget TARGET =
      new HookTarget(URL, Set.of(HookKind.SESSION_ENDED, HookKind.TAKEN_OVER), "CRM");
  private static final HookAttempt OK = new HookAttempt(new Taken(204), Duration.ofMillis(12));
  private static final HookAttempt DOWN =
      new HookAttempt(new Refused(503, Optional.empty()), Duration.ofMillis(7));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcMails mails = new JdbcMails(db.database(), KEYRING);
  private final JdbcWebhooks webhooks = new JdbcWebhooks(db.database(), KEYRING);
  private final JdbcHookMessages messages = new JdbcHookMessages(db.database());
  private final JdbcHookOutbox outbox =
      new JdbcHookOutbox(
          db.database(),
          KEYRING,
          Optional.of(new SwitchedOffMails(mails, () -> URI.create("https://parley.example"))));

  @AfterEach
  void close() {
    db.close();
  }

  private static Act act(Instant at) {
    return new Act(new Actor.Program("operator"), new RemoteAddress("192.0.2.7"), at);
  }

  private void create(TenantId tenant, WebhookId id) {
    assertThat(get(webhooks.create(tenant, id, TARGET, SECRET, act(NOON))))
        .isInstanceOf(Done.class);
  }

  private Webhook found(TenantId tenant) {
    return get(webhooks.find(tenant, ONE)).orElseThrow();
  }

  private void happened(TenantId tenant, int number, HookKind kind, Instant at) {
    var message =
        new HookMessage(
            "msg_" + number,
            kind.word(),
            at,
            OptionalLong.of(number),
            Map.of("session", "s-" + number));
    get(messages.add(List.of(new HookEvent(tenant, kind, message)), at));
  }

  private void ended(TenantId tenant, int number) {
    happened(tenant, number, HookKind.SESSION_ENDED, NOON);
  }

  private List<Claimed> claim(Instant now, boolean isFailing) {
    return get(outbox.claim(now, now.plus(HookRules.LEASE), Set.of(), isFailing, 10));
  }

  private Claimed claimed(Instant now) {
    return claim(now, false).getFirst();
  }

  private List<String> waiting(TenantId tenant) {
    return get(outbox.next(tenant, ONE, 100)).stream().map(HookMessage::id).toList();
  }

  private void tried(Claimed claimed, HookAttempt attempt) {
    var message = get(outbox.next(claimed.tenant(), claimed.webhook(), 1)).getFirst();
    get(outbox.tried(claimed, message, attempt, NOON));
  }

  @Test
  void each_event_is_stored_once_for_each_webhook_that_tells_of_it() {
    create(SHOP, ONE);
    create(BANK, ONE);
    happened(SHOP, 1, HookKind.SESSION_ENDED, NOON);
    happened(SHOP, 1, HookKind.SESSION_ENDED, NOON);
    happened(SHOP, 2, HookKind.RATED, NOON);
    happened(SHOP, 3, HookKind.TAKEN_OVER, NOON.minusSeconds(1));
    happened(SHOP, 4, HookKind.TAKEN_OVER, NOON);
    assertThat(waiting(SHOP)).containsExactly("msg_1", "msg_4");
    assertThat(waiting(BANK)).isEmpty();
    assertThat(get(outbox.next(SHOP, ONE, 1)).getFirst().data()).containsEntry("session", "s-1");
    assertThat(get(outbox.counts(100))).isEqualTo(new Counts(2, 0));
  }

  @Test
  void a_run_is_claimed_once_and_ends_with_what_is_left() {
    create(SHOP, ONE);
    create(SHOP, TWO);
    create(BANK, ONE);
    assertThat(claim(NOON, false)).isEmpty();
    ended(SHOP, 1);
    ended(BANK, 1);
    assertThat(get(outbox.claim(NOON, LEASE, Set.of(BANK), false, 10)))
        .as("one of each organisation, and none of one that is busy")
        .containsExactly(new Claimed(SHOP, ONE, Failures.NONE, LEASE));
    var second = claim(NOON, false);
    assertThat(second).extracting(Claimed::webhook).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(claim(NOON, false)).isEmpty();
    var claimed = new Claimed(SHOP, ONE, Failures.NONE, LEASE);
    tried(claimed, OK);
    ended(SHOP, 2);
    assertThat(get(outbox.end(claimed, new HookRules.Fine(), NOON))).isTrue();
    assertThat(get(outbox.end(claimed, new HookRules.Fine(), NOON))).isFalse();
    var again = claimed(NOON);
    tried(again, OK);
    assertThat(get(outbox.end(again, new HookRules.Fine(), NOON))).isTrue();
    assertThat(claim(NOON, false)).isEmpty();
    assertThat(claim(LEASE, false)).as("of a sender that was lost").hasSize(2);
  }

  @Test
  void a_failure_is_tried_later_and_seen() {
    create(SHOP, ONE);
    ended(SHOP, 1);
    var claimed = claimed(NOON);
    tried(claimed, DOWN);
    var failures = new Failures(1, Optional.of(NOON));
    var later = new HookRules.Later(failures, "status 503", NOON.plusSeconds(5));
    assertThat(get(outbox.end(claimed, later, NOON))).isTrue();
    ended(SHOP, 2);
    assertThat(claim(NOON.plusSeconds(4), true)).isEmpty();
    assertThat(claim(NOON.plusSeconds(5), false)).isEmpty();
    assertThat(claim(NOON.plusSeconds(5), true))
        .extracting(Claimed::failures)
        .containsExactly(failures);
    assertThat(found(SHOP))
        .satisfies(
            hook -> {
              assertThat(hook.failures()).isEqualTo(failures);
              assertThat(hook.error()).contains("status 503");
              assertThat(hook.waiting()).isEqualTo(2);
            });
    assertThat(get(webhooks.messages(SHOP, ONE, 10)))
        .extracting(Listed::state, Listed::attempts, Listed::last)
        .containsExactly(
            tuple("waiting", 0, Optional.empty()),
            tuple(
                "waiting",
                1,
                Optional.of(
                    new Webhooks.Last(
                        NOON, Optional.of(503), Optional.of("status 503"), DOWN.took()))));
  }

  @Test
  void one_that_failed_for_a_day_is_switched_off_and_goes_on_from_there() {
    people();
    create(SHOP, ONE);
    ended(SHOP, 1);
    var off = new HookRules.SwitchedOff(new Failures(34, Optional.of(NOON)), "timeout");
    assertThat(get(outbox.end(claimed(NOON), off, NOON))).isTrue();
    assertThat(found(SHOP).state()).isEqualTo(State.FAILED);
    assertThat(get(outbox.counts(100))).isEqualTo(new Counts(1, 1));
    assertThat(get(mails.claim(NOON, Duration.ofMinutes(1), 10)))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.kind()).isEqualTo(MailKind.WEBHOOK_OFF);
              assertThat(mail.to().text()).isEqualTo("ada@example.org");
              assertThat(mail.language()).as("of the reader").isEqualTo("de");
              assertThat(mail.values().orElseThrow())
                  .containsEntry("organisation", "Shop")
                  .containsEntry("webhook", "shop.example");
            });
    ended(SHOP, 2);
    assertThat(claim(NOON, true)).isEmpty();
    get(webhooks.switchTo(SHOP, ONE, Switch.ON, act(NOON)));
    assertThat(claim(NOON, false)).as("it has taken nothing yet").isEmpty();
    assertThat(claim(NOON, true))
        .extracting(Claimed::failures)
        .containsExactly(new Failures(1, Optional.empty()));
    assertThat(waiting(SHOP)).containsExactly("msg_1", "msg_2");
    assertThat(get(new JdbcAuditTrail(db.database()).page(SHOP, 0, 10)))
        .extracting(entry -> entry.change().action())
        .containsExactly("webhook-created", "webhook-switched-off", "webhook-turned-on");
  }

  private void people() {
    db.execute(
        """
        INSERT INTO organisation (tenant, name, state, since)
        VALUES ('shop', 'Shop', 'active', now())\
        """);
    member(1, "ada", "owner");
    member(2, "bob", "viewer");
  }

  private void member(int number, String name, String role) {
    var id = new UUID(1, number);
    db.execute(
        """
        INSERT INTO person (id, address, name, verified, since, language)
        VALUES ('%s', '%s@example.org', 'P', true, now(), 'de')\
        """
            .formatted(id, name));
    db.execute(
        """
        INSERT INTO membership (tenant, person, roles, custom_roles, since)
        VALUES ('shop', '%s', '{%s}', '{}', now())\
        """
            .formatted(id, role));
  }

  @Test
  void messages_of_a_suspended_organisation_wait_until_it_is_resumed() {
    people();
    create(SHOP, ONE);
    ended(SHOP, 1);
    db.execute("UPDATE organisation SET state = 'suspended' WHERE tenant = 'shop'");
    assertThat(claim(NOON, false)).isEmpty();
    db.execute("UPDATE organisation SET state = 'active' WHERE tenant = 'shop'");
    assertThat(claim(NOON, false)).hasSize(1);
  }

  @Test
  void a_run_is_told_that_a_person_has_turned_its_webhook_off() {
    create(SHOP, ONE);
    ended(SHOP, 1);
    ended(SHOP, 2);
    var claimed = claimed(NOON);
    var both = get(outbox.next(SHOP, ONE, 2));
    assertThat(get(outbox.tried(claimed, both.getFirst(), OK, NOON))).isTrue();
    get(webhooks.switchTo(SHOP, ONE, Switch.OFF, act(NOON)));
    assertThat(get(outbox.tried(claimed, both.getLast(), OK, NOON))).isFalse();
    assertThat(waiting(SHOP)).as("both were taken").isEmpty();
    assertThat(get(outbox.end(claimed, new HookRules.Fine(), NOON))).isFalse();
  }

  @Test
  void what_waits_can_be_skipped_and_nothing_is_told_while_it_is_off() {
    create(SHOP, ONE);
    ended(SHOP, 1);
    get(webhooks.switchTo(SHOP, ONE, Switch.OFF, act(NOON)));
    ended(SHOP, 2);
    assertThat(claim(NOON, false)).isEmpty();
    var later = NOON.plusSeconds(60);
    get(webhooks.switchTo(SHOP, ONE, Switch.ON_FROM_NOW, act(later)));
    happened(SHOP, 3, HookKind.SESSION_ENDED, later.minusSeconds(1));
    happened(SHOP, 4, HookKind.SESSION_ENDED, later);
    assertThat(waiting(SHOP)).containsExactly("msg_4");
    assertThat(get(webhooks.messages(SHOP, ONE, 10)))
        .extracting(Listed::state)
        .containsExactly("waiting", "skipped");
  }

  @Test
  void a_replaced_secret_signs_for_a_while() {
    create(SHOP, ONE);
    get(webhooks.rotate(SHOP, ONE, OTHER, Duration.ofHours(1), act(NOON)));
    assertThat(secrets(NOON.plusSeconds(3_599))).containsExactly(OTHER, SECRET);
    assertThat(secrets(NOON.plusSeconds(3_600))).containsExactly(OTHER);
    assertThat(db.count("webhook WHERE sealed = old_sealed")).isZero();
    get(webhooks.rotate(SHOP, ONE, SECRET, Duration.ZERO, act(NOON)));
    assertThat(secrets(NOON)).containsExactly(SECRET);
    assertThat(db.count("webhook WHERE old_sealed IS NOT NULL")).isZero();
    assertThat(get(outbox.open(BANK, ONE, NOON))).isEmpty();
    var elsewhere = new JdbcHookOutbox(db.database(), Keyring.empty(), Optional.empty());
    assertThat(get(elsewhere.open(SHOP, ONE, NOON)).orElseThrow().secrets()).isEmpty();
    var locked = new JdbcWebhooks(db.database(), Keyring.empty());
    assertThat(get(locked.create(SHOP, TWO, TARGET, SECRET, act(NOON))))
        .isInstanceOf(Webhooks.Locked.class);
    assertThat(get(new JdbcAuditTrail(db.database()).page(SHOP, 0, 10)).toString())
        .contains("https://shop.example")
        .doesNotContain("/hook", "key=1", SECRET, OTHER);
  }

  private List<String> secrets(Instant now) {
    return get(outbox.open(SHOP, ONE, now)).orElseThrow().secrets();
  }

  @Test
  void an_organisation_changes_and_removes_its_own_alone() {
    create(SHOP, ONE);
    create(BANK, ONE);
    var other = new HookTarget(URI.create("https://other.example"), Set.of(HookKind.RATED), "");
    assertThat(get(webhooks.change(SHOP, ONE, other, act(NOON)))).isInstanceOf(Done.class);
    assertThat(found(SHOP).target()).isEqualTo(other);
    assertThat(found(BANK).target()).isEqualTo(TARGET);
    ended(BANK, 1);
    assertThat(get(webhooks.remove(SHOP, ONE, act(NOON)))).isTrue();
    assertThat(get(webhooks.remove(SHOP, ONE, act(NOON)))).isFalse();
    assertThat(get(webhooks.change(SHOP, ONE, other, act(NOON))))
        .isInstanceOf(Webhooks.Missing.class);
    assertThat(get(webhooks.list(SHOP))).isEmpty();
    assertThat(waiting(BANK)).hasSize(1);
    for (int i = 0; i < Webhooks.COUNT_MAX; i++) create(SHOP, new WebhookId(new UUID(9, i)));
    assertThat(get(webhooks.create(SHOP, ONE, TARGET, SECRET, act(NOON))))
        .isInstanceOf(Webhooks.Full.class);
  }

  @Test
  void no_more_than_ten_thousand_messages_wait_and_the_others_are_counted() {
    create(SHOP, ONE);
    var all = new ArrayList<HookEvent>();
    for (int i = 1; i <= HookMessages.WAITING_MAX + 1; i++)
      all.add(
          new HookEvent(
              SHOP,
              HookKind.SESSION_ENDED,
              new HookMessage(
                  "msg_" + i, "session-ended", NOON, OptionalLong.of(i), Map.of("session", "s"))));
    get(messages.add(all, NOON));
    assertThat(found(SHOP).waiting()).isEqualTo(HookMessages.WAITING_MAX);
    assertThat(found(SHOP).missed()).isEqualTo(1);
  }

  @Test
  void old_messages_are_swept_and_those_that_waited_count_as_missed() {
    create(SHOP, ONE);
    ended(SHOP, 1);
    ended(SHOP, 2);
    tried(claimed(NOON), OK);
    var later = NOON.plus(HookRules.KEPT).plusSeconds(1);
    assertThat(get(outbox.sweep(NOON.plus(HookRules.KEPT), 10))).isZero();
    assertThat(get(outbox.sweep(later, 10))).isEqualTo(2);
    assertThat(waiting(SHOP)).isEmpty();
    assertThat(found(SHOP).missed()).isEqualTo(1);
    var again = new HookMessage("msg_1", "rated", NOON, OptionalLong.of(1), Map.of());
    get(messages.add(List.of(new HookEvent(SHOP, HookKind.SESSION_ENDED, again)), later));
    assertThat(waiting(SHOP)).as("an old event").isEmpty();
  }
}
