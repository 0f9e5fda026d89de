package io.parley.persistence.feed;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The newest rows of one database's journal, which the index and all feeds need one after the
/// other: the first of them reads a row from the database, the others take it from here. Each keeps
/// its own position, and gets exactly the rows that the database would return, because nothing
/// appears any more before a row that could be read once (see `V1__journal.sql`). Thread safe;
/// never locked while the database is read.
///
/// Rows are read in pages, of which a step takes several: a step costs some work for each of its
/// sessions, and some twenty round trips, whatever the number of its rows.
///
/// A feed behind the rows kept here reads for itself, and changes nothing here. Rows are kept until
/// all have passed them, up to limits that a feed which fails or is slow soon exceeds. They are
/// kept for some two seconds at most, because an erasure, or a standby without the newest commits,
/// may take rows back; and the first unreadable one ends them, so that each reader looks at damage
/// itself.
public final class SharedRows {
  static final Duration KEPT = Duration.ofSeconds(2);
  static final int ROWS_MAX = 8_192;
  static final long OCTETS_MAX = 4L << 20;

  /// Rows that are read from the database at once.
  static final int PAGE = 500;

  /// Of stored events in one step, which ends with the page that reaches this: large events of one
  /// organisation take no more memory than that and a page.
  static final long STEP_OCTETS = 4L << 20;

  /// Reads up to so many rows after a position from the database.
  @FunctionalInterface
  interface Reading {
    List<Entry> read(Offset after, int max) throws SQLException;
  }

  /// The next rows of one feed.
  ///
  /// @param isAll whether the database had no more
  public record Next(List<Entry> entries, boolean isAll) {
    /// How many they are, or `max` if there may be more.
    public int count(int max) {
      return isAll ? entries.size() : max;
    }
  }

  /// Rows that were read at once, at least one.
  private record Page(Instant read, List<Entry> entries, long octets) {
    Offset end() {
      return entries.getLast().at();
    }
  }

  private final InstantSource clock;
  private final int rowsMax;
  private final Map<String, Offset> positions = new HashMap<>();

  /// Without a gap between them.
  private final Deque<Page> pages = new ArrayDeque<>();

  /// Before the first of the pages.
  private Offset begin = new Offset("0", 0);

  private int rows;
  private long octets;

  public SharedRows(InstantSource clock) {
    this(clock, ROWS_MAX);
  }

  SharedRows(InstantSource clock, int rowsMax) {
    this.clock = clock;
    this.rowsMax = rowsMax;
  }

  /// Keeps none: for a reader that is alone.
  public static SharedRows none() {
    return new SharedRows(() -> Instant.EPOCH, 0);
  }

  /// The next rows, as the database has them: at most `max`, and fewer if the events are large.
  ///
  /// @param feed the reader's name
  Next next(String feed, Offset after, int max, Reading database) throws SQLException {
    var next = known(feed, after, max);
    long size = octets(next);
    while (next.size() < max && size < STEP_OCTETS) {
      var from = next.isEmpty() ? after : next.getLast().at();
      int wanted = Math.min(PAGE, max - next.size());
      var page = database.read(from, wanted);
      keep(from, page);
      next.addAll(page);
      size += octets(page);
      if (page.size() < wanted) return new Next(next, true);
    }
    return new Next(next, false);
  }

  private static long octets(List<Entry> entries) {
    return entries.stream().mapToLong(Entry::octets).sum();
  }

  private synchronized List<Entry> known(String feed, Offset after, int max) {
    positions.put(feed, after);
    drop();
    var known = new ArrayList<Entry>();
    if (after.isBefore(begin)) return known;
    for (var page : pages) {
      if (!after.isBefore(page.end())) continue;
      for (var entry : page.entries()) {
        if (known.size() == max) return known;
        if (after.isBefore(entry.at())) known.add(entry);
      }
    }
    return known;
  }

  private synchronized void keep(Offset from, List<Entry> read) {
    if (pages.isEmpty() || pages.getLast().end().isBefore(from)) clear(from);
    var end = pages.isEmpty() ? from : pages.getLast().end();
    var entries = new ArrayList<Entry>(read.size());
    long size = 0;
    for (var entry : read) {
      if (entry.isDamaged()) break;
      // another reader was at it at the same time
      if (!end.isBefore(entry.at())) continue;
      entries.add(entry);
      size += entry.octets();
    }
    if (entries.isEmpty()) return;
    pages.add(new Page(clock.instant(), entries, size));
    rows += entries.size();
    octets += size;
    drop();
  }

  private void clear(Offset from) {
    pages.clear();
    begin = from;
    rows = 0;
    octets = 0;
  }

  private void drop() {
    var now = clock.instant();
    while (!pages.isEmpty() && isDone(pages.getFirst(), now)) {
      var first = pages.removeFirst();
      begin = first.end();
      rows -= first.entries().size();
      octets -= first.octets();
    }
  }

  private boolean isDone(Page page, Instant now) {
    return rows > rowsMax
        || octets > OCTETS_MAX
        || page.read().plus(KEPT).isBefore(now)
        || positions.values().stream().noneMatch(position -> position.isBefore(page.end()));
  }
}
