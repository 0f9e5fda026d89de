package io.parley.persistence.ownmodel;

import io.parley.core.model.own.OwnModelName;
import io.parley.persistence.database.ChangeCount;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The statements for a pair of tables: the model named `default` is in one, which older releases
/// know, and the other models are in one with the same columns.
///
/// @param newest by tenant (twice) and name; @param all by tenant, those that are not removed
/// @param changed by the number of a change; @param versions by tenant, name and limit
/// @param removed by tenant, how many are
record ModelTables(
    String newest,
    String all,
    String changed,
    String versions,
    String removed,
    String add,
    String move,
    String seal,
    String remove,
    String key) {
  private static final String VERSION_COLUMNS =
      """
      v.tenant, v.name, v.version, v.kind, v.address, v.model, v.input_micros, v.output_micros,
      v.fallbacks, v.at\
      """;

  /// Of models and budgets.
  static final ChangeCount CHANGES = new ChangeCount("own_model_change");

  private static final ModelTables OF_DEFAULT = of("own_model");
  private static final ModelTables OF_NAMED = of("own_model_named");

  private static ModelTables of(String table) {
    var head =
        """
        SELECT %s, o.is_removed
        FROM %s o JOIN %s_version v ON v.tenant = o.tenant AND v.name = o.name
          AND v.version = o.version
        """
            .formatted(VERSION_COLUMNS, table, table);
    return new ModelTables(
        head + "WHERE o.tenant = ? AND v.tenant = ? AND o.name = ?",
        head + "WHERE o.tenant = ? AND v.tenant = ? AND NOT o.is_removed",
        head + "WHERE o.change > ?",
        """
        SELECT %s, v.by FROM %s_version v WHERE v.tenant = ? AND v.name = ?
        ORDER BY v.version DESC LIMIT ?\
        """
            .formatted(VERSION_COLUMNS, table),
        "SELECT count(*) FROM %s WHERE tenant = ? AND is_removed".formatted(table),
        """
        INSERT INTO %s_version (tenant, name, version, kind, address, model, input_micros,
          output_micros, fallbacks, by, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """
            .formatted(table),
        """
        INSERT INTO %s (tenant, name, version, is_removed, change) VALUES (?, ?, ?, false, ?)
        ON CONFLICT ON CONSTRAINT %s_pkey DO UPDATE SET version = excluded.version,
          is_removed = false, change = excluded.change\
        """
            .formatted(table, table),
        "UPDATE %s SET key_id = ?, sealed = ? WHERE tenant = ? AND name = ?".formatted(table),
        """
        UPDATE %s SET is_removed = true, key_id = NULL, sealed = NULL, change = ?
        WHERE tenant = ? AND name = ?\
        """
            .formatted(table),
        """
        SELECT key_id, sealed FROM %s
        WHERE tenant = ? AND name = ? AND version = ? AND NOT is_removed AND sealed IS NOT NULL\
        """
            .formatted(table));
  }

  static ModelTables of(OwnModelName name) {
    return name.name().equals(OwnModelName.DEFAULT) ? OF_DEFAULT : OF_NAMED;
  }

  /// The rows of both pairs of tables.
  ///
  /// @param statement one of each pair
  static <T> List<T> both(
      Connection connection,
      Function<ModelTables, String> statement,
      Sql.Row<T> row,
      Object... values)
      throws SQLException {
    var rows = new ArrayList<T>();
    for (var tables : List.of(OF_DEFAULT, OF_NAMED))
      rows.addAll(Sql.query(connection, statement.apply(tables), row, values));
    return rows;
  }
}
