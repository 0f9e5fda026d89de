package io.parley.http.mcp;

import io.parley.core.access.Principal;
import io.parley.core.limit.Limit;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.text.Sha256;
import io.parley.http.mcp.McpTool.Step;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.session.Edge;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.sessions.entry.Visit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;

/// Shared by the tools of conversations: the caller speaks as the customer of a session, and is its
/// reader while it waits. It is sent away when the node drains, its token is revoked, or
/// `parley.http.readers.reply-within` has passed.
final class Conversations {
  static final Channel MCP = new Channel("mcp");

  private final Edge edge;

  Conversations(Edge edge) {
    this.edge = edge;
  }

  /// The session with this id, if the caller reaches it.
  static SessionKey named(Principal principal, String id) {
    return Optional.of(id)
        .filter(SessionId::isValid)
        .map(valid -> new SessionKey(principal.tenant(), new SessionId(valid)))
        .filter(principal::reaches)
        .orElseThrow(Conversations::noSuchSession);
  }

  static ProblemException noSuchSession() {
    return new ProblemException(ProblemType.SESSION_NOT_FOUND);
  }

  /// Work of a caller with a reader's place, which is given back at its end.
  ///
  /// @param work gets the switch that sends the caller away
  Source<Step, NotUsed> asReader(
      McpCaller caller, Function<SharedKillSwitch, CompletionStage<Source<Step, NotUsed>>> work) {
    edge.entry().requireStaying();
    var end = KillSwitches.shared("mcp-reader");
    var tenant = caller.principal().tenant();
    var from = caller.call().from();
    var lease =
        edge.readers()
            .admit(from, tenant, _ -> end.shutdown())
            .orElseThrow(
                () ->
                    edge.entry()
                        .overloaded(edge.readers().limitMet(from, tenant).orElse(Limit.READERS)));
    var watch = caller.token().map(held -> edge.tokens().revocations().watch(held, end::shutdown));
    var key = edge.tokens().keyWatches().watch(caller.call().proven(), end::shutdown);
    Runnable leave =
        () -> {
          lease.close();
          watch.ifPresent(held -> held.close());
          key.ifPresent(held -> held.close());
        };
    try {
      return Source.completionStageSource(work.apply(end))
          .watchTermination(
              (_, done) -> {
                done.whenComplete((_, _) -> leave.run());
                return NotUsed.getInstance();
              });
    } catch (RuntimeException refused) {
      leave.run();
      throw refused;
    }
  }

  /// Events and live updates after `seq`, until the caller is sent away.
  Source<Heard, NotUsed> heard(SessionKey key, long seq, SharedKillSwitch end) {
    return edge.sessions()
        .listen(key, seq)
        .via(end.flow())
        .takeWithin(edge.settings().readers().replyWithin());
  }

  /// Stores a message of the session's customer.
  ///
  /// @return the number of its event
  CompletionStage<Long> said(McpCaller caller, SessionKey key, String message) {
    var id =
        caller
            .idempotencyKey()
            .map(Conversations::digest)
            .orElseGet(() -> UUID.randomUUID().toString());
    var say = new SessionCommand.Say(id, Party.CUSTOMER, message, MCP, edge.clock().instant());
    var visit = new Visit(caller.principal(), key, caller.call().from());
    return edge.entry()
        .ask(visit, say, caller.call().id().value(), caller.call().trace())
        .thenApply(Conversations::stored);
  }

  static long stored(Answer answer) {
    return switch (answer) {
      case Answer.Stored(long seq) -> seq;
      case Answer.Refused(var rejection) -> throw new ProblemException(Problems.of(rejection));
      case Answer.Limited(var limit) -> throw new ProblemException(Problems.of(limit));
      case Answer.Damaged _ -> throw new ProblemException(ProblemType.SESSION_DAMAGED);
    };
  }

  /// An id for any key, within the limits of ids.
  static String digest(String key) {
    return Sha256.hex(key);
  }
}
