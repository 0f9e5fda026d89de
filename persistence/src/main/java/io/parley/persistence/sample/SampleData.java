package io.parley.persistence.sample;

import io.parley.core.knowledge.Article;
import io.parley.core.support.Order;
import io.parley.core.support.Ticket;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.article.JdbcArticles;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.order.JdbcOrders;
import io.parley.persistence.ticket.JdbcTickets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Stores a sample shop, once in a tenant's life: data changed or deleted since then is not
/// restored.
public final class SampleData {
  private static final String MARK =
      "INSERT INTO sample_data (tenant, loaded_at) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private final Database database;
  private final InstantSource clock;

  public SampleData(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// All data and the mark that it was stored, in one transaction: a crash in the middle leaves
  /// nothing, and the next start repeats it.
  ///
  /// @param orders by the id of their customer
  /// @param tickets of the customers that they name
  /// @return whether this call stored it
  public CompletionStage<Boolean> load(
      TenantId tenant,
      List<Article> articles,
      Map<String, List<Order>> orders,
      List<Ticket> tickets) {
    return database.as(
        tenant,
        connection -> {
          if (Sql.update(connection, MARK, tenant.value(), clock.instant()) == 0) return false;
          JdbcArticles.save(connection, tenant, articles);
          JdbcOrders.add(connection, tenant, orders);
          JdbcTickets.add(connection, tenant, tickets);
          return true;
        });
  }
}
