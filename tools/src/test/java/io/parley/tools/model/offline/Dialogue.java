package io.parley.tools.model.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Conversations as files have them. `## LANGUAGE NUMBER TITLE @CUSTOMER ~MEMORY …` begins one, `>
/// ` is what the customer says, `= ` what a right reply is: alternatives between `|`, each of facts
/// between `&`.
///
/// @param customer empty for a visitor
/// @param memories stored facts about the customer
record Dialogue(
    String language,
    String title,
    Optional<String> customer,
    List<String> memories,
    List<Dialogue.Turn> turns) {
  /// @param expected alternatives of facts
  record Turn(String says, List<List<String>> expected) {
    /// Nothing but an admission is right.
    boolean isUnanswerable() {
      return expected.stream().allMatch(facts -> facts.getFirst().equals("admits"));
    }
  }

  static List<Dialogue> read(String resource) {
    var dialogues = new ArrayList<Dialogue>();
    String says = null;
    for (var line : text(resource).lines().toList()) {
      if (line.startsWith("## ")) dialogues.add(headed(line.substring(3)));
      else if (line.startsWith("> ")) says = line.substring(2);
      else if (line.startsWith("= "))
        dialogues.getLast().turns().add(new Turn(says, alternatives(line.substring(2))));
      else if (!line.isBlank() && !line.startsWith("# "))
        throw new IllegalArgumentException(resource + ": " + line);
    }
    return dialogues;
  }

  private static Dialogue headed(String line) {
    var memories = new ArrayList<>(List.of(line.split(" ~", -1)));
    var head = memories.removeFirst().split(" @", -1);
    return new Dialogue(
        head[0].substring(0, 2),
        head[0],
        head.length > 1 ? Optional.of(head[1].strip()) : Optional.empty(),
        memories,
        new ArrayList<>());
  }

  private static List<List<String>> alternatives(String text) {
    var alternatives = new ArrayList<List<String>>();
    for (var alternative : text.split("\\|", -1))
      alternatives.add(List.of(alternative.strip().split("\\s*&\\s*", -1)));
    return alternatives;
  }

  private static String text(String resource) {
    try (var in = Dialogue.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
