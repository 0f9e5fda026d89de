package io.parley.faults.check;

import io.parley.faults.fleet.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// (1) Sessions that a node says are damaged. No trial changes the journal, so a node that reports
/// a missing or unreadable event has lost it or has read wrongly.
public final class Alarms {
  private static final Pattern ALARM =
      Pattern.compile(
          "a session is damaged and closed .*?session=([0-9a-f]+) seq=(\\d+) category=(\\w+)");

  private Alarms() {}

  /// @return one for each session that the nodes' logs name since the start of the fleet
  public static List<Violation> of(List<Node> nodes) throws IOException {
    var found = new ArrayList<Violation>();
    for (var node : nodes)
      try (var lines = Files.lines(node.log())) {
        lines.forEach(line -> found.addAll(in(line, node.name())));
      }
    var sessions = new HashSet<String>();
    found.removeIf(alarm -> !sessions.add(alarm.session()));
    return found;
  }

  static List<Violation> in(String line, String node) {
    var alarm = ALARM.matcher(line);
    if (!alarm.find()) return List.of();
    return List.of(
        new Violation(
            1,
            alarm.group(1),
            Long.parseLong(alarm.group(2)),
            "",
            "%s reports that the session is damaged: %s".formatted(node, alarm.group(3))));
  }
}
