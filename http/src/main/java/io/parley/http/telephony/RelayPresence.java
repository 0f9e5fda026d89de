package io.parley.http.telephony;

import io.parley.core.model.Cancellable;
import io.parley.core.tenant.SessionKey;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.CallShown;
import io.parley.sessions.SessionPort;
import io.parley.voice.call.Calls;
import io.parley.voice.call.RelayedCall;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.util.Optional;

/// Has a session know that its call, in which Twilio listens and speaks, can be handed over. Thread
/// safe.
final class RelayPresence implements AutoCloseable {
  /// Readers forget a call without news.
  private static final Duration EVERY = Duration.ofSeconds(20);

  private final SessionKey session;
  private final String id;
  private final RelayedCall call;
  private final Places places;
  private final boolean isMovable;
  private Optional<Cancellable> next = Optional.empty();
  private boolean over;

  /// Where a call is known.
  record Places(Calls calls, SessionPort sessions, Timer timer) {}

  private RelayPresence(
      SessionKey session, String id, RelayedCall call, boolean isMovable, Places places) {
    this.session = session;
    this.id = id;
    this.call = call;
    this.isMovable = isMovable;
    this.places = places;
  }

  /// @param id of the call; @param isMovable whether it can be handed over: then it is shown
  static RelayPresence begin(
      SessionKey session, String id, RelayedCall call, boolean isMovable, Places places) {
    var begun = new RelayPresence(session, id, call, isMovable, places);
    places.calls().enter(session, call);
    if (isMovable) begun.show();
    return begun;
  }

  private synchronized void show() {
    if (over) return;
    places
        .sessions()
        .showCall(
            session,
            new CallShown(
                id,
                Phase.LISTENING,
                "",
                true,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(CallShown.Transfer.POSSIBLE)));
    next = Optional.of(places.timer().after(EVERY, this::show));
  }

  /// The call is over, or somebody else has it.
  @Override
  public synchronized void close() {
    if (over) return;
    over = true;
    next.ifPresent(Cancellable::cancel);
    places.calls().leave(session, call);
    if (!isMovable) return;
    places
        .sessions()
        .showCall(session, new CallShown(id, Phase.ENDED, "", false, Optional.of("hung-up")));
  }
}
