package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Calls of tools that come in pieces. Pieces of several calls may take turns: they are assembled
/// by their number or id, not by their order. Fed by one thread.
final class CallPieces {
  /// A call as the model wrote it.
  ///
  /// @param arguments most likely JSON; empty where the model wrote none
  record Wanted(String name, String arguments) {}

  private final List<Gathered> calls = new ArrayList<>();
  private final Map<Integer, Gathered> numbered = new HashMap<>();

  /// Begins the call with this number.
  void begin(int number, String name) {
    var call = new Gathered("");
    call.name.append(name);
    calls.add(call);
    numbered.put(number, call);
  }

  boolean has(int number) {
    return numbered.containsKey(number);
  }

  /// @param number of a call that was begun
  void add(int number, String arguments) {
    numbered.get(number).arguments.append(arguments);
  }

  /// A piece of OpenAI's format: `{"index", "id"?, "function": {"name"?, "arguments"?}}`. The first
  /// of a call has its id and name. Some servers leave out the index, some give the same one to all
  /// calls.
  void add(JsonNode piece) {
    var id = piece.path("id").asText("");
    var name = piece.path("function").path("name").asText("");
    var arguments = piece.path("function").path("arguments").asText("");
    if (id.isEmpty() && name.isEmpty() && arguments.isEmpty()) return;
    var call = call(piece.path("index"), id, name);
    // some servers repeat it in every piece
    if (!call.name.toString().equals(name)) call.name.append(name);
    call.arguments.append(arguments);
  }

  private Gathered call(JsonNode index, String id, String name) {
    var known = index.isInt() ? numbered.get(index.asInt()) : unnumbered(id);
    if (known != null && !known.isOther(id, name)) return known;
    var begun = new Gathered(id);
    calls.add(begun);
    if (index.isInt()) numbered.put(index.asInt(), begun);
    return begun;
  }

  /// The call with this id; the last one where a piece has no id.
  private Gathered unnumbered(String id) {
    return calls.reversed().stream()
        .filter(call -> id.isEmpty() || call.id.equals(id))
        .findFirst()
        .orElse(null);
  }

  /// All of them, in the order in which they began.
  List<Wanted> whole() {
    return calls.stream()
        .map(call -> new Wanted(call.name.toString(), call.arguments.toString()))
        .toList();
  }

  private static final class Gathered {
    private final String id;
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();

    private Gathered(String id) {
      this.id = id;
    }

    /// Whether a piece with this id and name begins another call.
    private boolean isOther(String otherId, String otherName) {
      return !otherId.isEmpty() && !otherId.equals(id) && !otherName.isEmpty();
    }
  }
}
