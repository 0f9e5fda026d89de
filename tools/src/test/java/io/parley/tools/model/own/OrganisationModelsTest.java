package io.parley.tools.model.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.model.own.OwnBudget.Limit;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.model.own.OwnRoute;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.tools.model.own.OrganisationModels.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganisationModelsTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Duration NEVER = Duration.ofDays(1);

  private final StoredModels stored = new StoredModels();
  private final List<String> happened = new ArrayList<>();
  private final List<ReplyListener> calls = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final NamingAgent agent = new NamingAgent();
  private int tries;
  private OrganisationModels models;

  /// Records its calls, and ends none.
  private final class Recording implements LanguageModel {
    private final String name;

    Recording(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Cancellable start(Prompt prompt, ReplyListener listener) {
      happened.add(name + " for " + prompt.origin().session().tenant());
      calls.add(listener);
      return () -> happened.add(name + " cancelled");
    }
  }

  private final class Heard implements ReplyListener {
    @Override
    public void text(String chunk) {
      happened.add(chunk);
    }

    @Override
    public void restarted() {
      happened.add("restarted");
    }

    @Override
    public void completed(Completion completion) {
      happened.add("completed");
    }

    @Override
    public void failed(ModelFailure failure) {
      happened.add("failed " + failure.category());
    }
  }

  private void begin() {
    models =
        OrganisationModels.start(
            new Recording("installation"),
            stored,
            agent,
            this::open,
            new Recording("passages"),
            NEVER,
            () -> now);
  }

  private Opened open(Map<Version, String> keys) {
    var names = names(keys.keySet());
    if (names.equals("broken")) {
      tries++;
      throw new IllegalArgumentException("it is broken");
    }
    var by = keys.values().stream().sorted().collect(Collectors.joining("+"));
    happened.add("%s opened by %s".formatted(names, by));
    var open =
        keys.keySet().stream().collect(Collectors.toMap(each -> each.name().name(), each -> each));
    return new Opened() {
      @Override
      public Optional<LanguageModel> along(OwnRoute route) {
        var budgets = route.budgets().isEmpty() ? "" : " under " + route.budgets().size();
        return route.by(open).models().stream()
            .findFirst()
            .map(first -> new Recording(first.model().model() + budgets));
      }

      @Override
      public void close() {
        happened.add(names + " closed");
      }
    };
  }

  private static String names(Set<Version> versions) {
    return versions.stream()
        .map(version -> version.model().model())
        .sorted()
        .collect(Collectors.joining("+"));
  }

  private Cancellable ask(TenantId tenant) {
    return ask(tenant, Purpose.REPLY);
  }

  private Cancellable ask(TenantId tenant, Purpose purpose) {
    var prompt =
        new Prompt(
            purpose,
            new Origin(new SessionKey(tenant, new SessionId("s1")), new AgentRef("support", 1)),
            "Be kind.",
            List.of(new Customer("hello")),
            List.of(),
            100);
    return models.start(prompt, new Heard());
  }

  private void complete(int call) {
    calls
        .get(call)
        .completed(new Completion(List.of(), Citations.ALL, Usage.unpriced("own", 1, 1)));
  }

  private void look() {
    models.look().toCompletableFuture().join();
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void an_organisation_that_brings_a_model_is_answered_by_it_and_others_are_not() {
    stored.store(SHOP, 1, "own");
    begin();
    ask(SHOP);
    ask(BANK);
    ask(SHOP);
    assertThat(happened)
        .containsExactly(
            "own opened by key-1", "own for shop", "installation for bank", "own for shop");
    assertThat(models.brings(SHOP)).isTrue();
    assertThat(models.brings(BANK)).isFalse();
  }

  @Test
  void a_change_counts_from_the_next_call_and_the_one_under_way_ends_by_its_own() {
    stored.store(SHOP, 1, "own");
    begin();
    ask(SHOP);
    stored.store(SHOP, 2, "better");
    look();
    ask(SHOP);
    models.sweep();
    assertThat(happened)
        .containsExactly(
            "own opened by key-1", "own for shop", "better opened by key-2", "better for shop");
    complete(0);
    models.sweep();
    assertThat(happened).endsWith("completed", "own closed");
    assertThat(models.openCount()).isEqualTo(1);
  }

  @Test
  void a_version_that_another_node_has_just_replaced_is_opened_as_the_newest() {
    stored.store(SHOP, 1, "own");
    begin();
    stored.store(SHOP, 2, "better");
    ask(SHOP);
    ask(SHOP);
    assertThat(happened)
        .containsExactly(
            "better opened by key-2",
            "better for shop",
            "better opened by key-2",
            "better for shop");
    complete(0);
    models.sweep();
    assertThat(happened).endsWith("completed", "better closed");
    assertThat(models.openCount()).isEqualTo(1);
  }

  @Test
  void without_its_model_the_installation_answers_again() {
    stored.store(SHOP, 1, "own");
    begin();
    ask(SHOP);
    complete(0);
    stored.remove(SHOP);
    look();
    models.sweep();
    ask(SHOP);
    assertThat(happened).endsWith("completed", "own closed", "installation for shop");
  }

  @Test
  void a_model_that_is_not_used_is_closed_and_opened_again_when_it_is() {
    stored.store(SHOP, 1, "own");
    begin();
    ask(SHOP).cancel();
    now = now.plus(Duration.ofMinutes(2)).minusMillis(1);
    models.sweep();
    assertThat(models.openCount()).isEqualTo(1);
    now = now.plusMillis(1);
    models.sweep();
    assertThat(models.openCount()).isZero();
    ask(SHOP);
    assertThat(happened)
        .endsWith("own cancelled", "own closed", "own opened by key-1", "own for shop");
  }

  @Test
  void a_call_waits_for_the_key_and_may_be_cancelled_meanwhile() {
    stored.store(SHOP, 1, "own");
    stored.hold();
    begin();
    ask(SHOP).cancel();
    ask(SHOP);
    assertThat(happened).isEmpty();
    stored.held().complete(null);
    assertThat(happened).containsExactly("own opened by key-1", "own for shop");
  }

  @Test
  void in_place_of_a_model_that_cannot_be_opened_passages_reply() {
    stored.store(SHOP, 1, "broken");
    begin();
    ask(SHOP);
    ask(SHOP, Purpose.SUMMARY);
    assertThat(happened).containsExactly("passages for shop", "failed UNAVAILABLE");
  }

  @Test
  void a_model_that_cannot_be_opened_is_tried_again_after_some_seconds() {
    stored.store(SHOP, 1, "broken");
    begin();
    ask(SHOP);
    now = now.plus(OrganisationModels.RETRY_AFTER).minusMillis(1);
    models.sweep();
    ask(SHOP);
    assertThat(tries).isEqualTo(1);
    now = now.plusMillis(1);
    models.sweep();
    ask(SHOP);
    assertThat(tries).isEqualTo(2);
    stored.store(SHOP, 2, "own");
    look();
    ask(SHOP);
    assertThat(happened).endsWith("own opened by key-2", "own for shop");
  }

  @Test
  void the_failure_to_open_is_told_where_no_passage_replies() {
    stored.store(SHOP, 1, "broken");
    begin();
    ask(SHOP);
    calls.getFirst().failed(new ModelFailure(Category.REFUSED, "nothing on this", null));
    assertThat(happened).containsExactly("passages for shop", "failed UNAVAILABLE");
  }

  private static TenantId tenant(int number) {
    return new TenantId("shop-" + number);
  }

  @Test
  void beyond_the_most_open_ones_the_one_that_was_not_used_longest_makes_room() {
    for (int i = 0; i <= OrganisationModels.OPEN_MAX; i++) stored.store(tenant(i), 1, "own-" + i);
    begin();
    ask(tenant(0));
    for (int i = 1; i < OrganisationModels.OPEN_MAX; i++) {
      now = now.plusMillis(1);
      ask(tenant(i)).cancel();
    }
    happened.clear();
    ask(tenant(OrganisationModels.OPEN_MAX));
    assertThat(happened)
        .containsExactly(
            "own-1 closed",
            "own-%1$d opened by key-1".formatted(OrganisationModels.OPEN_MAX),
            "own-%1$d for shop-%1$d".formatted(OrganisationModels.OPEN_MAX));
    assertThat(models.openCount()).isEqualTo(OrganisationModels.OPEN_MAX);
  }

  @Test
  void several_models_of_an_organisation_take_the_room_of_several() {
    for (int i = 1; i <= OrganisationModels.OPEN_MAX; i++) stored.store(tenant(i), 1, "own-" + i);
    stored.store(SHOP, 1, "own");
    stored.store(new OwnModelName(SHOP, "other"), 1, "other");
    begin();
    for (int i = 1; i <= OrganisationModels.OPEN_MAX; i++, now = now.plusMillis(1))
      ask(tenant(i)).cancel();
    happened.clear();
    ask(SHOP);
    assertThat(happened).startsWith("own-1 closed", "own-2 closed").endsWith("own for shop");
  }

  @Test
  void where_all_open_ones_are_in_use_passages_reply() {
    for (int i = 0; i <= OrganisationModels.OPEN_MAX; i++) stored.store(tenant(i), 1, "own-" + i);
    begin();
    for (int i = 0; i < OrganisationModels.OPEN_MAX; i++) ask(tenant(i));
    happened.clear();
    ask(tenant(OrganisationModels.OPEN_MAX));
    assertThat(happened).containsExactly("passages for shop-" + OrganisationModels.OPEN_MAX);
    assertThat(models.openCount()).isEqualTo(OrganisationModels.OPEN_MAX);
  }

  @Test
  void an_agent_is_answered_by_the_model_that_it_names_and_by_the_usual_one_when_there_is_none() {
    stored.store(SHOP, 1, "own");
    stored.store(new OwnModelName(SHOP, "strong"), 1, "better");
    begin();
    agent.names("strong");
    ask(SHOP);
    agent.names("removed");
    ask(SHOP);
    assertThat(happened)
        .containsExactly("better+own opened by key-1+key-1", "better for shop", "own for shop");
  }

  @Test
  void passages_reply_in_place_of_a_model_whose_key_cannot_be_read_and_others_answer() {
    var strong = new OwnModelName(SHOP, "strong");
    stored.store(SHOP, 1, "own");
    stored.store(strong, 1, "better");
    stored.loseKey(strong);
    begin();
    ask(SHOP);
    agent.names("strong");
    ask(SHOP);
    assertThat(happened)
        .containsExactly("own opened by key-1", "own for shop", "passages for shop");
  }

  @Test
  void another_budget_counts_from_the_next_call_and_opens_nothing_again() {
    stored.store(SHOP, 1, "own");
    begin();
    ask(SHOP);
    var limit = new Limit(1_000, AtLimit.STOP);
    stored.store(SHOP, new OwnBudget(Optional.of(limit), Optional.empty(), Optional.empty(), 80));
    stored.store(BANK, OwnBudget.NONE);
    look();
    ask(SHOP);
    ask(BANK);
    assertThat(happened)
        .containsExactly(
            "own opened by key-1", "own for shop", "own under 1 for shop", "installation for bank");
  }

  @Test
  void a_change_is_told() {
    begin();
    models.tell(tenant -> happened.add(tenant + " has changed"));
    stored.store(BANK, 1, "own");
    look();
    look();
    assertThat(happened).containsExactly("bank has changed");
  }
}
