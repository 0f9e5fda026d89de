package io.parley.core.model.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.own.OwnBudget.Limit;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModels.Head;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Price;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnSetTest {
  private static final TenantId SHOP = new TenantId("shop");

  private static Version version(String name, Optional<Price> price, String... fallbacks) {
    var model = new OwnModel(Kind.OPENAI, Optional.empty(), "m-" + name, price, List.of(fallbacks));
    return new Version(new OwnModelName(SHOP, name), 1, model, Instant.EPOCH);
  }

  private static Version free(String name, String... fallbacks) {
    return version(name, Optional.of(Price.FREE), fallbacks);
  }

  private static OwnSet of(Version... versions) {
    return OwnSet.NONE.with(
        Stream.of(versions).map(each -> new Head(each.name(), Optional.of(each))).toList());
  }

  private static List<String> route(OwnSet set, String wanted) {
    return names(set.route(Optional.of(wanted)).orElseThrow().models());
  }

  private static List<String> names(List<Version> versions) {
    return versions.stream().map(version -> version.name().name()).toList();
  }

  @Test
  void an_agent_has_the_model_that_it_names_else_default_else_the_first() {
    var set = of(free("a"), free("default"), free("z"));
    assertThat(route(set, "z")).containsExactly("z");
    assertThat(route(set, "removed")).containsExactly("default");
    assertThat(names(set.route(Optional.empty()).orElseThrow().models()))
        .containsExactly("default");
    assertThat(route(of(free("z"), free("b")), "removed")).containsExactly("b");
    assertThat(OwnSet.NONE.route(Optional.of("z"))).isEmpty();
  }

  @Test
  void those_that_stand_in_are_asked_in_their_order_without_removed_ones_and_theirs() {
    var set = of(free("a", "z", "gone", "b"), free("b", "c"), free("c"), free("z"));
    assertThat(route(set, "a")).containsExactly("a", "z", "b");
  }

  @Test
  void a_removed_model_is_in_no_route() {
    var removed = new Head(new OwnModelName(SHOP, "b"), Optional.empty());
    var set = of(free("a", "b"), free("b")).with(List.of(removed));
    assertThat(route(set, "b")).containsExactly("a");
    assertThat(route(set, "a")).containsExactly("a");
  }

  @Test
  void the_budgets_of_an_organisation_and_its_cheaper_model_are_a_part_of_each_route() {
    var budget =
        new OwnBudget(
            Optional.of(new Limit(1_000, AtLimit.CHEAPER)),
            Optional.of(new Limit(9_000, AtLimit.STOP)),
            Optional.of("b"),
            50);
    var route = of(free("a"), free("b")).with(budget).route(Optional.empty()).orElseThrow();
    assertThat(names(route.cheaper())).containsExactly("b");
    assertThat(route.budgets())
        .containsExactly(
            new Budget(BudgetScope.OWN_DAY, 1_000, AtLimit.CHEAPER, 50),
            new Budget(BudgetScope.OWN_MONTH, 9_000, AtLimit.STOP, 50));
    assertThat(of(free("a")).with(budget).route(Optional.empty()).orElseThrow().cheaper())
        .isEmpty();
  }

  @Test
  void a_node_asks_the_versions_that_it_has_open() {
    var route = of(free("a", "b"), free("b")).route(Optional.of("a")).orElseThrow();
    var open = version("b", Optional.empty());
    assertThat(route.by(Map.of("b", open)).models()).containsExactly(open);
    assertThat(route.by(Map.of()).models()).isEmpty();
  }

  @Test
  void prices_are_those_of_the_route_and_the_dearest_for_other_names() {
    var route =
        of(version("a", Optional.of(new Price(1, 20)), "b"), version("b", price(10, 2)))
            .route(Optional.of("a"))
            .orElseThrow();
    var prices = route.prices("EUR");
    assertThat(prices.of("m-a-2026-01-01")).contains(new Price(1, 20));
    assertThat(prices.of("m-b")).contains(new Price(10, 2));
    assertThat(prices.unlisted()).isEqualTo(new Price(10, 20));
    assertThat(route.isPriced()).isTrue();
    var unpriced = version("c", Optional.empty());
    var withoutOne = new OwnRoute(List.of(unpriced), route.models(), List.of());
    assertThat(withoutOne.prices("EUR").of("m-c")).isEmpty();
    assertThat(withoutOne.prices("EUR").unlisted()).isEqualTo(Price.FREE);
    assertThat(withoutOne.isPriced()).isFalse();
  }

  private static Optional<Price> price(long input, long output) {
    return Optional.of(new Price(input, output));
  }

  @Test
  void models_of_one_name_have_the_dearer_price() {
    var here = version("a", price(1, 20));
    var there = new Version(new OwnModelName(SHOP, "b"), 1, dearer(here), Instant.EPOCH);
    var prices = new OwnRoute(List.of(here, there), List.of(), List.of()).prices("EUR");
    assertThat(prices.of("m-a")).contains(new Price(10, 20));
  }

  private static OwnModel dearer(Version version) {
    return new OwnModel(Kind.OPENAI, Optional.empty(), version.model().model(), price(10, 2));
  }
}
