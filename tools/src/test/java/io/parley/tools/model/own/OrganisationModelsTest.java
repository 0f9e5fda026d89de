package io.parley.tools.model.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.limit.RateLimit;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
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
  private Optional<String> wanted = Optional.empty();
  private OrganisationModels models;

  /// The one agent, which names the model that the test wants.
  private final class Naming implements Agents {
    @Override
    public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
      return find(tenant, new AgentRef("support", 1));
    }

    @Override
    public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
      var prompt = new PromptTemplate("support", 1, "Be kind.");
      var texts = new Texts("en", Optional.empty(), "How can we help?", List.of());
      return Optional.of(
          new AgentDefinition(
              ref,
              "Acme",
              new AgentPresentation(List.of(texts), new Theme("#1f5c4a", "#8fcdb4")),
              prompt,
              prompt,
              prompt,
              prompt,
              prompt,
              List.of(),
              Set.of(),
              new AgentLimits(2_000, 500, 5, 10, 0),
              new RateLimit(100, 100_000),
              wanted));
    }
  }

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
            new Recording("installation"), stored, new Naming(), this::open, NEVER, () -> now);
  }

  private Opened open(Map<Version, String> keys) {
    var names = names(keys.keySet());
    if (names.equals("broken")) throw new IllegalArgumentException("it is broken");
    var by = keys.values().stream().sorted().collect(Collectors.joining("+"));
    happened.add("%s opened by %s".formatted(names, by));
    var open =
        keys.keySet().stream()
            .collect(Collectors.toMap(each -> each.name().name(), each -> each));
    return new Opened() {
      @Override
      public LanguageModel along(OwnRoute route) {
        var budgets = route.budgets().isEmpty() ? "" : " under " + route.budgets().size();
        return new Recording(route.by(open).models().getFirst().model().model() + budgets);
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
    var prompt =
        new Prompt(
            Purpose.REPLY,
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
  void a_model_that_cannot_be_opened_fails_its_calls_and_the_installation_is_not_asked() {
    stored.store(SHOP, 1, "broken");
    begin();
    ask(SHOP);
    assertThat(happened).containsExactly("failed UNAVAILABLE");
    assertThat(models.openCount()).isZero();
  }

  @Test
  void an_agent_is_answered_by_the_model_that_it_names_and_by_the_usual_one_when_there_is_none() {
    stored.store(SHOP, 1, "own");
    stored.store(new OwnModelName(SHOP, "strong"), 1, "better");
    begin();
    wanted = Optional.of("strong");
    ask(SHOP);
    wanted = Optional.of("removed");
    ask(SHOP);
    assertThat(happened)
        .containsExactly("better+own opened by key-1+key-1", "better for shop", "own for shop");
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
