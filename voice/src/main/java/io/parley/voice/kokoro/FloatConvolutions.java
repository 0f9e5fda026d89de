package io.parley.voice.kokoro;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a quantised network fast where integers are slow. ONNX Runtime has no good kernel for
/// `ConvInteger` on a processor: Kokoro with its 87 of them takes 1.3 to 2.3 seconds per second of
/// speech, and 0.67 when they are `Conv` on floats. The speech stays the same, except for the
/// quantising of its input.
///
/// Each chain of quantising, `ConvInteger`, perhaps `Add` of a quantised bias, `Cast` and `Mul` by
/// both scales becomes one `Conv` with the weights as floats and the bias as it was. Nodes without
/// a use are then left out.
public final class FloatConvolutions {
  /// Operators between a bias and its quantised form.
  private static final Set<String> ROUNDING = Set.of("Reshape", "Cast", "Floor");

  private final OnnxGraph graph;
  private final Map<String, OnnxNode> producers = new HashMap<>();
  private final Map<String, List<OnnxNode>> consumers = new HashMap<>();
  private final Map<String, OnnxWeights> weights = new HashMap<>();

  /// By the name of the output.
  private final Map<String, OnnxNode> convolutions = new HashMap<>();

  private final Map<String, OnnxWeights> converted = new HashMap<>();
  private final Set<OnnxNode> replaced = new HashSet<>();

  private FloatConvolutions(OnnxGraph graph) {
    this.graph = graph;
    for (var node : graph.nodes()) {
      for (var output : node.outputs()) producers.put(output, node);
      for (var input : node.inputs())
        consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
    }
    for (var tensor : graph.weights()) weights.put(tensor.name(), tensor);
  }

  /// @param quantised a file in ONNX; @param floats the file to write
  /// @return how many convolutions were rewritten
  /// @throws IOException also when the network has an unknown form
  public static int rewrite(Path quantised, Path floats) throws IOException {
    FloatConvolutions rewriting;
    try (var in = new BufferedInputStream(Files.newInputStream(quantised))) {
      rewriting = new FloatConvolutions(OnnxGraph.read(in));
    }
    var rewritten = rewriting.rewritten();
    try (var out = new BufferedOutputStream(Files.newOutputStream(floats))) {
      rewritten.write(out);
    }
    return rewriting.convolutions.size();
  }

  private OnnxGraph rewritten() throws IOException {
    for (var node : graph.nodes()) if (node.is("ConvInteger")) convert(node);
    var nodes = new ArrayList<OnnxNode>();
    for (var node : graph.nodes()) {
      var instead = Optional.ofNullable(convolutions.get(node.outputs().getFirst()));
      if (instead.isPresent()) nodes.add(instead.get());
      else if (!replaced.contains(node)) nodes.add(node);
    }
    var living = living(nodes);
    var used = new HashSet<String>();
    for (var node : living) used.addAll(node.inputs());
    var kept =
        new ArrayList<>(
            graph.weights().stream().filter(tensor -> used.contains(tensor.name())).toList());
    kept.addAll(converted.values());
    return graph.with(living, kept);
  }

  private void convert(OnnxNode integer) throws IOException {
    var sound = producer(integer.input()).input();
    replaced.add(integer);
    var next = consumer(integer.output());
    var inputs = new ArrayList<>(List.of(sound, asFloats(integer)));
    if (next.is("Add")) {
      inputs.add(bias(next.inputBeside(integer.output())));
      replaced.add(next);
      next = consumer(next.output());
    }
    var scaling = consumer(expected(next, "Cast").output());
    replaced.add(next);
    convolutions.put(
        expected(scaling, "Mul").output(),
        new OnnxNode(
            integer.name() + "_float", "Conv", inputs, List.of(scaling.output()), integer.rest()));
  }

  /// @return the name of its weights as floats
  private String asFloats(OnnxNode integer) throws IOException {
    var quantised = weights(integer.inputs().get(1));
    var name = quantised.name() + "_float";
    if (converted.containsKey(name)) return name;
    float zero = weights(integer.inputs().get(3)).single();
    float scale = scale(integer);
    var floats = quantised.floats();
    for (int i = 0; i < floats.length; i++) floats[i] = (floats[i] - zero) * scale;
    converted.put(name, quantised.with(name, floats));
    return name;
  }

  /// The scale of the weights; that of the sound is computed at run time.
  private float scale(OnnxNode integer) throws IOException {
    var next = consumer(integer.output());
    if (next.is("Add")) next = consumer(next.output());
    var scaling = expected(consumer(next.output()), "Mul");
    var scales = expected(producer(scaling.inputBeside(next.output())), "Mul");
    var known = scales.inputs().stream().filter(weights::containsKey).toList();
    if (known.size() != 1)
      throw new IOException(
          "%s knows %d scales (expected: 1)".formatted(scales.name(), known.size()));
    return weights(known.getFirst()).single();
  }

  /// @return the name of the bias before it was divided by both scales and rounded
  private String bias(String quantised) throws IOException {
    var node = producer(quantised);
    while (ROUNDING.contains(node.operator())) node = producer(node.input());
    return expected(node, "Div").input();
  }

  private List<OnnxNode> living(List<OnnxNode> nodes) throws IOException {
    var living = nodes;
    while (true) {
      var used = new HashSet<>(graph.outputs());
      for (var node : living) used.addAll(node.inputs());
      var fewer =
          living.stream().filter(node -> node.outputs().stream().anyMatch(used::contains)).toList();
      if (fewer.size() == living.size()) return fewer;
      living = fewer;
    }
  }

  private OnnxNode producer(String name) throws IOException {
    return found(producers.get(name), name);
  }

  private OnnxNode consumer(String name) throws IOException {
    var all = consumers.getOrDefault(name, List.of());
    if (all.size() != 1)
      throw new IOException("%s is used %d times (expected: once)".formatted(name, all.size()));
    return all.getFirst();
  }

  private OnnxWeights weights(String name) throws IOException {
    return found(weights.get(name), name);
  }

  private static <T> T found(T part, String name) throws IOException {
    if (part == null) throw new IOException(name + " is not in the graph");
    return part;
  }

  private static OnnxNode expected(OnnxNode node, String operator) throws IOException {
    if (!node.is(operator))
      throw new IOException(
          "%s is a %s (expected: %s)".formatted(node.name(), node.operator(), operator));
    return node;
  }
}
