package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.WordErrors;

/// The word errors of a call as agents and operators get them. Numbers only.
final class WordErrorsJson {
  private WordErrorsJson() {}

  /// @param utterances that were looked at; @param right those without an error
  /// @return `json` with further fields
  static ObjectNode into(ObjectNode json, int utterances, int right, WordErrors errors) {
    return json.put("utterances", utterances)
        .put("right", right)
        .put("words", errors.said())
        .put("errors", errors.wrong())
        .put("errorPercent", CallFigures.rounded(100 * errors.rate()));
  }
}
