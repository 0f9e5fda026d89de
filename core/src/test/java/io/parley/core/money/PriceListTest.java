package io.parley.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
  private static final Price SMALL = new Price(150_000, 600_000);
  private static final Price LARGE = new Price(2_500_000, 10_000_000);

  private final PriceList list =
      new PriceList(
          "EUR",
          Map.of("gpt-4o-mini", SMALL, "gpt-4o", LARGE, "llama3.2:3b", Price.FREE, "o1", LARGE));

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-mini, gpt-4o-mini",
    "gpt-4o-mini-2024-07-18, gpt-4o-mini",
    "gpt-4o-2024-08-06, gpt-4o",
    "gpt-4o-audio, gpt-4o",
    "llama3.2:3b, llama3.2:3b",
    "llama3.2:3b-q4, llama3.2:3b",
    "o1@20241217, o1",
  })
  void a_model_is_priced_by_the_longest_name_that_it_begins_with(String model, String name) {
    assertThat(list.of(model)).contains(list.prices().get(name));
  }

  @ParameterizedTest
  @CsvSource({"gpt-4", "gpt-4omega", "gpt", "o11", "o", "llama3.2", "offline", "''"})
  void a_prefix_ends_at_a_word_boundary(String model) {
    assertThat(list.of(model)).isEmpty();
  }

  @Test
  void a_call_costs_its_tokens_by_the_million_rounded_up_once() {
    assertThat(SMALL.cost(1_000_000, 1_000_000).micros()).isEqualTo(750_000);
    assertThat(SMALL.cost(1, 0).micros()).isEqualTo(1);
    assertThat(SMALL.cost(0, 0).micros()).isZero();
    // 0.15 + 0.6 = 0.75: one, not two
    assertThat(SMALL.cost(1, 1).micros()).isEqualTo(1);
    assertThat(SMALL.cost(-5, 2).micros()).isEqualTo(2);
  }

  @Test
  void the_most_expensive_call_does_not_overflow() {
    var dearest = new Price(Price.MAX, Price.MAX);
    assertThat(dearest.cost(Integer.MAX_VALUE, Integer.MAX_VALUE).micros())
        .isEqualTo(2L * Price.MAX * Integer.MAX_VALUE / 1_000_000);
  }

  @Test
  void costs_match_exact_arithmetic() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var price = new Price(random.nextLong(Price.MAX + 1), random.nextLong(Price.MAX + 1));
      int input = random.nextInt(2_000_000);
      int output = random.nextInt(200_000);
      var exact =
          BigDecimal.valueOf(price.inputMicros())
              .multiply(BigDecimal.valueOf(input))
              .add(BigDecimal.valueOf(price.outputMicros()).multiply(BigDecimal.valueOf(output)))
              .divide(BigDecimal.valueOf(1_000_000), 0, RoundingMode.CEILING);
      assertThat(price.cost(input, output).micros())
          .as("seed %d", seed)
          .isEqualTo(exact.longValueExact());
    }
  }

  @Test
  void usage_gets_its_cost_and_currency() {
    assertThat(list.priced(Usage.unpriced("gpt-4o-mini-2024-07-18", 1_000, 100)))
        .isEqualTo(new Usage("gpt-4o-mini-2024-07-18", 1_000, 100, 210, "EUR", false));
    assertThat(list.priced(Usage.unpriced("unheard-of", 1_000, 100)))
        .isEqualTo(new Usage("unheard-of", 1_000, 100, 0, "EUR", false));
    assertThat(list.priced(new Usage("gpt-4o", 1_000, 100, 0, "XXX", true)))
        .isEqualTo(new Usage("gpt-4o", 1_000, 100, 0, "EUR", true));
  }

  @Test
  void the_highest_price_is_taken_for_each_kind_of_token() {
    var odd = new PriceList("EUR", Map.of("a", new Price(5, 1), "b", new Price(2, 9)));
    assertThat(odd.dearest(List.of("a", "b", "c"))).isEqualTo(new Price(5, 9));
    assertThat(odd.dearest(List.of("c"))).isEqualTo(Price.FREE);
    assertThat(odd.dearest(List.of()).isFree()).isTrue();
  }

  @Test
  void invalid_prices_and_currencies_are_refused() {
    assertThatThrownBy(() -> new Price(-1, 0)).hasMessageContaining("inputMicros: -1");
    assertThatThrownBy(() -> new Price(0, Price.MAX + 1)).hasMessageContaining("outputMicros");
    assertThatThrownBy(() -> new PriceList("euro", Map.of())).hasMessageContaining("currency");
  }

  @Test
  void an_unlisted_model_has_the_default_price_unless_it_is_free() {
    var list =
        new PriceList("EUR", Map.of("gpt-4o", SMALL), new Price(5_000_000, 25_000_000))
            .withFree(List.of("llama", "gpt-4o"));
    assertThat(list.priced(Usage.unpriced("unheard-of", 10, 2)).costMicros()).isEqualTo(100);
    assertThat(list.of("unheard-of")).isEmpty();
    assertThat(list.dearest(List.of("gpt-4o", "unheard-of")))
        .isEqualTo(new Price(5_000_000, 25_000_000));
    var own = list.priced(Usage.unpriced("llama", 1_000, 1_000));
    assertThat(own.costMicros()).isZero();
    assertThat(own.billedTokens()).isZero();
    assertThat(list.of("gpt-4o")).contains(SMALL);
  }
}
