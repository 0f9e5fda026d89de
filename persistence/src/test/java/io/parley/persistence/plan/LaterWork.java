package io.parley.persistence.plan;

import static io.parley.persistence.testing.MigratedDatabase.get;

import io.parley.core.audit.Act;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedReason;
import io.parley.core.knowledge.asked.AskedState;
import io.parley.core.knowledge.asked.AskedStore.Arriving;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookEvent;
import io.parley.core.webhook.HookKind;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutcome.Taken;
import io.parley.core.webhook.HookRules;
import io.parley.core.webhook.HookTarget;
import io.parley.core.webhook.WebhookId;
import io.parley.core.webhook.Webhooks.Switch;
import io.parley.persistence.asked.JdbcAsked;
import io.parley.persistence.database.Database;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.webhook.JdbcHookMessages;
import io.parley.persistence.webhook.JdbcHookOutbox;
import io.parley.persistence.webhook.JdbcWebhooks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Has the stores do what follows from sessions: what webhooks tell of them, and which questions
/// were not answered.
///
/// @param database connections that explain
record LaterWork(Database database, Keyring keys) {
  private static final TenantId ORGANISATION = ManyOrganisations.organisation();
  private static final WebhookId WEBHOOK = ManyOrganisations.webhook();
  private static final Instant NOW = ManyOrganisations.NOW;
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int QUESTIONS_MAX = 5_000;
  private static final int SOME = 20;

  void run() {
    webhooks();
    asked();
  }

  private void webhooks() {
    var act = Act.ofProgram("plans", NOW);
    var url = URI.create("https://shop.example/hook");
    var target = new HookTarget(url, Set.of(HookKind.RATED), "CRM");
    var webhooks = new JdbcWebhooks(database, keys);
    get(webhooks.create(ORGANISATION, WEBHOOK, target, SECRET, act));
    var message =
        new HookMessage("msg_new", HookKind.RATED.word(), NOW, OptionalLong.of(1), Map.of());
    var event = new HookEvent(ORGANISATION, HookKind.RATED, message);
    get(new JdbcHookMessages(database).add(List.of(event), NOW));

    var outbox = new JdbcHookOutbox(database, keys, Optional.empty());
    var claimed =
        get(outbox.claim(NOW, NOW.plus(HookRules.LEASE), Set.of(), false, SOME)).getFirst();
    get(outbox.next(ORGANISATION, WEBHOOK, SOME));
    get(outbox.tried(claimed, message, new HookAttempt(new Taken(204), Duration.ZERO), NOW));
    get(outbox.end(claimed, new HookRules.Fine(), NOW));
    get(outbox.sweep(NOW, SOME));
    get(outbox.counts(SOME));

    get(webhooks.list(ORGANISATION));
    get(webhooks.messages(ORGANISATION, WEBHOOK, SOME));
    get(webhooks.switchTo(ORGANISATION, WEBHOOK, Switch.ON_FROM_NOW, act));
    get(webhooks.remove(ORGANISATION, WEBHOOK, act));
  }

  private void asked() {
    var asked = new JdbcAsked(database, InstantSource.fixed(NOW), YEAR, QUESTIONS_MAX);
    var question =
        new AskedQuestion(
            new SessionId("new"),
            1,
            "a question",
            "shop",
            Optional.empty(),
            Set.of(AskedReason.NOTHING_FOUND),
            Optional.empty(),
            NOW);
    var arriving = new Arriving(question, "en", Optional.empty(), "none");
    get(asked.add(ORGANISATION, List.of(arriving), (_, _) -> OptionalLong.empty()));
    var groups = get(asked.list(ORGANISATION, AskedState.OPEN, 0, SOME));
    long most = groups.getFirst().id();
    get(asked.find(ORGANISATION, most));
    get(asked.merge(ORGANISATION, groups.getLast().id(), most));
    get(asked.forget(ORGANISATION, question.session()));
  }
}
