package io.parley.tools.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.support.Ticket;
import io.parley.core.support.TicketDraft;
import io.parley.core.support.Tickets;
import io.parley.core.tool.Finding;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.Tool;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/// `create_ticket`: passes a matter to a human; opens one ticket per call, even when the call is
/// repeated.
final class CreateTicket implements Tool {
  private static final String NAME = "create_ticket";
  private static final String DEPENDENCY = "tickets";

  private final Tickets tickets;
  private final ToolSpec spec;

  CreateTicket(Tickets tickets, BuiltinSettings settings) {
    this.tickets = tickets;
    this.spec =
        new ToolSpec(
            NAME,
            "Opening a ticket",
            "Opens a ticket for a human colleague, who gets back to the customer. Use it when the"
                + " customer asks for a human or agrees to a ticket, or when something must be"
                + " done that you cannot do. Answers the ticket's number, which the customer has"
                + " to be told.",
            Schemas.of(NAME),
            ToolPolicy.RETRY_WITH_KEY,
            false,
            settings.ticketDeadline(),
            DEPENDENCY,
            true);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context) {
    var draft =
        new TicketDraft(
            storable(arguments.get("subject").asText()).replaceAll("\\s+", " ").strip(),
            storable(arguments.get("description").asText()).strip(),
            Ticket.Priority.valueOf(
                arguments.path("priority").asText("normal").toUpperCase(Locale.ROOT)));
    return Ports.write(
            DEPENDENCY,
            () -> tickets.open(Ports.requester(context), draft, context.idempotencyKey()))
        .thenApply(CreateTicket::outcome);
  }

  /// A ticket under the call's key is its effect; without one, the key is given up.
  @Override
  public CompletionStage<Finding> lookUp(JsonNode arguments, ToolContext context) {
    return Ports.read(
            DEPENDENCY, () -> tickets.settle(Ports.requester(context), context.idempotencyKey()))
        .thenApply(
            opened ->
                opened
                    .map(ticket -> Finding.happened(outcome(ticket).result()))
                    .orElse(Finding.DID_NOT_HAPPEN));
  }

  @Override
  public CompletionStage<?> probe() {
    return Ports.read(DEPENDENCY, () -> tickets.find(Ports.PROBE, "T-0"));
  }

  /// No database stores a NUL in a text.
  private static String storable(String text) {
    return text.replace("\0", "");
  }

  private static ToolOutcome outcome(Ticket ticket) {
    var result = Jackson.object();
    result
        .putObject("ticket")
        .put("number", ticket.number())
        .put("subject", ticket.subject())
        .put("status", ticket.status().name().toLowerCase(Locale.ROOT))
        .put("priority", ticket.priority().name().toLowerCase(Locale.ROOT))
        .put("createdAt", ticket.createdAt().toString());
    return ToolOutcome.succeeded(Jackson.json(result), List.of());
  }
}
