package io.parley.server;

import io.parley.core.feed.FeedHandler;
import io.parley.core.knowledge.asked.AskedStore;
import io.parley.core.model.Embedder;
import io.parley.knowledge.asked.AskedFeed;
import io.parley.knowledge.asked.AskedSettings;
import io.parley.persistence.asked.JdbcAsked;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JdbcJournal;
import java.time.Clock;
import java.util.List;

/// Questions that were not answered, and the feed that collects them.
///
/// @param feeds none when they are not collected
record AskedCollection(AskedStore store, List<FeedHandler> feeds) {
  static AskedCollection of(
      AskedSettings settings,
      Databases databases,
      EventBytes bytes,
      Embedder embedder,
      Closers closers,
      Clock clock) {
    var store = new JdbcAsked(databases.database(), clock, settings.keep(), settings.max());
    if (!settings.enabled()) return new AskedCollection(store, List.of());
    // the feeds of all databases deliver here
    var journal = new JdbcJournal(databases.own().sessions(), bytes);
    var feed = new AskedFeed(journal, store, embedder, settings);
    return new AskedCollection(
        store, List.of(closers.add("the collection of open questions", feed)));
  }
}
