package io.parley.tools.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Price;
import io.parley.core.money.PriceList;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneySettingsTest {
  private static MoneySettings settings(String overrides) {
    return MoneySettings.from(
        ConfigFactory.parseString(overrides)
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  @Test
  void by_default_a_day_may_cost_ten_units_and_unpriced_models_count_as_expensive() {
    assertThat(settings(""))
        .isEqualTo(
            new MoneySettings(
                new PriceList(
                    "EUR",
                    Map.of("offline", Price.FREE, "scripted", Price.FREE, "knowledge", Price.FREE),
                    new Price(5_000_000, 25_000_000)),
                new BudgetPlan(
                    ZoneId.of("UTC"),
                    List.of(new Budget(BudgetScope.DAY, 10_000_000, AtLimit.STOP, 80))),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60)));
  }

  @Test
  void every_key_can_be_changed() {
    assertThat(
            settings(
                """
                parley.money {
                  currency = CHF, zone = Europe/Zurich, alert-percent = 70
                  prices {
                    "gpt-4.1-mini" { input-micros = 400000, output-micros = 1600000 }
                    "llama3.2:3b \\"q\\"" { input-micros = 1, output-micros = 2 }
                    offline { input-micros = 3, output-micros = 4 }
                    scripted { input-micros = 5, output-micros = 6 }
                    knowledge { input-micros = 7, output-micros = 8 }
                  }
                  unlisted-price { input-micros = 9, output-micros = 10 }
                  budgets {
                    session { limit-micros = 1, at-limit = cheaper }
                    day { limit-micros = 2, at-limit = cheaper }
                    week { limit-micros = 3, at-limit = cheaper }
                    month { limit-micros = 4, at-limit = cheaper }
                  }
                  lend-timeout = 3s, post-every = 500ms, lease-timeout = 5m
                }\
                """))
        .isEqualTo(
            new MoneySettings(
                new PriceList(
                    "CHF",
                    Map.of(
                        "gpt-4.1-mini", new Price(400_000, 1_600_000),
                        "llama3.2:3b \"q\"", new Price(1, 2),
                        "offline", new Price(3, 4),
                        "scripted", new Price(5, 6),
                        "knowledge", new Price(7, 8)),
                    new Price(9, 10)),
                new BudgetPlan(
                    ZoneId.of("Europe/Zurich"),
                    List.of(
                        new Budget(BudgetScope.SESSION, 1, AtLimit.CHEAPER, 70),
                        new Budget(BudgetScope.DAY, 2, AtLimit.CHEAPER, 70),
                        new Budget(BudgetScope.WEEK, 3, AtLimit.CHEAPER, 70),
                        new Budget(BudgetScope.MONTH, 4, AtLimit.CHEAPER, 70))),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          currency = euro                              | parley.money.currency: euro (expected: ISO 4217
          zone = Mars                                  | parley.money.zone: Mars (expected: UTC
          alert-percent = 0                            | parley.money.alert-percent: 0 (expected: 1 to 100)
          alert-percent = 101                          | parley.money.alert-percent: 101
          prices.x { input-micros = 1 }                | output-micros: nothing
          prices.x { input-micros = -1, output-micros = 1 } | input-micros: -1 (expected: 0 to
          prices.x { input-micros = 0.5, output-micros = 1 } | input-micros: 0.5 (expected: a whole number)
          unlisted-price.input-micros = -1             | parley.money.unlisted-price.input-micros: -1 (expected: 0 to
          budgets.day.limit-micros = -1                | parley.money.budgets.day.limit-micros: -1
          budgets.day.at-limit = beg                   | parley.money.budgets.day.at-limit: beg (expected: one of stop, cheaper)
          lend-timeout = 0s                            | parley.money.lend-timeout: 0s
          post-every = 0s                              | parley.money.post-every: 0s
          lease-timeout = 2s                           | parley.money.lease-timeout
          """)
  void a_wrong_value_is_named(String setting, String message) {
    assertThatThrownBy(() -> settings("parley.money { " + setting + " }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip());
  }
}
