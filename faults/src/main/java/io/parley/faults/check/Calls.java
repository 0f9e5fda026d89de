package io.parley.faults.check;

import io.parley.faults.check.Evidence.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Tool calls in the journal, of any tool: each is requested before it runs and has one outcome,
/// which must agree with the stored effects.
final class Calls {
  /// The one tool that has an effect; the others only read.
  private static final String EFFECTIVE = "create_ticket";

  private final String session;
  private final List<Row> rows;
  private final List<Violation> found = new ArrayList<>();

  Calls(String session, List<Row> rows) {
    this.session = session;
    this.rows = rows;
  }

  /// Calls with two outcomes, with none, or without a request.
  List<Violation> outcomes() {
    var open = new HashMap<String, Long>();
    var settled = new HashSet<String>();
    for (var row : rows) {
      var call = row.event().path("call").asText();
      switch (row.kind()) {
        case "tool-call-requested" -> {
          if (open.putIfAbsent(call, row.seq()) != null || settled.contains(call))
            found(row.seq(), "call %s was requested twice", call);
        }
        case "tool-call-settled" -> {
          if (!settled.add(call)) found(row.seq(), "call %s has two outcomes", call);
          else if (open.remove(call) == null)
            found(row.seq(), "call %s has an outcome and was not requested", call);
        }
        default -> {
          // no call, or a call in doubt or awaiting approval, which other rules cover
        }
      }
    }
    open.forEach((call, seq) -> found(seq, "call %s has no outcome", call));
    return found;
  }

  /// Calls whose outcome and effect contradict each other.
  ///
  /// @param effects number of effects by idempotency key
  List<Violation> effects(Map<String, Integer> effects) {
    var tools = new HashMap<String, String>();
    for (var row : rows) {
      var call = row.event().path("call").asText();
      if (row.kind().equals("tool-call-requested"))
        tools.put(call, row.event().path("tool").asText());
      if (row.kind().equals("tool-call-settled"))
        effect(row, call, EFFECTIVE.equals(tools.get(call)), effects);
    }
    return found;
  }

  private void effect(Row row, String call, boolean due, Map<String, Integer> effects) {
    var outcome = row.event().path("outcome").asText();
    boolean done =
        effects.keySet().stream().anyMatch(key -> key.endsWith(":" + session + ":" + call));
    if (outcome.equals("succeeded") && due && !done)
      found(row.seq(), "call %s had no effect", call);
    if ((outcome.equals("failed") || outcome.equals("rejected")) && done)
      found(row.seq(), "call %s is " + outcome + " and had an effect", call);
  }

  private void found(long seq, String what, String call) {
    found.add(new Violation(4, session, seq, "", what.formatted(call)));
  }
}
