package io.parley.voice.call;

import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.EarChanged;
import io.parley.core.turn.CallEvent.EngineLost;
import io.parley.core.turn.Engine;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;

/// Replaces an ear or a voice of a call by the next of its list. Belongs to the call's actor.
///
/// @param log of the call
record EngineChange(Hearing hearing, Mouth mouth, Logger log) {

  /// The voice detector failed: nothing can be heard any more.
  CallEvent deaf(Throwable cause, Instant at) {
    log.error("voice detection ended: {}", Mouth.reason(cause));
    hearing.close();
    return new EngineLost(Engine.EAR, at);
  }

  /// @param why for people
  /// @return the event for the rules of turn-taking, if they need to know
  Optional<CallEvent> change(Engine which, String why, Instant at) {
    boolean isEar = which == Engine.EAR;
    var before = isEar ? hearing.name() : mouth.name();
    boolean found = isEar ? hearing.change() : mouth.change();
    var next = (isEar ? hearing.name() : mouth.name()).orElse("none");
    before.ifPresent(name -> log.warn("engine {} failed ({}), next: {}", name, why, next));
    if (!found) return Optional.of(new EngineLost(which, at));
    return isEar && before.isPresent() ? Optional.of(new EarChanged(at)) : Optional.empty();
  }
}
