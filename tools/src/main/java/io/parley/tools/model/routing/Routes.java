package io.parley.tools.model.routing;

import java.util.List;

/// For each purpose the names of providers, in the order in which they are asked.
///
/// @param cheaper for spent budgets; may be empty, the others may not
public record Routes(
    List<String> reply, List<String> summary, List<String> classify, List<String> cheaper) {
  public Routes {
    reply = List.copyOf(reply);
    summary = List.copyOf(summary);
    classify = List.copyOf(classify);
    cheaper = List.copyOf(cheaper);
  }
}
