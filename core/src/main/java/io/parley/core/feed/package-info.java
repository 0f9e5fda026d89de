/// Consumers of all sessions' events: a stream, a CRM, billing. A consumer is a
/// [io.parley.core.feed.FeedHandler], and all that keeps it going is behind
/// [io.parley.core.feed.Feeds].
package io.parley.core.feed;
