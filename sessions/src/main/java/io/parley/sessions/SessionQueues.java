package io.parley.sessions;

/// How many messages wait before the sessions of this node, at one moment. Sums and the longest
/// alone: which session it is concerns no metric.
///
/// @param mailbox in all mailboxes: sent, and not taken out; @param mailboxMax in the fullest one
/// @param stash taken out and set aside, in all sessions, for one of them writes, wakes or waits
///   for a verdict; @param stashMax in the one that has most. At
///   `pekko.persistence.typed.stash-capacity` messages are dropped
public record SessionQueues(long mailbox, int mailboxMax, long stash, int stashMax) {}
