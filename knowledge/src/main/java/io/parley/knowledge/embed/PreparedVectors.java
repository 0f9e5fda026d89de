package io.parley.knowledge.embed;

import io.parley.core.knowledge.ContentHash;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Vectors that were made ahead, in a file: an id (modified UTF-8, see [DataInputStream]), the
/// dimensions (32 bits), then for each text its SHA-256 and its vector (floats of 32 bits). A file
/// that was cut off has fewer of them.
final class PreparedVectors {
  private static final int HASH_BYTES = 32;

  private final Map<String, float[]> byHash;

  private PreparedVectors(Map<String, float[]> byHash) {
    this.byHash = byHash;
  }

  /// @param id of the embedder; the vectors of another one are of no use
  static PreparedVectors read(Path file, String id) throws IOException {
    var byHash = new HashMap<String, float[]>();
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (!in.readUTF().equals(id)) return new PreparedVectors(Map.of());
      int dimensions = in.readInt();
      while (true) {
        var hash = in.readNBytes(HASH_BYTES);
        if (hash.length < HASH_BYTES) break;
        var vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) vector[i] = in.readFloat();
        byHash.put(HexFormat.of().formatHex(hash), vector);
      }
    } catch (EOFException cutOff) {
      return new PreparedVectors(byHash);
    }
    return new PreparedVectors(byHash);
  }

  Optional<float[]> of(String text) {
    return Optional.ofNullable(byHash.get(ContentHash.of(text))).map(float[]::clone);
  }

  /// Writes such a file.
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;

    Writer(Path file, String id, int dimensions) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
      out.writeUTF(id);
      out.writeInt(dimensions);
    }

    synchronized void add(String text, float[] vector) throws IOException {
      out.write(HexFormat.of().parseHex(ContentHash.of(text)));
      for (float value : vector) out.writeFloat(value);
    }

    @Override
    public synchronized void close() throws IOException {
      out.close();
    }
  }
}
