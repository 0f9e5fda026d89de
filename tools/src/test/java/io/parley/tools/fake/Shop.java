package io.parley.tools.fake;

import com.typesafe.config.ConfigFactory;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Tools;
import io.parley.knowledge.fake.MemoryArticles;
import io.parley.knowledge.fake.MemoryVectors;
import io.parley.knowledge.fake.MiniLm;
import io.parley.knowledge.fake.RememberedVectors;
import io.parley.knowledge.index.KnowledgeSettings;
import io.parley.knowledge.index.LuceneKnowledge;
import io.parley.tools.builtin.BuiltinSettings;
import io.parley.tools.builtin.BuiltinTools;
import io.parley.tools.model.offline.OfflineModel;
import io.parley.tools.model.offline.OfflineSettings;
import io.parley.tools.sample.SampleShop;
import java.time.InstantSource;
import java.util.Optional;

/// The sample shop with everything real but the tables: its knowledge base, its tools and the
/// offline model. Index and model are made once for all tests of this JVM.
public final class Shop {
  public static final SampleShop SAMPLE = SampleShop.load();
  private static final Embedder EMBEDDER = new RememberedVectors(MiniLm.EMBEDDER);
  public static final OfflineModel MODEL =
      new OfflineModel(EMBEDDER, OfflineSettings.from(ConfigFactory.load()));
  public static final Knowledge KNOWLEDGE = knowledge();

  public final MemoryTickets tickets = new MemoryTickets(SAMPLE.tickets());
  public final MemoryOrders orders = new MemoryOrders(SAMPLE.orders());
  public final Tools tools =
      BuiltinTools.of(
          KNOWLEDGE,
          tickets,
          orders,
          BuiltinSettings.from(ConfigFactory.load()),
          InstantSource.fixed(MemoryTickets.NOW));

  /// A visitor whom nobody knows.
  public Chat chat() {
    return new Chat(MODEL, tools, Optional.empty());
  }

  public Chat chat(String customer) {
    return new Chat(MODEL, tools, Optional.of(customer));
  }

  private static Knowledge knowledge() {
    var articles = new MemoryArticles();
    articles.save(TenantId.DEFAULT, SAMPLE.articles());
    var knowledge =
        new LuceneKnowledge(
            articles, new MemoryVectors(), EMBEDDER, KnowledgeSettings.from(ConfigFactory.load()));
    knowledge.prepare(TenantId.DEFAULT).toCompletableFuture().join();
    return knowledge;
  }
}
