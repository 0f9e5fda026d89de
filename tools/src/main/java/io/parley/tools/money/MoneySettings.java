package io.parley.tools.money;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Price;
import io.parley.core.money.PriceList;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Section `parley.money`; see `reference.conf` for what each value does.
///
/// @param lendTimeout how long a call waits for the books before it is made without them
/// @param postEvery between two entries in the books
/// @param leaseTimeout after how long of silence a node is taken for dead
public record MoneySettings(
    PriceList prices,
    BudgetPlan plan,
    Duration lendTimeout,
    Duration postEvery,
    Duration leaseTimeout) {
  private static final String PATH = "parley.money";
  private static final int ALL = 100;
  private static final int ENTRIES_IN_A_LEASE = 3;

  public MoneySettings {
    Expect.positive(PATH + ".lend-timeout", lendTimeout);
    Expect.positive(PATH + ".post-every", postEvery);
    if (leaseTimeout.compareTo(postEvery.multipliedBy(ENTRIES_IN_A_LEASE)) < 0)
      throw Expect.wrong(
          PATH + ".lease-timeout", leaseTimeout.toString(), "three times post-every at least");
  }

  /// @throws IllegalArgumentException when a value is wrong
  public static MoneySettings from(Config config) {
    var section = Section.of(config, PATH);
    return new MoneySettings(
        new PriceList(
            currency(section), prices(config, section), price(section.section("unlisted-price"))),
        new BudgetPlan(zone(section), budgets(section)),
        section.duration("lend-timeout"),
        section.duration("post-every"),
        section.duration("lease-timeout"));
  }

  /// The same with these models for nothing, unless they have a price.
  public MoneySettings withFree(Collection<String> models) {
    return new MoneySettings(prices.withFree(models), plan, lendTimeout, postEvery, leaseTimeout);
  }

  private static String currency(Section section) {
    var code = section.text("currency");
    if (Currency.getAvailableCurrencies().stream().noneMatch(c -> c.getCurrencyCode().equals(code)))
      throw Expect.wrong(section.name("currency"), code, "ISO 4217, such as EUR");
    return code;
  }

  private static ZoneId zone(Section section) {
    var zone = section.text("zone");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw Expect.wrong(section.name("zone"), zone, "UTC or a zone such as Europe/Vienna");
    }
  }

  private static Map<String, Price> prices(Config config, Section section) {
    var prices = new HashMap<String, Price>();
    // names of models have dots in them, which separate keys unless they are quoted
    for (var model : config.getObject(PATH + ".prices").keySet()) {
      prices.put(model, price(section.section("prices." + ConfigUtil.quoteString(model))));
    }
    return prices;
  }

  private static Price price(Section price) {
    return new Price(micros(price, "input-micros"), micros(price, "output-micros"));
  }

  private static long micros(Section price, String key) {
    long micros = price.number(key);
    Expect.between(price.name(key), micros, 0, Price.MAX);
    return micros;
  }

  private static List<Budget> budgets(Section section) {
    int alert = section.integer("alert-percent");
    Expect.between(section.name("alert-percent"), alert, 1, ALL);
    var budgets = section.section("budgets");
    return BudgetScope.OF_MODELS.stream()
        .flatMap(scope -> budget(budgets, scope, alert).stream())
        .toList();
  }

  private static List<Budget> budget(Section budgets, BudgetScope scope, int alert) {
    var section = budgets.section(scope.name().toLowerCase(Locale.ROOT));
    long limit = section.number("limit-micros");
    Expect.between(section.name("limit-micros"), limit, 0, Budget.LIMIT_MAX);
    var word = section.text("at-limit");
    Expect.oneOf(section.name("at-limit"), word, List.of("stop", "cheaper"));
    var atLimit = AtLimit.valueOf(word.toUpperCase(Locale.ROOT));
    return limit == 0 ? List.of() : List.of(new Budget(scope, limit, atLimit, alert));
  }
}
