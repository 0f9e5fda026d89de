package io.parley.operations.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.EventKinds;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.TurnTraces;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The open turns of this node, each a span. A session has one at most, and its reply is made on
/// the same node: so a call of a model or tool finds its parent span here, without a parameter in
/// either port. Thread safe.
final class OpenTurns implements TurnTraces {
  private final Tracer tracer;
  private final Map<SessionKey, Turn> open = new ConcurrentHashMap<>();

  OpenTurns(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public TurnTrace begin(SessionKey session, Beginning beginning) {
    var builder =
        tracer
            .spanBuilder("parley.turn")
            .setParent(Places.context(beginning.under()))
            .setAttribute(Names.OPERATION, "invoke_agent")
            .setAttribute(Names.CONVERSATION, session.session().value())
            .setAttribute(Names.TENANT, session.tenant().value())
            .setAttribute(Names.TURN, beginning.turn())
            .setAttribute(Names.ATTEMPT, beginning.attempt());
    for (var also : beginning.also()) if (also.isValid()) builder.addLink(Places.remote(also));
    // the previous attempt may have died with its node, its span unsent: the link shows it even
    // then
    if (beginning.isResumed())
      beginning
          .under()
          .filter(TraceParent::isValid)
          .ifPresent(before -> builder.addLink(Places.remote(before)));
    var turn = new Turn(session, builder.startSpan());
    open.put(session, turn);
    return turn;
  }

  /// Parent trace context of this session's open turn; without one a new trace begins.
  Context context(SessionKey session) {
    var turn = open.get(session);
    return turn == null ? Context.root() : Context.root().with(turn.span);
  }

  int count() {
    return open.size();
  }

  private final class Turn implements TurnTrace {
    private final SessionKey session;
    private final Span span;
    private final Optional<TraceParent> place;

    Turn(SessionKey session, Span span) {
      this.session = session;
      this.span = span;
      this.place =
          Optional.of(span).filter(drawn -> drawn.getSpanContext().isSampled()).map(Places::of);
    }

    @Override
    public Optional<TraceParent> place() {
      return place;
    }

    @Override
    public void wrote(Instant from, int events) {
      if (!span.isRecording()) return;
      tracer
          .spanBuilder("journal write")
          .setParent(Context.root().with(span))
          .setStartTimestamp(from)
          .setAttribute(Names.EVENTS, events)
          .startSpan()
          .end();
    }

    @Override
    public void happened(SessionEvent event) {
      if (event instanceof TurnEvent.TurnResumed resumed)
        span.setAttribute(Names.ATTEMPT, resumed.attempt());
      if (span.isRecording()) span.addEvent(EventKinds.of(event));
    }

    @Override
    public void ended(SessionEvent with) {
      switch (with) {
        case TurnEvent.ReplyCompleted reply ->
            span.setAttribute(Names.RESPONSE_MODEL, reply.usage().model())
                .setAttribute(Names.INPUT_TOKENS, reply.usage().inputTokens())
                .setAttribute(Names.OUTPUT_TOKENS, reply.usage().outputTokens())
                .setAttribute(Names.CACHED, reply.usage().cached())
                .setAttribute(Names.DEGRADED, reply.degraded());
        case TurnEvent.TurnFailed failed -> fail(failed.problem().type());
        case TurnEvent _,
            LifecycleEvent _,
            MessageEvent _,
            ToolEvent _,
            MemoryEvent _,
            CustomerEvent _,
            AgentEvent _,
            UsageEvent _ -> {
          // the reason of its end is enough
        }
      }
      end(EventKinds.of(with));
    }

    @Override
    public void lost() {
      fail("lost");
      end("lost");
    }

    private void fail(String type) {
      span.setAttribute(Names.ERROR_TYPE, type).setStatus(StatusCode.ERROR);
    }

    private void end(String outcome) {
      span.setAttribute(Names.OUTCOME, outcome).end();
      open.remove(session, this);
    }
  }
}
