package io.parley.persistence.snapshot;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableCollectionsSerializers;
import com.esotericsoftware.kryo.util.Pool;
import io.parley.core.session.SessionState;
import java.io.NotSerializableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/// Session states in Kryo. Its layout of records is positional, so bytes of another shape could be
/// read as wrong values without an error: the manifest is a hash of the shape of everything in a
/// state, and a snapshot of another shape is refused.
public final class KryoSnapshots extends SerializerWithStringManifest {
  /// Stored with every snapshot: must never change.
  public static final int IDENTIFIER = 930_002;

  /// Must change with Kryo's own format, or with the registrations below.
  private static final String LAYOUT = "kryo 5.6, layout 1";

  /// Types that Kryo knows by itself, or that are registered below.
  private static final Set<Class<?>> LEAVES =
      Set.of(
          String.class,
          Integer.class,
          Long.class,
          Boolean.class,
          Double.class,
          Instant.class,
          Duration.class,
          Optional.class,
          List.class,
          Map.class);

  private static final int POOLED_MAX = 16;
  private static final int BUFFER_BYTES = 16 * 1024;

  /// A larger buffer is not kept: most states are much smaller.
  private static final int BUFFER_BYTES_KEPT_MAX = 256 * 1024;

  private final StateShape shape;
  private final Pool<Kryo> kryos;
  private final Pool<Output> buffers;

  public KryoSnapshots() {
    this(SessionState.class);
  }

  /// @param root the stored type
  KryoSnapshots(Class<?> root) {
    this.shape = StateShape.of(root, LEAVES, LAYOUT);
    this.kryos =
        // Kryo is not thread safe: each use has an instance of its own
        new Pool<>(true, false, POOLED_MAX) {
          @Override
          protected Kryo create() {
            return kryo(shape);
          }
        };
    this.buffers =
        // one that grows to a state's size copies it several times
        new Pool<>(true, false, POOLED_MAX) {
          @Override
          protected Output create() {
            return new Output(BUFFER_BYTES, -1);
          }
        };
  }

  private static Kryo kryo(StateShape shape) {
    var kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    ImmutableCollectionsSerializers.registerSerializers(kryo);
    kryo.register(Optional.class);
    kryo.register(Instant.class);
    kryo.register(Duration.class);
    shape.types().forEach(kryo::register);
    return kryo;
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object state) {
    return shape.hash();
  }

  @Override
  public byte[] toBinary(Object state) {
    var kryo = kryos.obtain();
    var out = buffers.obtain();
    try {
      kryo.writeClassAndObject(out, state);
      return out.toBytes();
    } finally {
      kryos.free(kryo);
      out.reset();
      if (out.getBuffer().length <= BUFFER_BYTES_KEPT_MAX) buffers.free(out);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    if (!manifest.equals(shape.hash()))
      throw new NotSerializableException(
          "snapshot of shape %s (expected: %s; the events will rebuild it)"
              .formatted(manifest, shape.hash()));
    var kryo = kryos.obtain();
    try (var in = new Input(bytes)) {
      return kryo.readClassAndObject(in);
    } catch (RuntimeException e) {
      // of the right shape, but damaged; the message may quote its input
      throw new NotSerializableException(
          "damaged snapshot: " + e.getClass().getSimpleName() + " (the events will rebuild it)");
    } finally {
      kryos.free(kryo);
    }
  }
}
