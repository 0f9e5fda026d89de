package io.parley.http.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `permissions.txt`: the outcome of each operation of the API for each sender, and of each frame
/// on the session's WebSocket.
record PermissionTable(List<Row> rows) {
  private static final String FRAME = "FRAME";

  /// Two words, such as `GET /v1/sessions`, and one column for each sender.
  private static final int NAME_WORDS = 2;

  /// @param name an operation, or `FRAME` and the type of one
  /// @param outcomes `yes`, `401`, `403` or `404`
  record Row(String name, Map<Sender, String> outcomes) {
    boolean isFrame() {
      return name.startsWith(FRAME + " ");
    }
  }

  static String frame(String type) {
    return FRAME + " " + type;
  }

  static PermissionTable read() {
    var file = PermissionTable.class.getResourceAsStream("/permissions.txt");
    try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      var words =
          lines
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> List.of(line.strip().split(" +", -1)))
              .toList();
      requireSenders(words.getFirst());
      return new PermissionTable(words.stream().skip(1).map(PermissionTable::row).toList());
    } catch (IOException e) {
      throw new IllegalStateException("permissions.txt cannot be read", e);
    }
  }

  private static void requireSenders(List<String> head) {
    var expected = Arrays.stream(Sender.values()).map(Sender::word).toList();
    if (!head.subList(NAME_WORDS, head.size()).equals(expected))
      throw new IllegalStateException(
          "the columns of permissions.txt are %s (expected: %s)".formatted(head, expected));
  }

  private static Row row(List<String> words) {
    var name = String.join(" ", words.subList(0, NAME_WORDS));
    var given = words.subList(NAME_WORDS, words.size());
    if (given.size() != Sender.values().length
        || !Set.of("yes", "401", "403", "404").containsAll(given))
      throw new IllegalStateException(
          "the row of %s (expected: yes, 401, 403 or 404 for each sender)".formatted(name));
    var outcomes = new EnumMap<Sender, String>(Sender.class);
    var columns = given.iterator();
    for (var sender : Sender.values()) outcomes.put(sender, columns.next());
    return new Row(name, outcomes);
  }
}
