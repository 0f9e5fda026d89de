package io.parley.persistence.sample;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.knowledge.Article;
import io.parley.core.support.Order;
import io.parley.core.support.Requester;
import io.parley.core.support.Ticket;
import io.parley.core.support.TicketDraft;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.article.JdbcArticles;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.order.JdbcOrders;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.ticket.JdbcTickets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleDataIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Article> ARTICLES =
      List.of(new Article("returns", "Returns", List.of("shoes"), "60 days."));
  private static final Map<String, List<Order>> ORDERS =
      Map.of(
          "ada",
          List.of(
              new Order(
                  "1042",
                  Order.Status.PAID,
                  NOON,
                  List.of(),
                  Optional.of(100L),
                  "EUR",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty())));
  private static final Ticket TICKET =
      new Ticket(
          "T-1012",
          Optional.of("ada"),
          "Where is it?",
          Ticket.Status.WAITING,
          Ticket.Priority.NORMAL,
          NOON,
          NOON,
          "Asked the carrier.");
  private static final Requester ADA =
      new Requester(new SessionKey(TenantId.DEFAULT, new SessionId("s")), Optional.of("ada"));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final SampleData samples = new SampleData(db.database(), () -> NOON);
  private final JdbcTickets tickets = new JdbcTickets(db.database(), () -> NOON);

  @AfterEach
  void close() {
    db.close();
  }

  private boolean load() {
    return get(samples.load(TenantId.DEFAULT, () -> shop(TICKET)));
  }

  private static SampleData.Contents shop(Ticket... tickets) {
    return new SampleData.Contents(ARTICLES, ORDERS, List.of(tickets));
  }

  @Test
  void a_shop_is_stored_once() {
    assertThat(load()).isTrue();
    assertThat(get(new JdbcArticles(db.database()).all(TenantId.DEFAULT))).isEqualTo(ARTICLES);
    assertThat(get(new JdbcOrders(db.database()).find(ADA, "1042"))).isPresent();
    assertThat(get(tickets.find(ADA, "T-1012"))).hasValue(TICKET);
    db.execute("DELETE FROM article");
    assertThat(load()).isFalse();
    assertThat(db.count("article")).isZero();
  }

  @Test
  void a_shop_that_is_stored_is_not_read_again() {
    load();
    assertThat(
            get(
                samples.load(
                    TenantId.DEFAULT,
                    () -> {
                      throw new AssertionError("it was read");
                    })))
        .isFalse();
  }

  @Test
  void new_tickets_are_numbered_after_imported_ones() {
    load();
    var draft = new TicketDraft("New", "", Ticket.Priority.LOW);
    assertThat(get(tickets.open(ADA, draft, "k")).number()).isEqualTo("T-1013");
  }

  @Test
  void ticket_numbers_are_not_reused() {
    var draft = new TicketDraft("New", "", Ticket.Priority.LOW);
    for (int i = 0; i < 20; i++) get(tickets.open(ADA, draft, "k" + i));
    db.execute("DELETE FROM ticket");
    load();
    assertThat(get(tickets.open(ADA, draft, "k")).number()).isEqualTo("T-1021");
  }

  @Test
  void an_interrupted_load_leaves_nothing_and_is_repeated() {
    assertThatExceptionOfType(DatabaseFailure.class)
        .isThrownBy(() -> get(samples.load(TenantId.DEFAULT, () -> shop(TICKET, TICKET))));
    assertThat(db.count("article")).isZero();
    assertThat(load()).isTrue();
  }

  @Test
  void nodes_that_start_at_once_store_it_once() {
    var stages =
        IntStream.range(0, 4)
            .mapToObj(_ -> samples.load(TenantId.DEFAULT, () -> shop(TICKET)))
            .toList();
    assertThat(stages.stream().filter(stage -> get(stage))).hasSize(1);
  }
}
