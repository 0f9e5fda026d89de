package io.parley.persistence.article;

import io.parley.core.knowledge.Vectors;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Vectors in a table, four bytes a dimension. They belong to no tenant: the same text always has
/// the same vector.
public final class JdbcVectors implements Vectors {
  private static final String FIND =
      "SELECT hash, vector FROM embedding WHERE embedder = ? AND hash = ANY (?)";

  /// The same text has the same vector, so an existing row stays.
  private static final String SAVE =
      "INSERT INTO embedding (embedder, hash, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

  private final Database database;

  public JdbcVectors(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Map<String, float[]>> find(String embedder, Collection<String> hashes) {
    var wanted = hashes.toArray(String[]::new);
    return database.acrossTenants(
        connection -> {
          var found = new HashMap<String, float[]>();
          var rows =
              Sql.query(
                  connection,
                  FIND,
                  row -> Map.entry(row.getString(1), floats(row.getBytes(2))),
                  embedder,
                  connection.createArrayOf("text", wanted));
          for (var row : rows) found.put(row.getKey(), row.getValue());
          return found;
        });
  }

  @Override
  public CompletionStage<Void> save(String embedder, Map<String, float[]> vectors) {
    var rows =
        vectors.entrySet().stream()
            .map(entry -> new Object[] {embedder, entry.getKey(), bytes(entry.getValue())})
            .toList();
    return database.acrossTenants(
        connection -> {
          Sql.batch(connection, SAVE, rows);
          return null;
        });
  }

  private static byte[] bytes(float[] vector) {
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
