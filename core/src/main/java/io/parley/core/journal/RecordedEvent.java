package io.parley.core.journal;

import io.parley.core.session.SessionEvent;

/// An event and its number in the journal: 1, 2, 3 …, without gaps, the same for every reader for
/// ever.
public record RecordedEvent(long seq, SessionEvent event) {}
