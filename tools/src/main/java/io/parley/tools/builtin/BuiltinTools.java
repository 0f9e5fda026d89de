package io.parley.tools.builtin;

import io.parley.core.agent.VisibleCollections;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.support.Orders;
import io.parley.core.support.Tickets;
import io.parley.core.tool.Tools;
import io.parley.tools.source.FixedTools;
import java.time.InstantSource;
import java.util.List;

/// `kb.search`, `fetch_status` and `create_ticket` over core's ports. The package page tells what
/// their results look like. Dependencies: `knowledge`, `orders`, `tickets`.
///
/// All three may be repeated under their key: two have no effect, and the port of tickets promises
/// one ticket for each key.
public final class BuiltinTools {
  private BuiltinTools() {}

  /// For agents that see every collection.
  ///
  /// @param clock tells whether an order is late
  public static Tools of(
      Knowledge knowledge,
      Tickets tickets,
      Orders orders,
      BuiltinSettings settings,
      InstantSource clock) {
    return of(knowledge, VisibleCollections.ALL, tickets, orders, settings, clock);
  }

  /// @param visible the collections that an agent's searches see
  /// @param clock tells whether an order is late
  public static Tools of(
      Knowledge knowledge,
      VisibleCollections visible,
      Tickets tickets,
      Orders orders,
      BuiltinSettings settings,
      InstantSource clock) {
    return new FixedTools(
        List.of(
            new KbSearch(knowledge, visible, settings),
            new FetchStatus(orders, tickets, settings, clock),
            new CreateTicket(tickets, settings)));
  }
}
