package io.parley.tools.fake;

import io.parley.core.support.Requester;
import io.parley.core.support.Ticket;
import io.parley.core.support.TicketDraft;
import io.parley.core.support.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Tickets in memory, one for each idempotency key; [#failure], when set, is what calls fail with.
public final class MemoryTickets implements Tickets {
  public static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  public final List<Ticket> tickets;
  public final List<TicketDraft> drafts = new ArrayList<>();
  public volatile RuntimeException failure;
  private final Map<String, Ticket> byKey = new ConcurrentHashMap<>();
  private final Map<String, String> sessions = new ConcurrentHashMap<>();

  public MemoryTickets(List<Ticket> tickets) {
    this.tickets = new ArrayList<>(tickets);
  }

  @Override
  public synchronized CompletionStage<Ticket> open(
      Requester requester, TicketDraft draft, String idempotencyKey) {
    if (failure != null) return CompletableFuture.failedFuture(failure);
    return CompletableFuture.completedFuture(
        byKey.computeIfAbsent(
            idempotencyKey,
            _ -> {
              var ticket =
                  new Ticket(
                      "T-" + (1001 + tickets.size()),
                      requester.customer(),
                      draft.subject(),
                      Ticket.Status.OPEN,
                      draft.priority(),
                      NOW,
                      NOW,
                      "");
              tickets.add(ticket);
              drafts.add(draft);
              sessions.put(ticket.number(), requester.session().toString());
              return ticket;
            }));
  }

  @Override
  public synchronized CompletionStage<Optional<Ticket>> settle(
      Requester requester, String idempotencyKey) {
    if (failure != null) return CompletableFuture.failedFuture(failure);
    return CompletableFuture.completedFuture(Optional.ofNullable(byKey.get(idempotencyKey)));
  }

  @Override
  public synchronized CompletionStage<Optional<Ticket>> find(Requester requester, String number) {
    if (failure != null) return CompletableFuture.failedFuture(failure);
    return CompletableFuture.completedFuture(
        tickets.stream()
            .filter(ticket -> ticket.number().equals(number))
            .filter(
                ticket ->
                    requester.session().toString().equals(sessions.get(number))
                        || (requester.customer().isPresent()
                            && ticket.customer().equals(requester.customer())))
            .findFirst());
  }
}
