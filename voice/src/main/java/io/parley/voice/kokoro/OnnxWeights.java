package io.parley.voice.kokoro;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Constant numbers of a graph: `TensorProto` of onnx.proto3, whose numbers are raw bytes in little
/// endian, or listed one by one.
final class OnnxWeights {
  private static final int DIMENSIONS = 1;
  private static final int TYPE = 2;
  private static final int FLOATS = 4;
  private static final int INTEGERS = 5;
  private static final int NAME = 8;
  private static final int RAW = 9;

  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int INT8 = 3;

  private final UnknownFieldSet tensor;

  OnnxWeights(UnknownFieldSet tensor) {
    this.tensor = tensor;
  }

  String name() {
    return OnnxGraph.text(tensor, NAME);
  }

  UnknownFieldSet write() {
    return tensor;
  }

  /// @throws IOException when the numbers are neither floats nor of 8 bits
  float[] floats() throws IOException {
    var type = tensor.getField(TYPE).getVarintList().getFirst().intValue();
    return switch (type) {
      case FLOAT -> floats(bytes(FLOATS));
      case INT8, UINT8 -> isRaw() ? small(bytes(RAW), type == INT8) : listed();
      default ->
          throw new IOException("%s has type %d (expected: 1, 2 or 3)".formatted(name(), type));
    };
  }

  private static float[] floats(ByteString bytes) {
    var floats = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  private static float[] small(ByteString bytes, boolean isSigned) {
    var floats = new float[bytes.size()];
    for (int i = 0; i < floats.length; i++)
      floats[i] = isSigned ? bytes.byteAt(i) : Byte.toUnsignedInt(bytes.byteAt(i));
    return floats;
  }

  /// Small tensors may list their numbers.
  private float[] listed() throws IOException {
    var floats = new float[Math.toIntExact(count())];
    var numbers = bytes(INTEGERS).newCodedInput();
    for (int i = 0; i < floats.length; i++) floats[i] = numbers.readInt32();
    return floats;
  }

  /// One without dimensions is a single number.
  private long count() throws IOException {
    long count = 1;
    var field = tensor.getField(DIMENSIONS);
    for (long dimension : field.getVarintList()) count *= dimension;
    for (var packed : field.getLengthDelimitedList())
      for (var in = packed.newCodedInput(); !in.isAtEnd(); ) count *= in.readInt64();
    return count;
  }

  /// The one number that it holds.
  float single() throws IOException {
    var floats = floats();
    if (floats.length != 1)
      throw new IOException("%s has %d numbers (expected: 1)".formatted(name(), floats.length));
    return floats[0];
  }

  private boolean isRaw() {
    return tensor.hasField(RAW);
  }

  /// @param listed the field that lists them when they are not raw
  private ByteString bytes(int listed) throws IOException {
    var found = tensor.getField(isRaw() ? RAW : listed).getLengthDelimitedList();
    if (found.size() != 1) throw new IOException(name() + " holds no numbers");
    return found.getFirst();
  }

  /// Of the same shape, but with these numbers.
  OnnxWeights with(String name, float[] floats) {
    var raw = ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(floats);
    return new OnnxWeights(
        UnknownFieldSet.newBuilder()
            .addField(DIMENSIONS, tensor.getField(DIMENSIONS))
            .addField(TYPE, Field.newBuilder().addVarint(FLOAT).build())
            .addField(NAME, OnnxGraph.field(List.of(name)))
            .addField(RAW, Field.newBuilder().addLengthDelimited(ByteString.copyFrom(raw)).build())
            .build());
  }
}
