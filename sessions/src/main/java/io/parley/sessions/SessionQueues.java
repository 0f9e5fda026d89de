package io.parley.sessions;

/// How many messages wait before the sessions of this node, at one moment. Only sums and maxima: a
/// metric does not name sessions.
///
/// @param mailbox in all mailboxes: sent, and not taken out; @param mailboxMax in the fullest one
/// @param stash taken out of the mailbox and set aside, in all sessions, while the session writes,
///   wakes or waits for a verdict; @param stashMax in the session that has most. At
///   `pekko.persistence.typed.stash-capacity` messages are dropped
public record SessionQueues(long mailbox, int mailboxMax, long stash, int stashMax) {}
