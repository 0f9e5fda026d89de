package io.parley.persistence.journal;

import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// The one place where events become stored bytes and vice versa: [EventJson], and the seal on it.
/// Sealed events are stored under a serializer of their own, so that events from before sealing
/// stay readable. Thread safe.
public final class EventBytes {
  private final EventJson json;
  private final EventSeal seal;

  public EventBytes(EventJson json, EventSeal seal) {
    this.json = json;
    this.seal = seal;
  }

  /// Without a seal.
  public EventBytes() {
    this(new EventJson(), EventSeal.NONE);
  }

  EventJson json() {
    return json;
  }

  /// Whether any event is sealed.
  boolean isSealing() {
    return !seal.equals(EventSeal.NONE);
  }

  /// @return empty when `bytes`, which are JSON, are stored as they are
  Optional<byte[]> sealed(SessionKey session, long seq, String manifest, byte[] bytes) {
    return seal.seal(session, seq, manifest, bytes);
  }

  /// @throws UnreadableEvent when this is not an event that this program knows
  SessionEvent opened(SessionKey session, long seq, String manifest, byte[] sealed) {
    return json.read(manifest, seal.open(session, seq, manifest, sealed));
  }

  /// Reads bytes from the journal.
  ///
  /// @param serializer under which it was stored
  /// @throws UnreadableEvent when this is not an event that this program knows
  SessionEvent read(SessionKey session, long seq, int serializer, String manifest, byte[] stored) {
    return switch (serializer) {
      case SessionEventSerializer.IDENTIFIER -> json.read(manifest, stored);
      case SealedEventSerializer.IDENTIFIER -> opened(session, seq, manifest, stored);
      default ->
          throw new UnreadableEvent(
              UnreadableEvent.Category.MALFORMED,
              "event stored by serializer %d (expected: one of Parley's)".formatted(serializer));
    };
  }
}
