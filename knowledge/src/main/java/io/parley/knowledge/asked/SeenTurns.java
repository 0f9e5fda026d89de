package io.parley.knowledge.asked;

import io.parley.core.feed.FeedEvent;
import io.parley.core.knowledge.asked.Unanswered;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.tenant.SessionKey;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers of turns under way whether they searched the knowledge base: most replies did not, and
/// their sessions need not be read. A forgotten turn counts as a search.
final class SeenTurns {
  private static final int MAX = 10_000;

  private final Map<SessionKey, Boolean> searched =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Boolean> eldest) {
          return size() > MAX;
        }
      };

  /// Takes the next event.
  ///
  /// @return whether the knowledge base may have been searched in the turn that it ends; of other
  ///   events nothing is said
  synchronized boolean take(FeedEvent event) {
    var session = event.session();
    var happened = event.recorded().event();
    if (happened instanceof TurnStarted) searched.put(session, false);
    if (Unanswered.isSearch(happened)) searched.replace(session, true);
    if (!(happened instanceof ReplyCompleted)) return true;
    var known = searched.remove(session);
    return known == null || known;
  }
}
