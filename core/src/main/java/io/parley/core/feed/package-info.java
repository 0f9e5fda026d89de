/// Consumers of all sessions' events: a stream, a CRM, billing. A consumer is a
/// [io.parley.core.feed.FeedHandler], and [io.parley.core.feed.Feeds] runs it.
package io.parley.core.feed;
