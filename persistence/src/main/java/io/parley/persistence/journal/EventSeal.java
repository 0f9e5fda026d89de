package io.parley.persistence.journal;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// Transforms an event's bytes before they are stored, in the journal and in the archive: the
/// extension point for redaction and encryption. Not applied between nodes, nor to snapshots, which
/// are derived from events and disposable. Thread safe and quick.
public interface EventSeal {
  /// Stores every event as plain JSON.
  EventSeal NONE =
      new EventSeal() {
        @Override
        public Optional<byte[]> seal(SessionKey session, long seq, String manifest, byte[] json) {
          return Optional.empty();
        }

        @Override
        public byte[] open(SessionKey session, long seq, String manifest, byte[] sealed) {
          throw new UnreadableEvent(
              UnreadableEvent.Category.MALFORMED,
              "sealed event of kind %s (expected: JSON; this program opens no seals)"
                  .formatted(manifest));
        }
      };

  /// The bytes to store in place of the event's JSON. On failure the event is not stored.
  ///
  /// @param seq of the event, whose bytes occur nowhere else; @param manifest its kind and version,
  ///   which are stored in plain text
  /// @return empty when the JSON itself is to be stored
  Optional<byte[]> seal(SessionKey session, long seq, String manifest, byte[] json);

  /// The JSON that was sealed, or its replacement.
  ///
  /// @throws UnreadableEvent when it cannot be opened any more: the session is damaged there. After
  ///   any other exception readers of the journal stop, and try again: for keys that are out of
  ///   reach
  byte[] open(SessionKey session, long seq, String manifest, byte[] sealed);
}
