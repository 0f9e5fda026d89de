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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Stores a sample shop, once in a tenant's life: data changed or deleted since then is not
/// restored.
public final class SampleData {
  private static final String MARK =
      "INSERT INTO sample_data (tenant, loaded_at) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private final Database database;
  private final InstantSource clock;

  /// A shop.
  ///
  /// @param orders by the id of their customer
  /// @param tickets of the customers that they name
  public record Contents(
      List<Article> articles, Map<String, List<Order>> orders, List<Ticket> tickets) {
    public Contents {
      articles = List.copyOf(articles);
      orders = Collections.unmodifiableMap(new LinkedHashMap<>(orders));
      tickets = List.copyOf(tickets);
    }
  }

  public SampleData(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// All data and the mark that it was stored, in one transaction: a crash in the middle leaves
  /// nothing, and the next start repeats it.
  ///
  /// @param shop is read only if it is stored, by a thread of the database
  /// @return whether this call stored it
  public CompletionStage<Boolean> load(TenantId tenant, Supplier<Contents> shop) {
    return database.as(
        tenant,
        connection -> {
          if (Sql.update(connection, MARK, tenant.value(), clock.instant()) == 0) return false;
          var contents = shop.get();
          JdbcArticles.save(connection, tenant, contents.articles());
          JdbcOrders.add(connection, tenant, contents.orders());
          JdbcTickets.add(connection, tenant, contents.tickets());
          return true;
        });
  }
}
