package io.parley.knowledge.passage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts Markdown into parts of about a length, without tearing tables and code apart.
final class Blocks {
  /// So many times the wanted length a table or code may have before it is cut between its lines.
  private static final int WHOLE_TIMES = 4;

  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*+");
  private static final Pattern ROW = Pattern.compile("\\s*\\|.*+");
  private static final Pattern RULE = Pattern.compile("\\s*\\|?[\\s:|-]*-[\\s:|-]*+");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+");

  private Blocks() {}

  private record Block(List<String> lines, Kind kind) {
    String text() {
      return String.join("\n", lines);
    }
  }

  private enum Kind {
    PARAGRAPH,
    TABLE,
    CODE
  }

  /// @param chars the length of a part, unless a table or code alone is longer
  static List<String> cut(String text, int chars) {
    if (text.isBlank()) return List.of();
    if (text.length() <= chars) return List.of(text);
    var units = new ArrayList<String>();
    for (var block : blocks(text)) units.addAll(units(block, chars));
    return joined(units, "\n\n", chars);
  }

  private static List<String> units(Block block, int chars) {
    var text = block.text();
    if (text.length() <= chars) return List.of(text);
    return switch (block.kind()) {
      case PARAGRAPH ->
          joined(List.of(SENTENCE.split(text)), " ", chars).stream()
              .flatMap(part -> slices(part, chars).stream())
              .toList();
      case TABLE -> text.length() <= chars * WHOLE_TIMES ? List.of(text) : rows(block, chars);
      case CODE ->
          text.length() <= chars * WHOLE_TIMES
              ? List.of(text)
              : joined(block.lines(), "\n", chars).stream()
                  .flatMap(part -> slices(part, chars).stream())
                  .toList();
    };
  }

  /// Each part of a long table repeats its heading.
  private static List<String> rows(Block table, int chars) {
    int first = table.lines().size() > 1 && RULE.matcher(table.lines().get(1)).matches() ? 2 : 0;
    var heading = String.join("\n", table.lines().subList(0, first));
    int rest = Math.max(1, chars - heading.length());
    return joined(table.lines().subList(first, table.lines().size()), "\n", rest).stream()
        .flatMap(part -> slices(part, chars).stream())
        .map(part -> heading.isEmpty() ? part : heading + "\n" + part)
        .toList();
  }

  private static List<Block> blocks(String text) {
    var blocks = new ArrayList<Block>();
    var lines = new ArrayList<String>();
    var kind = Kind.PARAGRAPH;
    var fence = "";
    for (var line : text.lines().toList()) {
      var mark = FENCE.matcher(line);
      boolean isFence = mark.matches();
      if (!fence.isEmpty()) {
        lines.add(line);
        if (isFence && mark.group(1).startsWith(fence)) {
          close(blocks, lines, kind);
          fence = "";
        }
        continue;
      }
      var next = isFence ? Kind.CODE : ROW.matcher(line).matches() ? Kind.TABLE : Kind.PARAGRAPH;
      if (line.isBlank() || next != kind) close(blocks, lines, kind);
      kind = next;
      if (isFence) fence = mark.group(1);
      if (!line.isBlank()) lines.add(line);
    }
    close(blocks, lines, kind);
    return blocks;
  }

  private static void close(List<Block> blocks, List<String> lines, Kind kind) {
    if (!lines.isEmpty()) blocks.add(new Block(List.copyOf(lines), kind));
    lines.clear();
  }

  /// As many neighbours together as fit.
  private static List<String> joined(List<String> units, String between, int chars) {
    var parts = new ArrayList<String>();
    var current = new StringBuilder();
    for (var unit : units) {
      if (!current.isEmpty() && current.length() + between.length() + unit.length() > chars) {
        parts.add(current.toString());
        current.setLength(0);
      }
      if (!current.isEmpty()) current.append(between);
      current.append(unit);
    }
    if (!current.isEmpty()) parts.add(current.toString());
    return parts;
  }

  /// A sentence that is too long is cut at the limit.
  private static List<String> slices(String part, int chars) {
    var slices = new ArrayList<String>();
    for (int from = 0; from < part.length(); ) {
      int to = Math.min(part.length(), from + chars);
      if (to < part.length() && Character.isLowSurrogate(part.charAt(to))) to--;
      slices.add(part.substring(from, to));
      from = to;
    }
    return slices;
  }
}
