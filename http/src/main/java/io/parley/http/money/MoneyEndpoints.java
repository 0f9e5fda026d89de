package io.parley.http.money;

import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.List;

/// All money endpoints, for agents and operators.
public final class MoneyEndpoints {
  private MoneyEndpoints() {}

  public static List<Endpoint> of(Edge edge, Books books) {
    var guard = new Guard(edge);
    return List.of(
        new UsageCall(guard, books, edge.clock()).endpoint(),
        new UsageRecordsCall(guard, books, edge.clock()).endpoint(),
        new BudgetsCall(guard, books, edge.clock()).endpoint());
  }
}
