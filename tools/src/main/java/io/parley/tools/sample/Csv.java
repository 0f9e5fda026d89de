package io.parley.tools.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Comma-separated values after RFC 4180, the first record being the header.
final class Csv {
  private final String text;
  private int at;

  private Csv(String text) {
    this.text = text;
  }

  /// @return each record by the names of the header
  /// @throws IllegalArgumentException when a record has another number of fields
  static List<Map<String, String>> read(String text) {
    var csv = new Csv(text.replace("\r\n", "\n"));
    var header = csv.line();
    var rows = new ArrayList<Map<String, String>>();
    while (csv.at < csv.text.length()) {
      var fields = csv.line();
      if (fields.size() == 1 && fields.getFirst().isEmpty()) continue;
      if (fields.size() != header.size())
        throw new IllegalArgumentException(
            "record %d: %d fields (expected: %d)"
                .formatted(rows.size() + 1, fields.size(), header.size()));
      var row = new LinkedHashMap<String, String>();
      for (int i = 0; i < fields.size(); i++) row.put(header.get(i), fields.get(i));
      rows.add(row);
    }
    return rows;
  }

  private List<String> line() {
    var fields = new ArrayList<String>();
    do fields.add(field());
    while (at < text.length() && text.charAt(at++) == ',');
    return fields;
  }

  private String field() {
    if (at >= text.length() || text.charAt(at) != '"') return until();
    var field = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '"') field.append(c);
      else if (at + 1 < text.length() && text.charAt(at + 1) == '"')
        field.append(text.charAt(at++));
      else break;
    }
    at++;
    return field.toString();
  }

  private String until() {
    int from = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') at++;
    return text.substring(from, at);
  }
}
