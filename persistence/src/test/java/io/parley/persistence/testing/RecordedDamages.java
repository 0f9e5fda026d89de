package io.parley.persistence.testing;

import io.parley.core.journal.Damage;
import io.parley.core.journal.DamageListener;
import io.parley.core.tenant.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Records damages as an alarm would receive them.
public final class RecordedDamages implements DamageListener {
  public record Found(SessionKey key, Damage damage) {}

  private final List<Found> found = new CopyOnWriteArrayList<>();
  private final List<Integer> passedBy = new CopyOnWriteArrayList<>();
  private final List<SessionKey> mended = new CopyOnWriteArrayList<>();
  private final List<Long> standing = new CopyOnWriteArrayList<>();

  @Override
  public void found(SessionKey key, Damage damage) {
    found.add(new Found(key, damage));
  }

  @Override
  public void passedBy(int rows) {
    passedBy.add(rows);
  }

  @Override
  public void mended(SessionKey key) {
    mended.add(key);
  }

  @Override
  public void standing(long sessions) {
    standing.add(sessions);
  }

  public List<Found> found() {
    return new ArrayList<>(found);
  }

  public List<Integer> passedBy() {
    return new ArrayList<>(passedBy);
  }

  public List<SessionKey> mended() {
    return new ArrayList<>(mended);
  }

  public List<Long> standing() {
    return new ArrayList<>(standing);
  }
}
