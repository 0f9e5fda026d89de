package io.parley.persistence.ticket;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.support.Requester;
import io.parley.core.support.Ticket;
import io.parley.core.support.Ticket.Priority;
import io.parley.core.support.TicketDraft;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolFailure;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcTicketsIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TicketDraft LOST =
      new TicketDraft("Lost parcel", "It never came.", Priority.HIGH);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcTickets tickets = new JdbcTickets(db.database(), () -> NOON);

  @AfterEach
  void close() {
    db.close();
  }

  private static Requester requester(String tenant, String session, String customer) {
    return new Requester(
        new SessionKey(new TenantId(tenant), new SessionId(session)),
        Optional.ofNullable(customer));
  }

  @Test
  void a_call_is_settled_by_its_ticket_or_by_giving_its_key_up() {
    var ada = requester("default", "s1", "ada");
    var opened = get(tickets.open(ada, LOST, "default:s1:1.1"));
    assertThat(get(tickets.settle(ada, "default:s1:1.1"))).hasValue(opened);
    assertThat(get(tickets.settle(ada, "default:s1:1.2"))).isEmpty();
    // a request that was still on its way
    assertThat(tickets.open(ada, LOST, "default:s1:1.2"))
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ToolFailure.class)
        .withMessageContaining("given up");
    assertThat(get(tickets.settle(ada, "default:s1:1.2"))).isEmpty();
    // another company's key is another one
    assertThat(get(tickets.open(requester("other", "s1", "ada"), LOST, "default:s1:1.2")).number())
        .isEqualTo("T-1002");
  }

  @Test
  void a_call_that_is_settled_while_it_is_made_is_opened_or_given_up_but_not_both() {
    var ada = requester("default", "s1", "ada");
    for (int call = 1; call <= 20; call++) {
      var key = "default:s1:7." + call;
      var opening = tickets.open(ada, LOST, key).handle((ticket, failure) -> ticket);
      var settled = get(tickets.settle(ada, key));
      var opened = Optional.ofNullable(get(opening));
      assertThat(settled).isEqualTo(opened);
      assertThat(get(tickets.settle(ada, key))).isEqualTo(opened);
    }
  }

  @Test
  void a_ticket_is_opened_under_the_next_number() {
    var ada = requester("default", "s1", "ada");
    var opened = get(tickets.open(ada, LOST, "default:s1:1.1"));
    assertThat(opened)
        .isEqualTo(
            new Ticket(
                "T-1001",
                Optional.of("ada"),
                "Lost parcel",
                Ticket.Status.OPEN,
                Priority.HIGH,
                NOON,
                NOON,
                opened.note()));
    assertThat(opened.note()).isNotBlank();
    assertThat(get(tickets.open(ada, LOST, "default:s1:2.1")).number()).isEqualTo("T-1002");
    assertThat(get(tickets.find(ada, "T-1001"))).hasValue(opened);
  }

  @Test
  void the_same_key_opens_one_ticket_even_concurrently() {
    var ada = requester("default", "s1", "ada");
    var stages = IntStream.range(0, 20).mapToObj(_ -> tickets.open(ada, LOST, "k")).toList();
    var numbers = new HashSet<String>();
    for (var stage : stages) numbers.add(get(stage).number());
    assertThat(numbers).hasSize(1);
    assertThat(db.count("ticket")).isEqualTo(1);
    // the key belongs to the tenant
    assertThat(get(tickets.open(requester("other", "s1", null), LOST, "k")).number())
        .isNotIn(numbers);
  }

  @Test
  void a_ticket_is_found_by_its_customer_or_by_the_session_that_opened_it() {
    var number = get(tickets.open(requester("default", "s1", "ada"), LOST, "k")).number();
    assertThat(get(tickets.find(requester("default", "s2", "ada"), number))).isPresent();
    assertThat(get(tickets.find(requester("default", "s1", null), number))).isPresent();
    assertThat(get(tickets.find(requester("default", "s2", "bob"), number))).isEmpty();
    assertThat(get(tickets.find(requester("default", "s2", null), number))).isEmpty();
    assertThat(get(tickets.find(requester("other", "s1", "ada"), number))).isEmpty();
    assertThat(get(tickets.find(requester("default", "s1", "ada"), "T-9999"))).isEmpty();
    assertThat(get(tickets.find(requester("default", "s1", "ada"), "\u0000"))).isEmpty();
  }

  @Test
  void words_that_a_column_cannot_hold_are_repaired() {
    var odd = new TicketDraft("a\u0000b", "\uD83D", Priority.LOW);
    assertThat(get(tickets.open(requester("default", "s", null), odd, "k")).subject())
        .isEqualTo("a\uFFFDb");
  }
}
