package io.parley.persistence.journal;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// Stands between an event and the bytes that are stored of it, in the journal and in the archive:
/// the place for what must not be stored as it was said, or not so that everybody can read it. Not
/// between nodes, and not in snapshots, which are made from events and can be thrown away. Thread
/// safe and quick.
public interface EventSeal {
  /// Every event is stored as the JSON that it is.
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

  /// The bytes to be stored in place of the event's JSON. When it fails, the event is not stored.
  ///
  /// @param seq of the event, which has the same bytes nowhere else; @param manifest its kind and
  ///   version, which are stored as they are
  /// @return empty when the JSON itself is to be stored
  Optional<byte[]> seal(SessionKey session, long seq, String manifest, byte[] json);

  /// The JSON that was sealed, or what is to be read in its place.
  ///
  /// @throws UnreadableEvent when nobody can open it any more
  byte[] open(SessionKey session, long seq, String manifest, byte[] sealed);
}
