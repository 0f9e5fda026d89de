package io.parley.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.tenant.TenantId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A page has at least one entry, and a bounded number of them.
class ListingQueryTest {

  @Test
  void a_page_has_1_to_200_entries() {
    assertThat(listing(1).limit()).isEqualTo(1);
    assertThat(listing(200).limit()).isEqualTo(200);
    assertThatThrownBy(() -> listing(0)).hasMessage("limit: 0 (expected: 1 to 200)");
    assertThatThrownBy(() -> listing(201)).hasMessage("limit: 201 (expected: 1 to 200)");
  }

  @Test
  void a_knowledge_query_returns_1_to_20_passages() {
    assertThat(knowledge(20).limit()).isEqualTo(20);
    assertThatThrownBy(() -> knowledge(0)).hasMessage("limit: 0 (expected: 1 to 20)");
    assertThatThrownBy(() -> knowledge(21)).hasMessage("limit: 21 (expected: 1 to 20)");
  }

  private static ListingQuery listing(int limit) {
    return new ListingQuery(
        TenantId.DEFAULT, Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }

  private static KnowledgeQuery knowledge(int limit) {
    return new KnowledgeQuery(TenantId.DEFAULT, "shoes", limit);
  }
}
