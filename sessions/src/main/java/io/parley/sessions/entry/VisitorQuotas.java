package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Granted;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.SessionPort;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Counts commands of visitors over all sessions of an address. A message is one turn at most, so
/// this bounds calls of models and tools as well. Staff is not limited, nor are customers named by
/// the company, who may all come from the address of its backend. Thread safe.
final class VisitorQuotas {
  private static final int VERIFIED_MAX = 10_000;
  private static final Duration VERIFIED_FOR = Duration.ofMinutes(10);

  private final SessionPort sessions;
  private final EntryMeter meter;
  private final Duration window;
  private final VisitorCounts messages;
  private final VisitorCounts bytes;
  private final Recent<SessionKey, Boolean> verified = new Recent<>(VERIFIED_MAX, VERIFIED_FOR);

  VisitorQuotas(SessionPort sessions, EntrySettings.Visitors settings, EntryMeter meter) {
    this.sessions = sessions;
    this.meter = meter;
    this.window = settings.messages().window();
    this.messages =
        new VisitorCounts(settings.messages(), settings.addressesMax(), sessions::nodes);
    this.bytes = new VisitorCounts(settings.bytes(), settings.addressesMax(), sessions::nodes);
  }

  /// Counts a command.
  ///
  /// @return why it is refused, if it is
  CompletionStage<Optional<Refusal.Exceeded>> refusal(
      Visit visit, SessionCommand command, Instant now) {
    if (visit.principal().isStaff()) return granted();
    var refused = counted(visit.from(), command, now);
    // ending a session costs less than continuing it
    if (refused.isEmpty() || command instanceof SessionCommand.End) return granted();
    return isVerified(visit.session(), now)
        .thenApply(exempt -> exempt ? Optional.empty() : refused);
  }

  private static CompletionStage<Optional<Refusal.Exceeded>> granted() {
    return CompletableFuture.completedStage(Optional.empty());
  }

  private Optional<Refusal.Exceeded> counted(
      RemoteAddress from, SessionCommand command, Instant now) {
    return switch (messages.take(from, 1, now)) {
      case VisitorLimit.Refused refused ->
          Optional.of(exceeded(Limit.MESSAGES, "messages", refused));
      case Granted _ ->
          switch (bytes.take(from, size(command), now)) {
            case VisitorLimit.Refused refused ->
                Optional.of(exceeded(Limit.MESSAGE_BYTES, "bytes", refused));
            case Granted _ -> Optional.empty();
          };
    };
  }

  private Refusal.Exceeded exceeded(Limit limit, String what, VisitorLimit.Refused refused) {
    meter.refused(limit);
    var where = refused.scope() == VisitorLimit.Scope.ADDRESS ? "address" : "network";
    return new Refusal.Exceeded(
        limit,
        "%d %s in %d s from one %s (expected: fewer)"
            .formatted(refused.quota(), what, Quota.seconds(window), where),
        new Quota("visitor-" + what, refused.quota(), window, 0, refused.retryAfter()));
  }

  /// Only these commands hold a customer's text.
  private static int size(SessionCommand command) {
    var text = "";
    if (command instanceof SessionCommand.Say say) text = say.text();
    if (command instanceof SessionCommand.Rate rate) text = rate.comment().orElse("");
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Called only for commands that have met a limit.
  private CompletionStage<Boolean> isVerified(SessionKey key, Instant now) {
    var known = known(key, now);
    if (known.isPresent()) return CompletableFuture.completedStage(known.get());
    return sessions
        .view(key)
        .thenApply(
            view -> {
              boolean is =
                  view.flatMap(found -> found.customer()).filter(Customer::verified).isPresent();
              keep(key, is, now);
              return is;
            });
  }

  private Optional<Boolean> known(SessionKey key, Instant now) {
    synchronized (verified) {
      return verified.find(key, now);
    }
  }

  private void keep(SessionKey key, boolean is, Instant now) {
    synchronized (verified) {
      verified.put(key, is, now);
    }
  }
}
