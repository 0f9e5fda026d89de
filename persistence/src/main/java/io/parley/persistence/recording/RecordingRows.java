package io.parley.persistence.recording;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.OwnKeys.Stored;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of recordings and their segments.
final class RecordingRows {
  private static final String BEGIN =
      """
      INSERT INTO recording (tenant, session, id, began_at, key_id, sealed_key)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, session, id) DO NOTHING\
      """;

  private static final String KEY =
      """
      SELECT key_id, sealed_key FROM recording
      WHERE tenant = ? AND session = ? AND id = ? AND sealed_key IS NOT NULL\
      """;

  /// The recording may have been erased meanwhile.
  private static final String ADD =
      """
      INSERT INTO recording_segment (tenant, session, recording, number, from_ms, to_ms, bytes)
      SELECT tenant, session, id, ?, ?, ?, ? FROM recording
      WHERE tenant = ? AND session = ? AND id = ? AND sealed_key IS NOT NULL FOR UPDATE
      ON CONFLICT (tenant, session, recording, number) DO UPDATE SET bytes = excluded.bytes\
      """;

  private static final String END =
      "UPDATE recording SET length_ms = ? WHERE tenant = ? AND session = ? AND id = ?";

  private static final String LIST =
      """
      SELECT id, began_at, length_ms FROM recording
      WHERE tenant = ? AND session = ? AND sealed_key IS NOT NULL ORDER BY began_at, id\
      """;

  private static final String SEGMENTS =
      """
      SELECT number, from_ms, to_ms, bytes FROM recording_segment
      WHERE tenant = ? AND session = ? AND recording = ? ORDER BY number\
      """;

  private static final String FORGET =
      "UPDATE recording SET sealed_key = NULL WHERE tenant = ? AND session = ?";

  /// Duties may not read keys: the column `erasing` says whether there is one.
  private static final String FORGET_BEFORE =
      "UPDATE recording SET sealed_key = NULL WHERE began_at < ? AND NOT erasing";

  private static final String MEASURE_OPEN = "SELECT parley_measure_open_recordings(?)";

  private static final String OWN_TIMES =
      "SELECT tenant, recording_days FROM organisation_retention";

  private static final String FORGET_SOONER =
      """
      UPDATE recording SET sealed_key = NULL WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM recording WHERE tenant = ? AND began_at < ? AND NOT erasing LIMIT ?))\
      """;

  private static final String ERASING =
      """
      SELECT tenant, session, id FROM recording WHERE erasing
      ORDER BY tenant, session, id LIMIT ?\
      """;

  private static final String DELETE =
      "DELETE FROM recording WHERE tenant = ? AND session = ? AND id = ? AND sealed_key IS NULL";

  private RecordingRows() {}

  /// A recording that is being erased.
  record Erasing(SessionKey session, String id) {}

  /// How long an organisation keeps its recordings, where it has said so.
  record OwnTime(TenantId tenant, Duration keep) {}

  static void begin(Connection to, SessionKey key, String id, Instant at, Stored sealed)
      throws SQLException {
    Sql.update(to, BEGIN, tenant(key), session(key), id, at, sealed.keyId(), sealed.sealed());
  }

  static Optional<Stored> key(Connection from, SessionKey key, String id) throws SQLException {
    return Sql.first(
        from,
        KEY,
        row -> new Stored(row.getString("key_id"), row.getString("sealed_key")),
        tenant(key),
        session(key),
        id);
  }

  static boolean add(Connection to, SessionKey key, String id, Segment segment)
      throws SQLException {
    return Sql.update(
            to,
            ADD,
            segment.number(),
            segment.from().toMillis(),
            segment.to().toMillis(),
            segment.bytes(),
            tenant(key),
            session(key),
            id)
        > 0;
  }

  static void end(Connection to, SessionKey key, String id, Duration length) throws SQLException {
    Sql.update(to, END, length.toMillis(), tenant(key), session(key), id);
  }

  static List<Recording> list(Connection from, SessionKey key) throws SQLException {
    var all = new ArrayList<Recording>();
    for (var found :
        Sql.query(from, LIST, row -> recording(row, List.of()), tenant(key), session(key)))
      all.add(
          new Recording(
              found.id(), found.began(), found.length(), segments(from, key, found.id())));
    return all;
  }

  private static List<Segment> segments(Connection from, SessionKey key, String id)
      throws SQLException {
    return Sql.query(
        from,
        SEGMENTS,
        row ->
            new Segment(
                row.getInt("number"),
                Duration.ofMillis(row.getLong("from_ms")),
                Duration.ofMillis(row.getLong("to_ms")),
                row.getLong("bytes")),
        tenant(key),
        session(key),
        id);
  }

  /// Deletes the keys of a session's recordings.
  ///
  /// @return how many recordings it has
  static int forget(Connection to, SessionKey key) throws SQLException {
    return Sql.update(to, FORGET, tenant(key), session(key));
  }

  /// Deletes the keys of recordings that began before.
  static void forgetBefore(Connection to, Instant before) throws SQLException {
    Sql.update(to, FORGET_BEFORE, before);
  }

  /// Makes usage records of what was stored of recordings that began before and have no end: their
  /// node died, or they go on still.
  static void measureOpen(Connection connection, Instant before) throws SQLException {
    Sql.query(connection, MEASURE_OPEN, row -> row.getLong(1), before);
  }

  static List<OwnTime> ownTimes(Connection from) throws SQLException {
    return Sql.query(
        from,
        OWN_TIMES,
        row ->
            new OwnTime(
                new TenantId(row.getString("tenant")),
                Duration.ofDays(row.getInt("recording_days"))));
  }

  /// Deletes the keys of an organisation's recordings that began before, as its work.
  ///
  /// @return how many; fewer than `max` mean that there are no more
  static int forgetSooner(Connection to, TenantId tenant, Instant before, int max)
      throws SQLException {
    return Sql.update(to, FORGET_SOONER, tenant.value(), before, max);
  }

  static List<Erasing> erasing(Connection from, int limit) throws SQLException {
    return Sql.query(
        from,
        ERASING,
        row ->
            new Erasing(
                new SessionKey(
                    new TenantId(row.getString("tenant")), new SessionId(row.getString("session"))),
                row.getString("id")),
        limit);
  }

  static List<Integer> numbers(Connection from, Erasing erasing) throws SQLException {
    return segments(from, erasing.session(), erasing.id()).stream().map(Segment::number).toList();
  }

  /// Its objects are deleted: nothing is left.
  static int delete(Connection from, Erasing erasing) throws SQLException {
    return Sql.update(
        from, DELETE, tenant(erasing.session()), session(erasing.session()), erasing.id());
  }

  private static Recording recording(ResultSet row, List<Segment> segments) throws SQLException {
    return new Recording(
        row.getString("id"),
        Sql.instant(row, "began_at"),
        Optional.ofNullable(row.getObject("length_ms", Long.class)).map(Duration::ofMillis),
        segments);
  }

  private static String tenant(SessionKey key) {
    return key.tenant().value();
  }

  private static String session(SessionKey key) {
    return key.session().value();
  }
}
