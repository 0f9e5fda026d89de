package io.parley.http.session;

import io.parley.core.fault.WorkFailed;
import io.parley.core.journal.SessionListing;
import io.parley.core.party.Party;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.http.token.CustomerToken;
import io.parley.http.token.KeyWatches;
import io.parley.http.token.Revocations;
import io.parley.http.websocket.WebSocketProtocol.Binary;
import io.parley.http.websocket.WebSocketProtocol.Close;
import io.parley.http.websocket.WebSocketProtocol.Inbound;
import io.parley.http.websocket.WebSocketProtocol.Outbound;
import io.parley.http.websocket.WebSocketProtocol.Text;
import io.parley.http.websocket.WebSocketProtocol.Violation;
import io.parley.sessions.Heard;
import io.parley.sessions.ReaderTooSlow;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.OpenReaders;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.japi.function.Procedure;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;

/// One client's end of one session. It reads the session as fast as the client reads, and the
/// client no faster than that: every buffer in between is bounded.
final class SessionSocket extends GraphStage<FlowShape<Inbound, Outbound>> {

  /// An event that may have been written with a command, but before the event that holds it, is
  /// held back at most this long: the two come together, so after that nothing is likely to follow.
  private static final Duration HELD_MAX = Duration.ofSeconds(1);

  private final Inlet<Inbound> in = Inlet.create("SessionSocket.in");
  private final Outlet<Outbound> out = Outlet.create("SessionSocket.out");
  private final SocketOpening opening;
  private final Edge edge;

  SessionSocket(SocketOpening opening, Edge edge) {
    this.opening = opening;
    this.edge = edge;
  }

