package io.parley.voice.kokoro;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// A network in a file: `ModelProto` of onnx.proto3 (onnx.ai). Only what is changed here is parsed;
/// the rest is kept as it is.
///
/// @param model with its graph
/// @param graph without its nodes and weights
record OnnxGraph(
    UnknownFieldSet model, UnknownFieldSet graph, List<OnnxNode> nodes, List<OnnxWeights> weights) {
  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int WEIGHTS = 5;
  private static final int OUTPUT = 12;
  private static final int OUTPUT_NAME = 1;

  OnnxGraph {
    nodes = List.copyOf(nodes);
    weights = List.copyOf(weights);
  }

  /// @throws IOException also when it is not a model
  static OnnxGraph read(InputStream in) throws IOException {
    var model = UnknownFieldSet.parseFrom(in);
    var found = model.getField(GRAPH).getLengthDelimitedList();
    if (found.size() != 1) throw new IOException("no graph in it (expected: a model in ONNX)");
    var graph = UnknownFieldSet.parseFrom(found.getFirst());
    var nodes = new ArrayList<OnnxNode>();
    for (var node : graph.getField(NODE).getLengthDelimitedList())
      nodes.add(OnnxNode.read(UnknownFieldSet.parseFrom(node)));
    var weights = new ArrayList<OnnxWeights>();
    for (var tensor : graph.getField(WEIGHTS).getLengthDelimitedList())
      weights.add(new OnnxWeights(UnknownFieldSet.parseFrom(tensor)));
    return new OnnxGraph(
        model, graph.toBuilder().clearField(NODE).clearField(WEIGHTS).build(), nodes, weights);
  }

  void write(OutputStream out) throws IOException {
    var whole = graph.toBuilder();
    whole.addField(NODE, messages(nodes.stream().map(OnnxNode::write).toList()));
    whole.addField(WEIGHTS, messages(weights.stream().map(OnnxWeights::write).toList()));
    model.toBuilder()
        .clearField(GRAPH)
        .addField(GRAPH, messages(List.of(whole.build())))
        .build()
        .writeTo(out);
  }

  /// Names of its outputs.
  List<String> outputs() throws IOException {
    var names = new ArrayList<String>();
    for (var output : graph.getField(OUTPUT).getLengthDelimitedList())
      names.add(text(UnknownFieldSet.parseFrom(output), OUTPUT_NAME));
    return names;
  }

  OnnxGraph with(List<OnnxNode> nodes, List<OnnxWeights> weights) {
    return new OnnxGraph(model, graph, nodes, weights);
  }

  private static Field messages(List<UnknownFieldSet> messages) {
    var field = Field.newBuilder();
    for (var message : messages) field.addLengthDelimited(message.toByteString());
    return field.build();
  }

  static String text(UnknownFieldSet message, int number) {
    return texts(message, number).stream().findFirst().orElse("");
  }

  static List<String> texts(UnknownFieldSet message, int number) {
    return message.getField(number).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }

  static Field field(List<String> texts) {
    var field = Field.newBuilder();
    for (var text : texts) field.addLengthDelimited(ByteString.copyFromUtf8(text));
    return field.build();
  }
}
