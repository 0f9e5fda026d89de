package io.parley.core.feed;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.tenant.SessionKey;

/// An event as a feed delivers it. Session and number are the same whenever it is delivered.
public record FeedEvent(SessionKey session, RecordedEvent recorded) {}