  @Override
  public FlowShape<Inbound, Outbound> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic implements ClientFrames.Socket {
    private static final String IDLE = "idle";
    private static final String TOKEN = "token";
    private static final String LINGER = "linger";
    private static final String LEAVE = "leave";
    private static final String ABANDON = "abandon";
    private static final String RELEASE = "release";

    private final SocketSettings settings = edge.settings().socket();
    private final SocketOutbox outbox = new SocketOutbox();
    private final OwnTyping ownTyping = new OwnTyping();
    private final Unanswered unanswered = new Unanswered();
    private final ClientFrames frames =
        new ClientFrames(opening, edge, outbox, unanswered, ownTyping, this);
    private final Departure departure = new Departure();
    private Optional<SubSinkInlet<Heard>> heard = Optional.empty();
    private Optional<OpenReaders.Lease> lease = Optional.empty();
    private Optional<Revocations.Watch> token = Optional.empty();
    private Optional<KeyWatches.Watch> key = Optional.empty();
    private Optional<CloseReason> closing = Optional.empty();
    private boolean over;
    private boolean archivedBefore;
    private boolean endedBefore;
    private long activeAt = System.nanoTime();

    Logic() {
      super(shape());
      setHandler(in, new In());
      setHandler(out, new Out());
    }

    @Override
    public void preStart() {
      Procedure<Duration> drain = this::leaveWithin;
      var tenant = opening.key().tenant();
      lease = edge.admit(opening.from(), tenant, createAsyncCallback(drain)::invoke);
      if (lease.isEmpty()) {
        // it may have been added while drain ran
        if (edge.readers().isDraining()) leave();
        else close(edge.countRefusal(opening.from(), tenant));
        return;
      }
      opening.opened().token().ifPresent(this::expireWith);
      key = edge.tokens().keyWatches().watch(opening.proven(), expiry());
      scheduleOnce(IDLE, settings.idleTimeout());
      Procedure<Found> open = this::open;
      var callback = createAsyncCallback(open);
      edge.sessions()
          .view(opening.key())
          .whenComplete((view, failure) -> callback.invoke(new Found(view, failure)));
    }

    @Override
    public void postStop() {
      lease.ifPresent(OpenReaders.Lease::close);
      token.ifPresent(Revocations.Watch::close);
      key.ifPresent(KeyWatches.Watch::close);
    }

    @Override
    public void onTimer(Object key) {
      switch ((String) key) {
        case IDLE -> closeIfIdle();
        case TOKEN -> close(CloseReason.TOKEN_EXPIRED);
        case LINGER -> closeWhenAnswered();
        case LEAVE -> leave();
        case RELEASE -> {
          outbox.release();
          write();
        }
        // the client does not even read the close frame
        case ABANDON -> failStage(new ReaderTooSlow(outbox.size()));
        default -> throw new IllegalStateException("unknown timer " + key);
      }
    }

    private void open(Found found) {
      if (closing.isPresent()) return;
      if (found.failure() != null) {
        closeAfter(found.failure());
      } else if (found.view().isEmpty()) {
        close(CloseReason.NO_SESSION);
      } else if (opening.after() > found.view().get().seq()) {
        close(CloseReason.RESUME_AHEAD);
      } else {
        var status = found.view().get().status();
        departure.found(found.view().get());
        EdgeLog.opened("socket", opening.key(), opening.role(), opening.requestId());
        archivedBefore = status == SessionListing.Status.ARCHIVED;
        endedBefore = status != SessionListing.Status.ACTIVE;
        var inlet = new SubSinkInlet<Heard>("SessionSocket.heard");
        inlet.setHandler(new HeardIn(inlet));
        heard = Optional.of(inlet);
        edge.sessions()
            .listen(opening.key(), opening.after())
            .runWith(inlet.sink(), subFusingMaterializer());
        read();
        write();
      }
    }

    // --- what the client sends: see ClientFrames ------------------------------------------------

    @Override
    public void expireWith(CustomerToken held) {
      cancelTimer(TOKEN);
      if (token.isEmpty()) token = Optional.of(edge.tokens().revocations().watch(held, expiry()));
      else token.get().renewed(held);
      var left = Duration.between(edge.clock().instant(), held.expiresAt());
      if (left.isPositive()) scheduleOnce(TOKEN, left);
      else close(CloseReason.TOKEN_EXPIRED);
    }

    private Runnable expiry() {
      Procedure<CloseReason> expired = this::close;
      var callback = createAsyncCallback(expired);
      return () -> callback.invoke(CloseReason.TOKEN_EXPIRED);
    }

    @Override
    public Consumer<String> later(Consumer<String> take) {
      Procedure<String> answered =
          answer -> {
            contained(() -> take.accept(answer));
            write();
            read();
          };
      return createAsyncCallback(answered)::invoke;
    }

    // --- what the session says ------------------------------------------------------------------

    private void hear(Heard said) {
      boolean own =
          said instanceof Heard.Typing(Party by)
              && by == opening.role().party()
              && ownTyping.isEcho(System.nanoTime());
      if (own) {
        write();
        return;
      }
      if (!(said instanceof Heard.CaughtUp)) activeAt = System.nanoTime();
      tell(said);
      if (said instanceof Heard.Event(var recorded)) departure.heard(recorded);
      switch (said) {
        // the archive may have been written again since, after a rating
        case Heard.Event(var recorded)
            when recorded.event() instanceof SessionArchived && !archivedBefore ->
            closeWhenAnswered();
        case Heard.Event(var recorded) when recorded.event() instanceof SessionEnded ->
            scheduleOnce(LINGER, edge.settings().readers().endedLinger());
        // resumed after the end: no event will say so
        case Heard.CaughtUp _ when archivedBefore -> closeWhenAnswered();
        case Heard.CaughtUp _ when endedBefore && !isTimerActive(LINGER) ->
            scheduleOnce(LINGER, edge.settings().readers().endedLinger());
        case Heard.Event _,
            Heard.Delta _,
            Heard.Typing _,
            Heard.Call _,
            Heard.Progress _,
            Heard.Form _,
            Heard.CaughtUp _ -> {
          // the session continues
        }
      }
      write();
    }

    /// A command is answered before any event that it caused is sent: the event that holds it
    /// counts as its answer, and events written with it wait for that event.
    private void tell(Heard said) {
      var frame = Frames.heard(said, opening.role());
      if (said instanceof Heard.Event(var recorded)) {
        if (unanswered.mayPrecede(recorded.event())) {
          outbox.hold(frame);
          if (!isTimerActive(RELEASE)) scheduleOnce(RELEASE, HELD_MAX);
          return;
        }
        unanswered
            .answeredBy(recorded.event())
            .ifPresent(
                asked ->
                    outbox.answerNow(asked.slot(), Frames.accepted(asked.id(), recorded.seq())));
      }
      outbox.tell(frame);
    }

    // --- the end --------------------------------------------------------------------------------

    /// This node shuts down. A reader of an open reply hears its end, if that comes in time.
    private void leaveWithin(Duration grace) {
      departure.begin();
      if (grace.isPositive()) scheduleOnce(LEAVE, grace);
      else leave();
      write();
    }

    private void leave() {
      if (closing.isPresent()) return;
      outbox.add(Frames.draining(edge.settings().readers().reconnectAfter()));
      close(CloseReason.DRAINING);
    }

    /// All events were sent; open requests of the client are still answered.
    private void closeWhenAnswered() {
      over = true;
      if (outbox.isAnswered()) close(CloseReason.ENDED);
    }

    @Override
    public void close(CloseReason reason) {
      if (closing.isPresent()) return;
      closing = Optional.of(reason);
      outbox.goodbye(Frames.closing(reason, requestId()), reason);
      heard.ifPresent(SubSinkInlet::cancel);
      if (!isClosed(in)) cancel(in);
      scheduleOnce(ABANDON, settings.closeTimeout());
      edge.metrics().closed(reason);
      EdgeLog.closed(opening.key(), reason, opening.requestId());
      write();
    }

    /// A Java error at one client's frame, or at one session's event, ends this socket: if it
    /// escaped from the stage it would end the node.
    private void contained(Runnable work) {
      try {
        WorkFailed.contain(work);
      } catch (WorkFailed failed) {
        closeAfter(failed);
      }
    }

    private void closeAfter(Throwable failure) {
      var reason = CloseReason.of(failure);
      if (reason == CloseReason.INTERNAL)
        EdgeLog.failed(opening.key(), opening.requestId(), failure);
      close(reason);
    }

    private void closeIfIdle() {
      var left = settings.idleTimeout().minusNanos(System.nanoTime() - activeAt);
      if (left.isPositive()) scheduleOnce(IDLE, left);
      else close(CloseReason.IDLE);
    }

    // --- the flow -------------------------------------------------------------------------------

    /// The client is read only while few of its commands are unanswered.
    private void read() {
      boolean hasCapacity = outbox.size() < settings.pendingMax();
      boolean open = heard.isPresent() && closing.isEmpty() && !isClosed(in);
      if (open && hasCapacity && !hasBeenPulled(in)) pull(in);
    }

    /// Queued output is sent first; only then is the session read further.
    private void write() {
      if (!isAvailable(out)) return;
      outbox.poll().ifPresentOrElse(this::send, this::hearFurther);
      if (closing.isPresent() || !outbox.isAnswered()) return;
      if (over) close(CloseReason.ENDED);
      else if (departure.isDue()) leave();
    }

    private void send(Outbound outbound) {
      push(out, outbound);
      if (outbound instanceof Close) complete(out);
    }

    private void hearFurther() {
      heard
          .filter(inlet -> !inlet.hasBeenPulled() && !inlet.isClosed())
          .ifPresent(SubSinkInlet::pull);
    }

    private String requestId() {
      return opening.requestId().value();
    }

    private final class In extends AbstractInHandler {
      @Override
      public void onPush() {
        switch (grab(in)) {
          case Text(var text) -> {
            activeAt = System.nanoTime();
            contained(() -> frames.received(text));
          }
          // only text frames are accepted
          case Binary _ -> close(CloseReason.NOT_TEXT);
          case Violation(var fault) -> close(CloseReason.of(fault));
        }
        write();
        read();
      }

      /// The client closed, or disconnected.
      @Override
      public void onUpstreamFinish() {
        if (closing.isEmpty()) completeStage();
      }
    }

    private final class Out extends AbstractOutHandler {
      @Override
      public void onPull() {
        write();
        read();
      }
    }

    private final class HeardIn extends AbstractInHandler {
      private final SubSinkInlet<Heard> inlet;

      HeardIn(SubSinkInlet<Heard> inlet) {
        this.inlet = inlet;
      }

      @Override
      public void onPush() {
        contained(() -> hear(inlet.grab()));
      }

      @Override
      public void onUpstreamFinish() {
        close(CloseReason.UNAVAILABLE);
      }

      @Override
      public void onUpstreamFailure(Throwable cause) {
        closeAfter(cause);
      }
    }
  }

  private record Found(Optional<SessionView> view, Throwable failure) {}
}
