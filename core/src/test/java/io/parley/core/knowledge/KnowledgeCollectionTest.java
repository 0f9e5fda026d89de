package io.parley.core.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KnowledgeCollectionTest {
  @Test
  void a_name_can_stand_in_an_address() {
    assertThat(KnowledgeCollection.isName(KnowledgeCollection.DEFAULT)).isTrue();
    assertThat(KnowledgeCollection.isName("a".repeat(63))).isTrue();
    assertThat(KnowledgeCollection.isName("a".repeat(64))).isFalse();
    assertThat(KnowledgeCollection.isName("Help")).isFalse();
    assertThat(KnowledgeCollection.isName("../etc")).isFalse();
    assertThatThrownBy(() -> new KnowledgeCollection("a/b", "A", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("collection");
  }
}
