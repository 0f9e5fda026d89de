package io.parley.persistence.asked;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.knowledge.asked.AskedGroup;
import io.parley.core.knowledge.asked.AskedState;
import io.parley.core.knowledge.asked.AskedStore;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Questions that were not answered, in tables; see `V21__asked.sql`.
public final class JdbcAsked implements AskedStore {
  /// Two deliveries of one tenant take turns: otherwise both might begin a group of one meaning.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('asked ' || ?))::text";

  private static final String FORGOTTEN =
      "SELECT session FROM asked_forgotten WHERE tenant = ? AND session = ?";

  private static final String CHANGE =
      """
      UPDATE asked_question SET reasons = ?, answer = ? WHERE tenant = ? AND session = ? AND turn = ?\
      """;

  private static final String BEGIN =
      """
      INSERT INTO asked_group (tenant, language, state, moved_at) VALUES (?, ?, 'open', ?)
      RETURNING id\
      """;

  private static final String INSERT =
      """
      INSERT INTO asked_question (tenant, session, turn, group_id, text, agent, language, reasons,
        answer, embedder, vector, asked_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /// A question before the answer was there, or while the index took it in, does not count.
  private static final String REOPEN =
      """
      UPDATE asked_group SET state = 'open', moved_at = ?
      WHERE tenant = ? AND id = ? AND state = 'answered' AND moved_at < ?\
      """;

  private static final String DRAFT =
      "UPDATE asked_group SET draft_question = ?, draft_answer = ? WHERE tenant = ? AND id = ?";

  private static final String MOVE =
      """
      UPDATE asked_group SET state = ?, ref = coalesce(?, ref), moved_at = ?
      WHERE tenant = ? AND id = ?\
      """;

  private static final String LOCK_GROUPS =
      "SELECT id FROM asked_group WHERE tenant = ? AND id IN (?, ?) ORDER BY id FOR UPDATE";

  private static final String HAND_OVER =
      "UPDATE asked_question SET group_id = ? WHERE tenant = ? AND group_id = ?";

  private static final String DELETE = "DELETE FROM asked_group WHERE tenant = ? AND id = ?";

  private static final String FORGET =
      "DELETE FROM asked_question WHERE tenant = ? AND session = ? RETURNING group_id";

  private static final String MARK =
      "INSERT INTO asked_forgotten (tenant, session) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String EXPIRE =
      """
      DELETE FROM asked_question WHERE tenant = ? AND (asked_at < ? OR (session, turn) IN (
        SELECT session, turn FROM asked_question WHERE tenant = ?
        ORDER BY asked_at DESC, session, turn OFFSET ?)) RETURNING group_id\
      """;

  /// An answer that a person has written stays.
  private static final String SWEEP =
      """
      DELETE FROM asked_group AS old WHERE tenant = ? AND draft_answer IS NULL AND NOT EXISTS (
        SELECT 1 FROM asked_question AS q WHERE q.tenant = old.tenant AND q.group_id = old.id)\
      """;

  /// A search takes in an answer within seconds.
  private static final Duration TAKEN_IN = Duration.ofMinutes(1);

  private final Database database;
  private final InstantSource clock;
  private final Duration keep;
  private final int max;

  /// @param keep after which a question is deleted; @param max questions of a tenant that are kept
  public JdbcAsked(Database database, InstantSource clock, Duration keep, int max) {
    this.database = database;
    this.clock = clock;
    this.keep = keep;
    this.max = max;
  }

  @Override
  public CompletionStage<Void> add(TenantId tenant, List<Arriving> questions, Choice choice) {
    if (questions.isEmpty()) return CompletableFuture.completedStage(null);
    var embedder = questions.getFirst().embedder();
    return database.as(
        tenant,
        connection -> {
          lock(connection, tenant);
          var known = new ArrayList<>(AskedRows.known(connection, tenant, embedder));
          for (var question : questions) add(connection, tenant, question, choice, known);
          expire(connection, tenant);
          return null;
        });
  }

  private void add(
      Connection connection, TenantId tenant, Arriving arriving, Choice choice, List<Known> known)
      throws SQLException {
    var question = arriving.question();
    var session = question.session().value();
    if (question.at().isBefore(clock.instant().minus(keep))) return;
    if (Sql.first(connection, FORGOTTEN, row -> row.getString(1), tenant.value(), session)
        .isPresent()) return;
    var reasons =
        connection.createArrayOf(
            "text", question.reasons().stream().map(reason -> reason.word()).sorted().toArray());
    var answer = question.answer().map(Text::storable);
    int changed =
        Sql.update(connection, CHANGE, reasons, answer, tenant.value(), session, question.turn());
    if (changed > 0) return;
    var chosen = choice.of(arriving, known);
    long group =
        chosen.isPresent()
            ? chosen.getAsLong()
            : Sql.query(
                    connection,
                    BEGIN,
                    row -> row.getLong(1),
                    tenant.value(),
                    arriving.language(),
                    question.at())
                .getFirst();
    Sql.update(
        connection,
        INSERT,
        tenant.value(),
        session,
        question.turn(),
        group,
        Text.storable(question.text()),
        question.agent(),
        question.language().map(Text::storable),
        reasons,
        answer,
        arriving.vector().map(_ -> arriving.embedder()),
        arriving.vector().map(AskedRows::bytes),
        question.at());
    Sql.update(
        connection, REOPEN, question.at(), tenant.value(), group, question.at().minus(TAKEN_IN));
    AskedRows.centre(connection, tenant, group);
    known.removeIf(each -> each.id() == group);
    known.addAll(AskedRows.known(connection, tenant, arriving.embedder(), group));
  }

  @Override
  public CompletionStage<List<AskedGroup>> list(
      TenantId tenant, AskedState state, int offset, int limit) {
    return database.as(
        tenant, connection -> AskedRows.page(connection, tenant, state, offset, limit));
  }

  @Override
  public CompletionStage<Optional<AskedGroup>> find(TenantId tenant, long id) {
    return database.as(tenant, connection -> AskedRows.one(connection, tenant, id));
  }

  @Override
  public CompletionStage<Boolean> draft(TenantId tenant, long id, String question, String answer) {
    return database.as(
        tenant,
        connection ->
            Sql.update(
                    connection,
                    DRAFT,
                    Text.storable(question),
                    Text.storable(answer),
                    tenant.value(),
                    id)
                > 0);
  }

  @Override
  public CompletionStage<Boolean> move(
      TenantId tenant, long id, AskedState state, Optional<String> ref) {
    return database.as(
        tenant,
        connection ->
            Sql.update(connection, MOVE, state.word(), ref, clock.instant(), tenant.value(), id)
                > 0);
  }

  @Override
  public CompletionStage<Boolean> merge(TenantId tenant, long id, long into) {
    return database.as(
        tenant,
        connection -> {
          lock(connection, tenant);
          var both =
              Sql.query(connection, LOCK_GROUPS, row -> row.getLong(1), tenant.value(), id, into);
          if (both.size() < 2) return false;
          Sql.update(connection, HAND_OVER, into, tenant.value(), id);
          Sql.update(connection, DELETE, tenant.value(), id);
          AskedRows.centre(connection, tenant, into);
          return true;
        });
  }

  @Override
  public CompletionStage<Integer> forget(TenantId tenant, SessionId session) {
    return forget(tenant, session, Optional.empty());
  }

  @Override
  public CompletionStage<Integer> forget(TenantId tenant, SessionId session, Act act) {
    return forget(tenant, session, Optional.of(act));
  }

  private CompletionStage<Integer> forget(TenantId tenant, SessionId session, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          int count = forget(connection, new SessionKey(tenant, session));
          if (count == 0) return 0;
          var erased =
              Change.gone(
                  "questions-erased",
                  "session:" + session.value(),
                  Map.of("questions", Integer.toString(count)));
          AuditRows.add(connection, tenant, act, erased);
          return count;
        });
  }

  /// Deletes a session's questions, and sees to it that none comes back, as the caller's tenant.
  ///
  /// @return how many
  public static int forget(Connection connection, SessionKey key) throws SQLException {
    var tenant = key.tenant();
    var session = key.session().value();
    lock(connection, tenant);
    Sql.update(connection, MARK, tenant.value(), session);
    var groups = Sql.query(connection, FORGET, row -> row.getLong(1), tenant.value(), session);
    settle(connection, tenant, groups);
    return groups.size();
  }

  private void expire(Connection connection, TenantId tenant) throws SQLException {
    var groups =
        Sql.query(
            connection,
            EXPIRE,
            row -> row.getLong(1),
            tenant.value(),
            clock.instant().minus(keep),
            tenant.value(),
            max);
    settle(connection, tenant, groups);
  }

  /// A mean of vectors reveals something of each question.
  private static void settle(Connection connection, TenantId tenant, List<Long> groups)
      throws SQLException {
    if (groups.isEmpty()) return;
    for (var group : new HashSet<>(groups)) AskedRows.centre(connection, tenant, group);
    Sql.update(connection, SWEEP, tenant.value());
  }

  private static void lock(Connection connection, TenantId tenant) throws SQLException {
    Sql.query(connection, LOCK, row -> row.getString(1), tenant.value());
  }
}
