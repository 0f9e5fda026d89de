package io.parley.server;

import com.typesafe.config.Config;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.metering.Meterings;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Purpose;
import io.parley.core.model.own.OwnRoute;
import io.parley.core.money.Accounts;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.setting.Expect;
import io.parley.http.money.Books;
import io.parley.operations.MoneyMeters;
import io.parley.persistence.metering.JdbcMeterings;
import io.parley.persistence.money.JdbcAccounts;
import io.parley.tools.limit.CallLimiter;
import io.parley.tools.model.langchain.ProviderSettings;
import io.parley.tools.model.routing.ModelSettings;
import io.parley.tools.model.routing.ModelsSettings;
import io.parley.tools.model.routing.RoutedModel;
import io.parley.tools.money.AccountedModel;
import io.parley.tools.money.Bookkeeping;
import io.parley.tools.money.BudgetedModel;
import io.parley.tools.money.MoneySettings;
import io.parley.tools.money.PaidRoute;
import io.parley.tools.money.Terms;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wraps models with prices, budgets and usage records.
final class Money {
  private static final Logger LOG = LoggerFactory.getLogger(Money.class);

  private final MoneySettings settings;
  private final ModelsSettings models;
  private final Accounts accounts;
  private final Meterings meterings;
  private final Bookkeeping bookkeeping;
  private final Clock clock;

  private Money(
      MoneySettings settings,
      ModelsSettings models,
      Accounts accounts,
      Meterings meterings,
      Bookkeeping bookkeeping,
      Clock clock) {
    this.settings = settings;
    this.models = models;
    this.accounts = accounts;
    this.meterings = meterings;
    this.bookkeeping = bookkeeping;
    this.clock = clock;
  }

  /// @throws IllegalArgumentException when a value is wrong, or a budget wants a cheaper model and
  ///   there is none
  static MoneySettings settings(Config config, ModelsSettings models) {
    var billed = remote(models, true);
    var unbilled = new HashSet<>(remote(models, false));
    unbilled.removeAll(billed);
    var settings = MoneySettings.from(config).withFree(unbilled);
    for (var budget : settings.plan().budgets())
      if (budget.atLimit() == AtLimit.CHEAPER && models.routes().cheaper().isEmpty())
        throw Expect.wrong(
            "parley.money.budgets.%s.at-limit".formatted(lower(budget)),
            "cheaper",
            "stop, or models in parley.models.routes.cheaper");
    return settings;
  }

  /// A provider without a key sends no bill: it is the company's own server.
  private static Set<String> remote(ModelsSettings models, boolean withKey) {
    return models.providers().values().stream()
        .flatMap(provider -> provider.endpoints().stream())
        .filter(ModelSettings.Remote.class::isInstance)
        .map(model -> ((ModelSettings.Remote) model).settings())
        .filter(remote -> remote.apiKey().isPresent() == withKey)
        .map(ProviderSettings::model)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void warnOfUnlisted(MoneySettings settings, ModelsSettings models) {
    var prices = settings.prices();
    remote(models, true).stream()
        .filter(model -> prices.of(model).isEmpty())
        .forEach(
            model ->
                LOG.warn(
                    "model {} has no price: a million of its tokens cost {} micro-units {} when"
                        + " read and {} when written (parley.money.unlisted-price), until"
                        + " parley.money.prices lists it",
                    model,
                    prices.unlisted().inputMicros(),
                    prices.currency(),
                    prices.unlisted().outputMicros()));
  }

  static Money start(
      MoneySettings settings,
      ModelsSettings models,
      Databases databases,
      MeterRegistry registry,
      Closers closers,
      Clock clock) {
    warnOfUnlisted(settings, models);
    var accounts = new JdbcAccounts(databases.database(), settings.leaseTimeout());
    var bookkeeping =
        closers.add(
            "the usage books",
            Bookkeeping.start(
                UUID.randomUUID().toString(),
                accounts,
                settings,
                new MoneyMeters(registry, settings.prices().currency()),
                clock));
    var meterings = new JdbcMeterings(databases.database());
    return new Money(settings, models, accounts, meterings, bookkeeping, clock);
  }

  /// The models, priced and limited by the budgets.
  LanguageModel budgeted(RoutedModel routed) {
    return new BudgetedModel(
        new PaidRoute(routed, purpose -> names(route(purpose))),
        routed.cheaper().map(model -> new PaidRoute(model, _ -> names(models.routes().cheaper()))),
        bookkeeping,
        clock);
  }

  /// Models that an organisation pays itself, at its own prices and under its own budgets.
  LanguageModel own(PaidRoute usual, Optional<PaidRoute> cheaper, OwnRoute route) {
    return new BudgetedModel(usual, cheaper, bookkeeping, Terms.own(route, settings), clock);
  }

  /// Records usage of answers from the cache, too.
  LanguageModel accounted(LanguageModel cached) {
    return new AccountedModel(cached, bookkeeping, clock);
  }

  /// Counts calls of tools in the same books.
  CallLimiter limiter() {
    return new CallLimiter(
        UUID.randomUUID().toString(),
        accounts,
        settings.lendTimeout(),
        settings.plan().zone(),
        clock);
  }

  /// For the edge.
  Books books() {
    return new Books(accounts, settings.plan(), settings.prices().currency(), meterings);
  }

  private List<String> route(Purpose purpose) {
    return switch (purpose) {
      case REPLY -> models.routes().reply();
      case SUMMARY -> models.routes().summary();
      case CLASSIFY -> models.routes().classify();
    };
  }

  /// The names under which models are priced.
  private List<String> names(List<String> providers) {
    return providers.stream()
        .flatMap(provider -> models.providers().get(provider).endpoints().stream())
        .map(
            model ->
                switch (model) {
                  case ModelSettings.Offline _ -> "offline";
                  case ModelSettings.Scripted _ -> "scripted";
                  case ModelSettings.Remote(var remote) -> remote.model();
                })
        .distinct()
        .toList();
  }

  private static String lower(Budget budget) {
    return budget.scope().name().toLowerCase(Locale.ROOT);
  }
}
