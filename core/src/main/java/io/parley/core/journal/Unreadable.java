package io.parley.core.journal;

/// What a journal hands out in the place of an event that it could not read, so that whoever
/// replays learns the event's number instead of failing.
public record Unreadable(Damage.Category category) {}
