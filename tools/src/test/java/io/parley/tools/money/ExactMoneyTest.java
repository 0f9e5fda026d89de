package io.parley.tools.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.core.agent.AgentRef;
import io.parley.core.fault.BreakerState;
import io.parley.core.limit.Weights;
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
import io.parley.core.money.Account;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.money.Price;
import io.parley.core.money.PriceList;
import io.parley.core.seed.Seeds;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.tools.model.routing.ModelSettings;
import io.parley.tools.model.routing.ModelsSettings;
import io.parley.tools.model.routing.RoutedModel;
import io.parley.tools.model.routing.RoutingListener;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random streams of random providers: counted early, late or never, answered, failed, cut off,
/// cancelled, retried elsewhere. The books, the budget and the session agree to the token and to
/// the micro-unit with what the providers told.
class ExactMoneyTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("s1234567"));
  private static final List<String> MODELS = List.of("gpt-a", "gpt-b", "gpt-c");
  private static final List<Category> FAILURES =
      List.of(Category.UNAVAILABLE, Category.TIMEOUT, Category.GARBAGE, Category.REFUSED);
  private static final ModelsSettings SETTINGS = settings();
  private static final int RUNS = 300;
  private static final int CALLS = 12;

  /// One attempt, played a step at a time by the test.
  private final class Stream implements Cancellable {
    final String model;
    final ReplyListener listener;
    int input;
    int output;
    boolean counted;
    boolean over;

    Stream(String model, ReplyListener listener) {
      this.model = model;
      this.listener = listener;
    }

    void step() {
      switch (random.nextInt(6)) {
        case 0, 1 -> listener.text("word ");
        case 2 -> {
          // the newest count holds
          input = random.nextInt(5_000);
          output = random.nextInt(5_000);
          counted = true;
        }
        case 3, 4 -> {
          brokenOff();
          var why = FAILURES.get(random.nextInt(FAILURES.size()));
          listener.failed(new ModelFailure(why, "no", null));
        }
        default -> {
          over = true;
          told();
          listener.completed(
              new Completion(List.of(), Citations.ALL, Usage.unpriced(model, input, output)));
        }
      }
    }

    @Override
    public void cancel() {
      if (!over) brokenOff();
    }

    private void brokenOff() {
      over = true;
      if (!counted) return;
      told();
      listener.used(Usage.unpriced(model, input, output));
    }

    private void told() {
      inputTold.merge(model, (long) input, Long::sum);
      outputTold.merge(model, (long) output, Long::sum);
    }
  }

  private final class Provider implements LanguageModel {
    private final String name;

    Provider(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Cancellable start(Prompt prompt, ReplyListener listener) {
      var stream = new Stream(name, listener);
      streams.add(stream);
      return stream;
    }
  }

  private static final class Unheard implements RoutingListener {
    @Override
    public void called(String endpoint, String outcome) {}

    @Override
    public void skipped(String endpoint, Skip why) {}

    @Override
    public void failedOver(String from, String to, boolean shown) {}

    @Override
    public void degraded() {}

    @Override
    public void breakerChanged(String endpoint, BreakerState state) {}
  }

  /// As the session adds up what it hears.
  private final class Heard implements ReplyListener {
    boolean over;

    @Override
    public void text(String chunk) {}

    @Override
    public void restarted() {}

    @Override
    public void used(Usage usage) {
      session = session.plus(usage);
    }

    @Override
    public void completed(Completion completion) {
      over = true;
      session = session.plus(completion.usage());
    }

    @Override
    public void failed(ModelFailure failure) {
      over = true;
    }
  }

  private Random random;
  private final List<Stream> streams = new ArrayList<>();
  private final Map<String, Long> inputTold = new HashMap<>();
  private final Map<String, Long> outputTold = new HashMap<>();
  private UsageTotal session = UsageTotal.NONE;

  @Test
  void books_budget_and_session_agree_with_the_providers_usage() {
    Seeds.each(RUNS, seed -> new ExactMoneyTest().run(seed));
  }

  private void run(long seed) {
    random = new Random(seed);
    var prices = new HashMap<String, Price>();
    for (var model : MODELS)
      prices.put(model, new Price(random.nextInt(3_000_000), random.nextInt(9_000_000)));
    var accounts = new InMemoryAccounts();
    var budget = new Budget(BudgetScope.DAY, 1_000_000_000, AtLimit.STOP, 80);
    var books =
        new Bookkeeping(
            "node",
            accounts,
            new MoneySettings(
                new PriceList("EUR", prices),
                new BudgetPlan(ZoneOffset.UTC, List.of(budget)),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1)),
            new Happenings(),
            CLOCK);
    try (var routed =
        RoutedModel.open(
            SETTINGS, this::open, Optional.empty(), Weights.EQUAL, new Unheard(), CLOCK)) {
      var model =
          new BudgetedModel(new PaidRoute(routed, _ -> MODELS), Optional.empty(), books, CLOCK);
      for (int call = 0; call < CALLS; call++) converse(model, books);
    }
    books.close();

    var parts = BigInteger.ZERO;
    for (var model : MODELS) {
      var price = prices.get(model);
      long input = inputTold.getOrDefault(model, 0L);
      long output = outputTold.getOrDefault(model, 0L);
      var cost =
          BigInteger.valueOf(price.inputMicros())
              .multiply(BigInteger.valueOf(input))
              .add(BigInteger.valueOf(price.outputMicros()).multiply(BigInteger.valueOf(output)));
      parts = parts.add(cost);
      var booked = accounts.used(model);
      assertThat(List.of(booked.inputTokens(), booked.outputTokens(), booked.costMicros()))
          .as("seed %d, the books of %s", seed, model)
          .containsExactly(input, output, rounded(cost));
    }
    assertThat(accounts.account(new Period.Key(TenantId.DEFAULT, BudgetScope.DAY, "2026-11-21")))
        .as("seed %d, the budget", seed)
        .isEqualTo(new Account(rounded(parts), 0));
    assertThat(session.inputTokens()).isEqualTo(sum(inputTold));
    assertThat(session.outputTokens()).isEqualTo(sum(outputTold));
    assertThat(session.costMicros()).as("seed %d, the session", seed).isEqualTo(rounded(parts));
  }

  private void converse(LanguageModel model, Bookkeeping books) {
    var heard = new Heard();
    var call = model.start(prompt(), heard);
    boolean cancelled = false;
    while (!heard.over && !cancelled) {
      if (random.nextInt(12) == 0) {
        call.cancel();
        cancelled = true;
      } else streams.getLast().step();
      if (random.nextInt(4) == 0) books.tick();
    }
  }

  private LanguageModel open(ModelSettings settings) {
    return new Provider(((ModelSettings.Remote) settings).settings().model());
  }

  private static long rounded(BigInteger parts) {
    var million = BigInteger.valueOf(1_000_000);
    return parts.add(million).subtract(BigInteger.ONE).divide(million).longValueExact();
  }

  private static long sum(Map<String, Long> tokens) {
    return tokens.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Prompt prompt() {
    return new Prompt(
        Purpose.REPLY,
        new Origin(SESSION, new AgentRef("support", 1)),
        "Be kind.",
        List.of(new Customer("hello")),
        List.of(),
        1_000);
  }

  private static ModelsSettings settings() {
    var config = new StringBuilder("parley.models { rounds = 1, providers {");
    for (var name : MODELS)
      config.append(
          " %s { kind = openai, model = %s, endpoints = [\"http://%s.test/\"], breaker.failures = 1000 },"
              .formatted(name, name, name));
    config.append(
        " }, routes { reply = [%1$s], summary = [%1$s], classify = [%1$s] } }"
            .formatted(String.join(", ", MODELS)));
    return ModelsSettings.from(
        ConfigFactory.parseString(config.toString())
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve(ConfigResolveOptions.noSystem()),
        "",
        false);
  }
}
