package io.parley.core.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The newest ids that were accepted, [Session#IDS_REMEMBERED_MAX] of them. Stored in hash buckets
/// that successive states share, so that lookup and insertion take constant time. Immutable.
///
/// @param count how many were accepted, ever
/// @param buckets each oldest first. An expired id stays in its bucket until the next id is added
///   to that bucket
public record AcceptedIds(int count, List<List<AcceptedId>> buckets) {
  private static final int BUCKETS = 32;
  private static final int TOP_BITS = Integer.SIZE - Integer.numberOfTrailingZeros(BUCKETS);

  /// Knuth's multiplicative hash, for ids that only count upwards.
  private static final int SPREAD = 0x9E37_79B9;

  public static final AcceptedIds NONE =
      new AcceptedIds(0, Collections.nCopies(BUCKETS, List.of()));

  /// @param fingerprint tells whether the same id came with other content
  /// @param seq number of the event that holds what was accepted
  /// @param number 1 for the first that was accepted
  public record AcceptedId(String id, String fingerprint, long seq, int number) {}

  public AcceptedIds {
    buckets = List.copyOf(buckets);
  }

  public Optional<AcceptedId> find(String id) {
    for (var known : buckets.get(bucketOf(id)))
      if (isRemembered(known) && known.id().equals(id)) return Optional.of(known);
    return Optional.empty();
  }

  public boolean knows(String id) {
    return find(id).isPresent();
  }

  /// Oldest first.
  public List<AcceptedId> all() {
    var all = new ArrayList<AcceptedId>();
    for (var bucket : buckets) for (var known : bucket) if (isRemembered(known)) all.add(known);
    all.sort(Comparator.comparingInt(AcceptedId::number));
    return List.copyOf(all);
  }

  AcceptedIds plus(String id, String fingerprint, long seq) {
    var added = new AcceptedId(id, fingerprint, seq, count + 1);
    int at = bucketOf(id);
    var bucket = new ArrayList<AcceptedId>();
    for (var known : buckets.get(at)) if (isNewest(known, count + 1)) bucket.add(known);
    bucket.add(added);
    var changed = new ArrayList<>(buckets);
    changed.set(at, List.copyOf(bucket));
    return new AcceptedIds(count + 1, changed);
  }

  private boolean isRemembered(AcceptedId id) {
    return isNewest(id, count);
  }

  /// @param of how many were accepted by then
  private static boolean isNewest(AcceptedId id, int of) {
    return id.number() > of - Session.IDS_REMEMBERED_MAX;
  }

  private static int bucketOf(String id) {
    return (id.hashCode() * SPREAD) >>> TOP_BITS;
  }
}
