package io.parley.http.session;

import io.parley.core.audit.Act;
import io.parley.core.journal.SessionErasures;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/// Orders in memory, which nobody carries out.
final class OrderedErasures implements SessionErasures {
  final List<Ended> sessions = new CopyOnWriteArrayList<>();
  final List<Act> acts = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Void> order(Ended session, Act act) {
    sessions.add(session);
    acts.add(act);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Integer> orderOld(Instant now, int max) {
    throw new UnsupportedOperationException("the edge does not look for old ones");
  }

  @Override
  public CompletionStage<List<Ended>> claim(Instant now, Duration lease, int max) {
    throw new UnsupportedOperationException("the edge erases nothing itself");
  }

  @Override
  public CompletionStage<Boolean> deleteRows(SessionKey key) {
    throw new UnsupportedOperationException("the edge erases nothing itself");
  }

  @Override
  public CompletionStage<Void> finish(Ended session, Instant now) {
    throw new UnsupportedOperationException("the edge erases nothing itself");
  }
}
