package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.parley.core.money.BudgetScope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Histograms for quantiles, and counters that start at 0, so that Prometheus sees the first
/// increment.
class MetersTest {
  @Test
  void user_visible_waits_have_histograms() {
    try (var meters = new Meters()) {
      for (var name : List.of("parley.model.first.token", "parley.archive"))
        Timer.builder(name).register(meters.registry()).record(Duration.ofMillis(3));
      assertThat(meters.registry().scrape().lines())
          .contains(
              "parley_model_first_token_seconds_bucket{le=\"0.002\"} 0",
              "parley_model_first_token_seconds_bucket{le=\"0.005\"} 1",
              "parley_model_first_token_seconds_bucket{le=\"60.0\"} 1",
              "parley_model_first_token_seconds_bucket{le=\"+Inf\"} 1")
          .noneMatch(line -> line.startsWith("parley_archive_seconds_bucket"));
    }
  }

  @Test
  void budget_counters_are_registered_at_0() {
    try (var meters = new Meters()) {
      var money = new MoneyMeters(meters.registry(), "EUR");
      assertThat(meters.registry().scrape())
          .contains("parley_budget_alerts_total{scope=\"day\"} 0.0")
          .contains("parley_budget_refusals_total{scope=\"session\"} 0.0")
          .contains("parley_budget_unleased_calls_total 0.0");
      money.alerted(BudgetScope.DAY);
      assertThat(meters.registry().scrape())
          .contains("parley_budget_alerts_total{scope=\"day\"} 1.0");
    }
  }
}
