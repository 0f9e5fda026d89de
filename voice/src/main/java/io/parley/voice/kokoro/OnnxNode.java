package io.parley.voice.kokoro;

import com.google.protobuf.UnknownFieldSet;
import java.util.List;

/// A step of a graph: `NodeProto` of onnx.proto3.
///
/// @param inputs names; @param outputs names
/// @param rest its attributes and other fields, unchanged
record OnnxNode(
    String name, String operator, List<String> inputs, List<String> outputs, UnknownFieldSet rest) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OPERATOR = 4;

  OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static OnnxNode read(UnknownFieldSet node) {
    return new OnnxNode(
        OnnxGraph.text(node, NAME),
        OnnxGraph.text(node, OPERATOR),
        OnnxGraph.texts(node, INPUT),
        OnnxGraph.texts(node, OUTPUT),
        node.toBuilder()
            .clearField(INPUT)
            .clearField(OUTPUT)
            .clearField(NAME)
            .clearField(OPERATOR)
            .build());
  }

  UnknownFieldSet write() {
    return rest.toBuilder()
        .addField(INPUT, OnnxGraph.field(inputs))
        .addField(OUTPUT, OnnxGraph.field(outputs))
        .addField(NAME, OnnxGraph.field(List.of(name)))
        .addField(OPERATOR, OnnxGraph.field(List.of(operator)))
        .build();
  }

  boolean is(String operator) {
    return this.operator.equals(operator);
  }

  String input() {
    return inputs.getFirst();
  }

  String output() {
    return outputs.getFirst();
  }

  /// The other one of two inputs.
  String inputBeside(String known) {
    return inputs.get(inputs.indexOf(known) == 0 ? 1 : 0);
  }
}
