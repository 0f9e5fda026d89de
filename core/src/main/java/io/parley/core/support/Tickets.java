package io.parley.core.support;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The ticket system.
public interface Tickets {
  /// Opens a ticket, once for each `idempotencyKey`: a repeated key returns the existing ticket.
  CompletionStage<Ticket> open(Requester requester, TicketDraft draft, String idempotencyKey);

  /// Settles whether the call with this key opened a ticket. If it did not, the key is given up: a
  /// request that is still on its way fails, and opens none.
  CompletionStage<Optional<Ticket>> settle(Requester requester, String idempotencyKey);

  /// @return empty when there is none, or it is not the requester's
  CompletionStage<Optional<Ticket>> find(Requester requester, String number);
}
