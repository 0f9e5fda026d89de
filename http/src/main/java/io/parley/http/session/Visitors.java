package io.parley.http.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Granted;
import io.parley.core.limit.VisitorLimit.Refused;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionKey;
import io.parley.http.limit.Limit;
import io.parley.http.limit.Refusals;
import io.parley.http.limit.VisitorCounts;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.Quota;
import io.parley.http.route.RemoteAddress;
import io.parley.http.token.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What strangers ask of their sessions, counted over all sessions of an address. A message is one
/// turn at most, so this bounds calls of models and tools as well. Staff is not limited, nor are
/// customers whom the company has named: they may all come from the address of its backend.
final class Visitors {
  private static final int VERIFIED_MAX = 10_000;
  private static final Duration VERIFIED_FOR = Duration.ofMinutes(10);

  private final SessionDoor door;
  private final Refusals refusals;
  private final Duration window;
  private final VisitorCounts messages;
  private final VisitorCounts bytes;
  private final Cache<SessionKey, Boolean> verified =
      Caffeine.newBuilder().maximumSize(VERIFIED_MAX).expireAfterWrite(VERIFIED_FOR).build();

  Visitors(SessionDoor door, VisitorSettings settings, Refusals refusals) {
    this.door = door;
    this.refusals = refusals;
    this.window = settings.messages().window();
    this.messages = new VisitorCounts(settings.messages(), settings.addressesMax(), door::nodes);
    this.bytes = new VisitorCounts(settings.bytes(), settings.addressesMax(), door::nodes);
  }

  /// Counts a command.
  ///
  /// @return why it is refused, if it is
  CompletionStage<Optional<ProblemDetail>> refusal(
      RemoteAddress from, Identity by, SessionKey key, SessionCommand command, Instant now) {
    if (by instanceof Identity.Staff) return granted();
    var refused = counted(from, command, now);
    // the end of a session costs less than its going on
    if (refused.isEmpty() || command instanceof SessionCommand.End) return granted();
    return isVerified(key).thenApply(exempt -> exempt ? Optional.empty() : refused);
  }

  private static CompletionStage<Optional<ProblemDetail>> granted() {
    return CompletableFuture.completedStage(Optional.empty());
  }

  private Optional<ProblemDetail> counted(RemoteAddress from, SessionCommand command, Instant now) {
    return switch (messages.take(from, 1, now)) {
      case Refused refused -> Optional.of(problem(Limit.MESSAGES, "messages", refused));
      case Granted _ ->
          switch (bytes.take(from, size(command), now)) {
            case Refused refused -> Optional.of(problem(Limit.MESSAGE_BYTES, "bytes", refused));
            case Granted _ -> Optional.empty();
          };
    };
  }

  private ProblemDetail problem(Limit limit, String what, Refused refused) {
    refusals.count(limit);
    var where = refused.scope() == VisitorLimit.Scope.ADDRESS ? "address" : "network";
    return ProblemDetail.limited(
        "%d %s in %d s from one %s (expected: fewer)"
            .formatted(refused.quota(), what, Quota.seconds(window), where),
        new Quota("visitor-" + what, refused.quota(), window, 0, refused.retryAfter()));
  }

  private static int size(SessionCommand command) {
    var text =
        switch (command) {
          case SessionCommand.Say say -> say.text();
          case SessionCommand.Rate rate -> rate.comment().orElse("");
          // these hold no text of a customer's making
          case SessionCommand.Start _,
              SessionCommand.Interrupt _,
              SessionCommand.CutReply _,
              SessionCommand.Decide _,
              SessionCommand.End _,
              SessionCommand.ResolveToolCall _,
              SessionCommand.FromWithin _ ->
              "";
        };
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Asked only for those that have met a limit.
  private CompletionStage<Boolean> isVerified(SessionKey key) {
    var known = verified.getIfPresent(key);
    if (known != null) return CompletableFuture.completedStage(known);
    return door.view(key)
        .thenApply(
            view -> {
              boolean is =
                  view.flatMap(found -> found.customer()).filter(Customer::verified).isPresent();
              verified.put(key, is);
              return is;
            });
  }
}
