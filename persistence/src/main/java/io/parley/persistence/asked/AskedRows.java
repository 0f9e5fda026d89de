package io.parley.persistence.asked;

import io.parley.core.knowledge.asked.AskedGroup;
import io.parley.core.knowledge.asked.AskedGroup.Draft;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedReason;
import io.parley.core.knowledge.asked.AskedState;
import io.parley.core.knowledge.asked.AskedStore.Known;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads groups of questions and computes their vectors, within the caller's transaction.
final class AskedRows {
  /// Groups that a question is compared with.
  private static final int KNOWN_MAX = 2_000;

  /// Questions whose mean is a group's vector.
  private static final int CENTRE_OF = 50;

  private static final int EXAMPLES = 3;
  private static final int EXAMPLES_OF_ONE = 50;

  private static final String KNOWN =
      """
      SELECT g.id, g.language, CASE WHEN g.embedder = ? THEN g.vector END AS vector, f.text FROM asked_group AS g
      CROSS JOIN LATERAL (
        SELECT text, asked_at FROM asked_question AS q
        WHERE q.tenant = g.tenant AND q.group_id = g.id ORDER BY asked_at, session, turn LIMIT 1) AS f
      WHERE g.tenant = ? AND (?::bigint IS NULL OR g.id = ?)
      ORDER BY g.id DESC LIMIT ?\
      """;

  private static final String VECTORS =
      """
      SELECT embedder, vector FROM asked_question
      WHERE tenant = ? AND group_id = ? AND vector IS NOT NULL
      ORDER BY asked_at DESC, session, turn LIMIT ?\
      """;

  private static final String CENTRE =
      "UPDATE asked_group SET embedder = ?, vector = ? WHERE tenant = ? AND id = ?";

  private static final String GROUPS =
      """
      SELECT g.id, g.state, g.language, g.draft_question, g.draft_answer, g.ref,
        count(q.turn) AS asked, coalesce(max(q.asked_at), g.moved_at) AS last_asked
      FROM asked_group AS g LEFT JOIN asked_question AS q ON q.tenant = g.tenant AND q.group_id = g.id
      WHERE g.tenant = ?\
      """;

  private static final String PAGE =
      GROUPS
          + """
           AND g.state = ? GROUP BY g.tenant, g.id
          ORDER BY asked DESC, last_asked DESC, g.id DESC OFFSET ? LIMIT ?\
          """;

  private static final String ONE = GROUPS + " AND g.id = ? GROUP BY g.tenant, g.id";

  private static final String QUESTIONS =
      """
      SELECT session, turn, text, agent, language, reasons, answer, asked_at FROM asked_question
      WHERE tenant = ? AND group_id = ? ORDER BY asked_at DESC, session, turn LIMIT ?\
      """;

  private static final String ANSWERED =
      """
      SELECT text, answer FROM asked_question
      WHERE tenant = ? AND group_id = ? AND answer IS NOT NULL
      ORDER BY asked_at DESC, session, turn LIMIT 1\
      """;

  private AskedRows() {}

  /// The newest groups of the tenant.
  ///
  /// @param embedder whose vectors are wanted
  static List<Known> known(Connection connection, TenantId tenant, String embedder)
      throws SQLException {
    return known(connection, tenant, embedder, Optional.empty());
  }

  static List<Known> known(Connection connection, TenantId tenant, String embedder, long group)
      throws SQLException {
    return known(connection, tenant, embedder, Optional.of(group));
  }

  private static List<Known> known(
      Connection connection, TenantId tenant, String embedder, Optional<Long> only)
      throws SQLException {
    return Sql.query(
        connection,
        KNOWN,
        row ->
            new Known(
                row.getLong("id"),
                row.getString("language"),
                row.getString("text"),
                Optional.ofNullable(row.getBytes("vector")).map(AskedRows::floats)),
        embedder,
        tenant.value(),
        only,
        only,
        KNOWN_MAX);
  }

  /// Computes the group's vector anew. Of several embedders that of the newest question counts.
  static void centre(Connection connection, TenantId tenant, long group) throws SQLException {
    var vectors =
        Sql.query(
            connection,
            VECTORS,
            row -> Map.entry(row.getString("embedder"), floats(row.getBytes("vector"))),
            tenant.value(),
            group,
            CENTRE_OF);
    var embedder = vectors.stream().findFirst().map(Map.Entry::getKey);
    var mean =
        embedder.map(
            name ->
                mean(
                    vectors.stream()
                        .filter(vector -> vector.getKey().equals(name))
                        .map(Map.Entry::getValue)
                        .toList()));
    Sql.update(connection, CENTRE, embedder, mean.map(AskedRows::bytes), tenant.value(), group);
  }

  /// Of length 1.
  private static float[] mean(List<float[]> vectors) {
    var mean = new float[vectors.getFirst().length];
    for (var vector : vectors) for (int i = 0; i < mean.length; i++) mean[i] += vector[i];
    double square = 0;
    for (var value : mean) square += value * value;
    float length = (float) Math.max(Math.sqrt(square), Float.MIN_NORMAL);
    for (int i = 0; i < mean.length; i++) mean[i] /= length;
    return mean;
  }

  static List<AskedGroup> page(
      Connection connection, TenantId tenant, AskedState state, int offset, int limit)
      throws SQLException {
    var rows =
        Sql.query(connection, PAGE, GroupRow::read, tenant.value(), state.word(), offset, limit);
    var groups = new ArrayList<AskedGroup>(rows.size());
    for (var row : rows) groups.add(group(connection, tenant, row, EXAMPLES));
    return groups;
  }

  static Optional<AskedGroup> one(Connection connection, TenantId tenant, long id)
      throws SQLException {
    var row = Sql.first(connection, ONE, GroupRow::read, tenant.value(), id);
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(group(connection, tenant, row.get(), EXAMPLES_OF_ONE));
  }

  /// A group without its questions; `draft` is that of a person.
  private record GroupRow(AskedGroup group) {
    static GroupRow read(ResultSet row) throws SQLException {
      var answer = Sql.text(row, "draft_answer");
      var question = Sql.text(row, "draft_question").orElse("");
      return new GroupRow(
          new AskedGroup(
              row.getLong("id"),
              AskedState.of(row.getString("state")).orElseThrow(),
              row.getString("language"),
              row.getInt("asked"),
              Sql.instant(row, "last_asked"),
              List.of(),
              answer.map(text -> new Draft(question, text, false)),
              Sql.text(row, "ref")));
    }
  }

  private static AskedGroup group(
      Connection connection, TenantId tenant, GroupRow row, int examples) throws SQLException {
    var group = row.group();
    var draft = group.draft();
    if (draft.isEmpty())
      draft =
          Sql.first(
              connection,
              ANSWERED,
              found -> new Draft(found.getString("text"), found.getString("answer"), true),
              tenant.value(),
              group.id());
    return new AskedGroup(
        group.id(),
        group.state(),
        group.language(),
        group.count(),
        group.lastAsked(),
        Sql.query(connection, QUESTIONS, AskedRows::question, tenant.value(), group.id(), examples),
        draft,
        group.ref());
  }

  private static AskedQuestion question(ResultSet row) throws SQLException {
    return new AskedQuestion(
        new SessionId(row.getString("session")),
        row.getInt("turn"),
        row.getString("text"),
        row.getString("agent"),
        Sql.text(row, "language"),
        Arrays.stream((String[]) row.getArray("reasons").getArray())
            .map(AskedReason::of)
            .collect(Collectors.toSet()),
        Sql.text(row, "answer"),
        Sql.instant(row, "asked_at"));
  }

  static byte[] bytes(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    var vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
