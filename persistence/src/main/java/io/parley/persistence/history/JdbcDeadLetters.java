package io.parley.persistence.history;

import io.parley.core.journal.DeadLetters;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.ConstantWord;
import io.parley.core.tool.DeadLetter;
import io.parley.core.tool.Json;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// The table of dead letters, which the index projects, read for people.
public final class JdbcDeadLetters implements DeadLetters {
  private static final String SELECT =
      """
      SELECT session, call, tool, arguments, failure, tries, state, since, changed_at, note
      FROM dead_letter WHERE tenant = ?\
      """;

  private static final String OF_SOURCE =
      " AND starts_with(tool, ?) AND substr(tool, length(?) + 1, 1) IN ('.', '_', '-')";

  private static final String AFTER =
      """
       AND (since, session, call) > (SELECT since, session, call FROM dead_letter
        WHERE tenant = ? AND session = ? AND call = ?)\
      """;

  private static final String OPEN =
      """
      SELECT CASE WHEN strpos(tool, '.') > 0 THEN split_part(tool, '.', 1) ELSE 'built-in' END AS source,
        count(*) AS letters
      FROM (SELECT tool FROM dead_letter WHERE state = 'open' LIMIT ?) AS open GROUP BY 1\
      """;

  private static final String IN_ORDER = " ORDER BY since, session, call LIMIT ?";

  private final Database database;

  public JdbcDeadLetters(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<Kept>> list(Query query) {
    var tenant = query.tenant().value();
    var sql = new StringBuilder(SELECT);
    var values = new ArrayList<Object>(List.of(tenant));
    query
        .state()
        .ifPresent(
            state -> {
              sql.append(" AND state = ?");
              values.add(ConstantWord.of(state));
            });
    query
        .tool()
        .ifPresent(
            tool -> {
              sql.append(" AND tool = ?");
              values.add(tool);
            });
    query
        .source()
        .ifPresent(
            source -> {
              sql.append(OF_SOURCE);
              values.addAll(List.of(source, source));
            });
    query
        .after()
        .ifPresent(
            place -> {
              sql.append(AFTER);
              values.addAll(List.of(tenant, place.session().session().value(), place.call()));
            });
    sql.append(IN_ORDER);
    values.add(query.limit());
    return database.as(
        query.tenant(),
        connection ->
            Sql.query(
                connection, sql.toString(), row -> kept(query.tenant(), row), values.toArray()));
  }

  @Override
  public CompletionStage<Optional<Kept>> find(Place place) {
    var key = place.session();
    return database.as(
        key.tenant(),
        connection ->
            Sql.first(
                connection,
                SELECT + " AND session = ? AND call = ?",
                row -> kept(key.tenant(), row),
                key.tenant().value(),
                key.session().value(),
                place.call()));
  }

  @Override
  public CompletionStage<Map<String, Long>> open() {
    return database
        .everywhere(
            connection ->
                Sql.query(
                    connection,
                    OPEN,
                    row -> Map.entry(row.getString("source"), row.getLong("letters")),
                    COUNT_MAX))
        .thenApply(
            all ->
                all.stream()
                    .flatMap(List::stream)
                    .collect(
                        Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, Map.Entry::getValue, Long::sum)));
  }

  private static Kept kept(TenantId tenant, ResultSet row) throws SQLException {
    return new Kept(
        new SessionKey(tenant, new SessionId(row.getString("session"))),
        row.getString("call"),
        new DeadLetter(
            row.getString("tool"), new Json(row.getString("arguments")), row.getString("failure")),
        row.getInt("tries"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT).replace('-', '_')),
        Sql.instant(row, "since"),
        Sql.instant(row, "changed_at"),
        Optional.ofNullable(row.getString("note")));
  }
}
