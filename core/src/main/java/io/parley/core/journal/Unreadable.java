package io.parley.core.journal;

/// A placeholder for an event that the journal could not read, so that a replay gets the event's
/// number instead of failing.
public record Unreadable(Damage.Category category) {}
