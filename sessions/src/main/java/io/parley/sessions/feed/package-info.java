/// Keeps feeds going: [FeedDelivery] is one actor in the cluster for each of them. How a feed reads
/// and what it remembers is [io.parley.core.feed.Feeds]'s.
package io.parley.sessions.feed;
