package io.parley.persistence.feed;

import io.parley.core.tenant.SessionKey;
import io.parley.persistence.journal.StoredEvent;
import java.util.Optional;

/// A row of the journal, and its place.
///
/// @param key empty for a row that is not a session's: other actors may have events of their own
/// @param octets of the event as it is stored
public record Entry(Offset at, Optional<SessionKey> key, StoredEvent event, int octets) {

  /// Whether it is an event of a session that cannot be read.
  boolean isDamaged() {
    return key.isPresent() && event.event().isEmpty();
  }
}
