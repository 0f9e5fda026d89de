/// Delivers feeds: [FeedDelivery] is one actor in the cluster for each of them.
/// [io.parley.core.feed.Feeds] reads them and stores their offsets.
package io.parley.sessions.feed;
