package io.parley.sessions.listener;

import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Heard;
import io.parley.sessions.NoSuchSession;
import io.parley.sessions.ReaderTooSlow;
import io.parley.sessions.SessionDamaged;
import io.parley.sessions.SessionSettings.ReaderSettings;
import io.parley.sessions.listener.ToReader.*;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/// One reader as a stream: it registers with the session, fetches missed events, and continues with
/// live ones. It registers again whenever the session has moved, slept or lost it, and periodically
/// to be sure; a gap in the numbers shows lost events, which are fetched from the journal.
public final class SessionReader extends GraphStage<SourceShape<Heard>> {
  private static final Logger LOG = LoggerFactory.getLogger(SessionReader.class);

  private final Outlet<Heard> out = Outlet.create("SessionReader.out");
  private final SourceShape<Heard> shape = SourceShape.of(out);
  private final SessionKey key;
  private final long after;
  private final ReaderSettings settings;
  private final Journal journal;
  private final Consumer<org.apache.pekko.actor.typed.ActorRef<ToReader>> register;

  /// @param after number of the last event that the reader has; 0 for none
  /// @param register registers this reader with the session, wherever it lives
  public SessionReader(
      SessionKey key,
      long after,
      ReaderSettings settings,
      Journal journal,
      Consumer<org.apache.pekko.actor.typed.ActorRef<ToReader>> register) {
    this.key = key;
    this.after = after;
    this.settings = settings;
    this.journal = journal;
    this.register = register;
  }

  @Override
  public SourceShape<Heard> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Reading();
  }

  private final class Reading extends TimerGraphStageLogic {
    private static final String REGISTER = "register";

    private final Backlog backlog = new Backlog(after, settings.buffer());
    private AsyncCallback<Page> fetched;
    private StageActor self;
    private ActorRef session;
    private boolean fetching;

    Reading() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              proceed();
            }
          });
    }

    @Override
    public void preStart() {
      fetched = createAsyncCallback(this::onFetched);
      self = getStageActor(this::onMessage);
      register();
    }

    @Override
    public void onTimer(Object timer) {
      register();
    }

    private void register() {
      register.accept(Adapter.<ToReader>toTyped(self.ref()));
      scheduleOnce(REGISTER, session == null ? settings.register() : settings.renew());
    }

    private BoxedUnit onMessage(Tuple2<ActorRef, Object> envelope) {
      switch (envelope._2()) {
        case ToReader message -> onMessage(message);
        case Terminated _ -> searchAgain();
        default -> unhandled(envelope._2());
      }
      return BoxedUnit.UNIT;
    }

    private void onMessage(ToReader message) {
      switch (message) {
        case Registered(var where, var seq, var preview) -> {
          watch(Adapter.toClassic(where));
          backlog.registered(seq, preview);
        }
        case Unknown() -> {
          failStage(new NoSuchSession());
          return;
        }
        case Damaged(var damage) -> {
          failStage(new SessionDamaged(damage));
          return;
        }
        case Lost() -> searchAgain();
        case Committed committed -> backlog.committed(committed);
        case Preview preview -> backlog.delta(preview);
        case Typing(var by) -> backlog.typing(new Heard.Typing(by));
        case ToReader.Progress(var call, var progress) ->
            backlog.progress(new Heard.Progress(call, progress));
        case Call(var shown) -> backlog.call(new Heard.Call(shown));
      }
      proceed();
    }

    private void watch(ActorRef where) {
      if (where.equals(session)) return;
      if (session != null) self.unwatch(session);
      session = where;
      self.watch(where);
      scheduleOnce(REGISTER, settings.renew());
    }

    private void searchAgain() {
      if (session != null) self.unwatch(session);
      session = null;
      register();
    }

    /// Delivers what waits, then fetches more if there is more. No further page is read from the
    /// journal while one still waits for the reader: there may be many readers that never read.
    private void proceed() {
      if (isAvailable(out)) {
        var next = backlog.poll();
        if (next != null) push(out, next);
      }
      if (backlog.isFull()) {
        failStage(new ReaderTooSlow(settings.buffer()));
        return;
      }
      if (backlog.isBehind() && !fetching && backlog.isEmpty()) {
        fetching = true;
        journal
            .read(key, backlog.last(), settings.page())
            .whenComplete((events, failure) -> fetched.invoke(new Page(events, failure)));
      }
    }

    private void onFetched(Page page) {
      fetching = false;
      var damage = DamagedJournal.in(page.failure());
      if (damage.isPresent()) {
        failStage(new SessionDamaged(damage.get()));
        return;
      }
      if (page.failure() != null) {
        // the journal is out of reach: the next registration tries again, and no event is lost
        LOG.warn(
            "replay interrupted, retried at the next registration: {}", page.failure().toString());
        scheduleOnce(REGISTER, settings.register());
        return;
      }
      backlog.replayed(page.events());
      if (page.events().isEmpty() && backlog.isBehind()) {
        failStage(new IllegalStateException("the journal ends before the session does"));
        return;
      }
      proceed();
    }

    private void unhandled(Object message) {
      LOG.warn("a reader received a {} (expected: ToReader)", message.getClass().getSimpleName());
    }
  }

  private record Page(List<RecordedEvent> events, Throwable failure) {}
}
