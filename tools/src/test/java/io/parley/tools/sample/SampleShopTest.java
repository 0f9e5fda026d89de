package io.parley.tools.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.Article;
import io.parley.core.support.Order;
import io.parley.core.support.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleShopTest {
  private static final SampleShop SHOP = SampleShop.load();

  @Test
  void parcels_under_way_are_still_expected_on_any_day() {
    var later = SHOP.at(Instant.parse("2027-03-01T12:00:00Z"));
    assertThat(order(later, "1042").expectedAt()).contains(LocalDate.of(2027, 3, 4));
    assertThat(order(later, "1001").deliveredAt())
        .contains(order(SHOP, "1001").deliveredAt().orElseThrow().plusDays(100));
    assertThat(later.tickets().getFirst().createdAt())
        .isEqualTo(SHOP.tickets().getFirst().createdAt().plus(Duration.ofDays(100)));
    assertThat(SHOP.at(Instant.parse("2026-11-21T12:00:00Z"))).isEqualTo(SHOP);
  }

  private static Order order(SampleShop shop, String number) {
    return shop.orders().values().stream()
        .flatMap(List::stream)
        .filter(each -> each.number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void has_forty_articles_in_each_of_three_languages_with_titles_tags_and_sections() {
    var english =
        SHOP.articles().stream()
            .map(Article::ref)
            .filter(ref -> !ref.endsWith("-de") && !ref.endsWith("-es"))
            .toList();
    assertThat(english).hasSize(40);
    assertThat(SHOP.articles())
        .extracting(Article::ref)
        .containsAll(english.stream().map(ref -> ref + "-de").toList())
        .containsAll(english.stream().map(ref -> ref + "-es").toList())
        .hasSize(3 * 40);
    assertThat(SHOP.articles()).extracting(Article::ref).doesNotHaveDuplicates().isSorted();
    assertThat(SHOP.articles())
        .allSatisfy(
            article -> {
              assertThat(article.title()).isNotBlank();
              assertThat(article.tags()).isNotEmpty();
              assertThat(article.body()).contains("\n## ").doesNotContain("---");
            });
  }

  @Test
  void has_two_hundred_orders_of_customers() {
    var orders = SHOP.orders().values().stream().flatMap(Collection::stream).toList();
    assertThat(orders).hasSize(200);
    assertThat(orders).extracting(Order::number).doesNotHaveDuplicates();
    assertThat(orders)
        .allSatisfy(
            order -> {
              assertThat(order.items()).isNotEmpty();
              assertThat(order.totalCents().orElseThrow())
                  .isGreaterThanOrEqualTo(
                      order.items().stream().mapToLong(i -> i.quantity() * i.cents()).sum());
            });
    assertThat(orders).extracting(Order::status).contains(Order.Status.values());
  }

  @Test
  void reads_every_field_of_an_order() {
    var order = SHOP.orders().get("c-0001").getFirst();
    assertThat(order.number()).isEqualTo("1001");
    assertThat(order.status()).isEqualTo(Order.Status.DELIVERED);
    assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-08-01T04:54:19Z"));
    assertThat(order.items())
        .containsExactly(
            new Order.Item("SC-SCA-39-RIV", "Soča Trail Shoe 39 river", 1, 12_900),
            new Order.Item("SO-MER-S-CHA", "Merino Base Layer S charcoal", 1, 6_900));
    assertThat(order.totalCents()).contains(19_800L);
    assertThat(order.currency()).isEqualTo("EUR");
    assertThat(order.carrier()).contains("Swallow Post");
    assertThat(order.tracking()).contains("SW5281684329SI");
    assertThat(order.expectedAt()).contains(LocalDate.of(2026, 8, 7));
    assertThat(order.deliveredAt()).contains(LocalDate.of(2026, 8, 7));
  }

  @Test
  void has_tickets_of_customers_that_are_known_and_in_every_state() {
    assertThat(SHOP.tickets()).isNotEmpty();
    assertThat(SHOP.tickets()).extracting(Ticket::number).doesNotHaveDuplicates();
    assertThat(SHOP.tickets()).extracting(Ticket::status).contains(Ticket.Status.values());
    assertThat(SHOP.tickets())
        .allSatisfy(
            ticket -> assertThat(SHOP.orders()).containsKey(ticket.customer().orElseThrow()));
  }

  @Test
  void comma_separated_values_may_be_quoted() {
    assertThat(Csv.read("a,b\n1,\"x, \"\"y\"\"\nz\"\r\n,\n"))
        .isEqualTo(List.of(Map.of("a", "1", "b", "x, \"y\"\nz"), Map.of("a", "", "b", "")));
    assertThat(Csv.read("a,b\n")).isEmpty();
    assertThatThrownBy(() -> Csv.read("a,b\n1,2\n1,2,3\n"))
        .hasMessage("record 2: 3 fields (expected: 2)");
  }
}
