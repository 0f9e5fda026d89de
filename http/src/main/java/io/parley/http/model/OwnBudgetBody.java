package io.parley.http.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.model.own.OwnBudget.Limit;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.util.Optional;

/// The body of a request that stores an organisation's budgets. Every error names the field and
/// what was expected.
final class OwnBudgetBody {
  private static final int WORD_MAX = 20;
  private static final int ALL = 100;

  private OwnBudgetBody() {}

  static OwnBudget budget(Fields fields) {
    fields.only("day", "month", "cheaper", "alertPercent", "version");
    var day = limit(fields, "day");
    var month = limit(fields, "month");
    var cheaper = fields.optionalText("cheaper", OwnModelName.NAME_MAX);
    int alert =
        fields
            .value("alertPercent")
            .map(_ -> fields.integer("alertPercent", 1, ALL))
            .orElse(OwnBudget.ALERT_PERCENT);
    try {
      return new OwnBudget(day, month, cheaper, alert);
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static Optional<Limit> limit(Fields fields, String period) {
    return fields
        .object(period)
        .map(
            limit -> {
              limit.only("limitMicros", "atLimit");
              return new Limit(micros(period, limit.value("limitMicros")), atLimit(period, limit));
            });
  }

  private static long micros(String period, Optional<JsonNode> value) {
    if (value.isPresent() && value.get().isIntegralNumber() && value.get().canConvertToLong()) {
      long micros = value.get().longValue();
      if (micros >= 1 && micros <= Budget.LIMIT_MAX) return micros;
    }
    throw new Malformed(
        "%s.limitMicros is missing or no limit (expected: a whole number from 1 to %d)"
            .formatted(period, Budget.LIMIT_MAX));
  }

  private static AtLimit atLimit(String period, Fields limit) {
    return switch (limit.optionalText("atLimit", WORD_MAX).orElse("stop")) {
      case "stop" -> AtLimit.STOP;
      case "cheaper" -> AtLimit.CHEAPER;
      default -> throw new Malformed(period + ".atLimit is unknown (expected: stop or cheaper)");
    };
  }
}
