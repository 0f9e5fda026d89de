package io.parley.tools.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.support.Order;
import io.parley.core.support.Orders;
import io.parley.core.support.Ticket;
import io.parley.core.support.Tickets;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.Tool;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// `fetch_status`: how an order or a ticket stands.
final class FetchStatus implements Tool {
  private static final String NAME = "fetch_status";

  /// One breaker for both: they are asked by the same call.
  private static final String DEPENDENCY = "orders";

  private final Orders orders;
  private final Tickets tickets;
  private final ZoneId timeZone;
  private final InstantSource clock;
  private final ToolSpec spec;

  FetchStatus(Orders orders, Tickets tickets, BuiltinSettings settings, InstantSource clock) {
    this.orders = orders;
    this.tickets = tickets;
    this.timeZone = settings.timeZone();
    this.clock = clock;
    this.spec =
        new ToolSpec(
            NAME,
            "Looking up the status",
            "Answers how an order or a ticket stands, by its number. It sees only what belongs to"
                + " this customer: found=false means that there is none or that it is somebody"
                + " else's. redacted=true means that the customer is not signed in, so that only"
                + " the progress of the order may be told.",
            Schemas.of(NAME),
            ToolPolicy.READ_ONLY,
            false,
            settings.statusDeadline(),
            DEPENDENCY,
            true);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context) {
    var kind = arguments.get("kind").asText();
    var number = normal(arguments.get("number").asText());
    var requester = Ports.requester(context);
    return switch (kind) {
      case "order" ->
          Ports.read("orders", () -> orders.find(requester, number))
              .thenApply(
                  found ->
                      outcome(
                          kind,
                          number,
                          found.map(order -> order(order, context.customer().isEmpty()))));
      case "ticket" ->
          Ports.read("tickets", () -> tickets.find(requester, number))
              .thenApply(found -> outcome(kind, number, found.map(FetchStatus::ticket)));
      default -> throw new IllegalStateException("the schema should have rejected this kind");
    };
  }

  @Override
  public CompletionStage<?> probe() {
    return Ports.read("orders", () -> orders.find(Ports.PROBE, "0"))
        .thenCombine(Ports.read("tickets", () -> tickets.find(Ports.PROBE, "T-0")), (_, _) -> true);
  }

  /// People write `#1042` and `t-1013`.
  private static String normal(String number) {
    return number.replaceAll("[#\\s]", "").toUpperCase(Locale.ROOT);
  }

  private static ToolOutcome outcome(String kind, String number, Optional<ObjectNode> fields) {
    var result = Jackson.object();
    result.put("kind", kind).put("number", number).put("found", fields.isPresent());
    fields.ifPresent(result::setAll);
    return ToolOutcome.succeeded(Jackson.json(result), List.of());
  }

  private ObjectNode order(Order order, boolean redacted) {
    var result = Jackson.object().put("redacted", redacted);
    var fields = result.putObject("order");
    fields.put("status", word(order.status())).put("placedAt", order.placedAt().toString());
    order.carrier().ifPresent(carrier -> fields.put("carrier", carrier));
    order.tracking().ifPresent(tracking -> fields.put("tracking", tracking));
    order.expectedAt().ifPresent(day -> fields.put("expectedOn", day.toString()));
    order.deliveredAt().ifPresent(day -> fields.put("deliveredOn", day.toString()));
    fields.put("late", late(order, LocalDate.ofInstant(clock.instant(), timeZone)));
    order.totalCents().ifPresent(total -> fields.put("total", amount(total)));
    fields.put("currency", order.currency());
    var items = fields.putArray("items");
    for (var item : order.items())
      items
          .addObject()
          .put("sku", item.sku())
          .put("title", item.title())
          .put("quantity", item.quantity())
          .put("price", amount(item.cents()));
    return result;
  }

  private static boolean late(Order order, LocalDate today) {
    return order.status() == Order.Status.SHIPPED
        && order.expectedAt().filter(expected -> expected.isBefore(today)).isPresent();
  }

  private static ObjectNode ticket(Ticket ticket) {
    var result = Jackson.object();
    result
        .putObject("ticket")
        .put("subject", ticket.subject())
        .put("status", word(ticket.status()))
        .put("priority", word(ticket.priority()))
        .put("createdAt", time(ticket.createdAt()))
        .put("updatedAt", time(ticket.updatedAt()))
        .put("note", ticket.note());
    return result;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String time(Instant at) {
    return at.toString();
  }

  private static String amount(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
