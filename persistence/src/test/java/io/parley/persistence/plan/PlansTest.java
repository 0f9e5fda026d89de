package io.parley.persistence.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlansTest {
  private static final String BY_KEY =
      """
      {"Node Type": "Index Scan", "Relation Name": "ticket", "Index Name": "ticket_pkey",
       "Index Cond": "(tenant = 'a'::text)", "Parent Relationship": "Outer", "Plan Rows": 7}\
      """;

  private static final String IN_ORDER =
      """
      {"Node Type": "Index Scan", "Relation Name": "ticket", "Index Name": "ticket_newest",
       "Parent Relationship": "Outer"}\
      """;

  private final Plans plans = new Plans(Set.of("ticket", "memory"));

  private void add(String plan) {
    plans.add("SELECT 1", "[{\"Plan\": " + plan + "}]");
  }

  private static String above(String node, String input) {
    return "{\"Node Type\": \"%s\", \"Parent Relationship\": \"Outer\", \"Plans\": [%s]}"
        .formatted(node, input);
  }

  @Test
  void a_sequential_scan_of_a_large_table_is_found_below_a_limit_too() {
    add(above("Limit", "{\"Node Type\": \"Seq Scan\", \"Relation Name\": \"ticket\"}"));
    assertThat(plans.wholeReads(Set.of())).containsExactly("Seq Scan of ticket: SELECT 1");
  }

  @Test
  void a_sequential_scan_of_another_table_is_none_of_ours() {
    add("{\"Node Type\": \"Seq Scan\", \"Relation Name\": \"projection_offset\"}");
    assertThat(plans.wholeReads(Set.of())).isEmpty();
    assertThat(plans.touched()).isEmpty();
  }

  @Test
  void an_index_with_a_condition_is_no_whole_read() {
    add(above("Sort", BY_KEY));
    assertThat(plans.wholeReads(Set.of())).isEmpty();
    assertThat(plans.touched()).containsExactly("ticket");
  }

  @Test
  void an_index_without_a_condition_ends_at_a_limit() {
    add(above("Limit", above("LockRows", IN_ORDER)));
    assertThat(plans.wholeReads(Set.of())).isEmpty();
  }

  @Test
  void an_index_in_order_whose_filter_drops_nearly_all_rows_is_a_whole_read() {
    var filtered =
        IN_ORDER.replace("}", ", \"Filter\": \"(customer = 'c'::text)\", \"Plan Rows\": 50}");
    add(above("Limit", filtered));
    assertThat(plans.wholeReads(Set.of(), Map.of("ticket", 1_000L))).isEmpty();
    assertThat(plans.wholeReads(Set.of(), Map.of("ticket", 1_001L)))
        .containsExactly("Index Scan of ticket: SELECT 1");
    assertThat(plans.wholeReads(Set.of("ticket_newest"), Map.of("ticket", 1_001L))).isEmpty();
  }

  @Test
  void an_index_of_few_rows_may_be_read_whole() {
    add(above("Sort", IN_ORDER));
    assertThat(plans.wholeReads(Set.of("ticket_newest"))).isEmpty();
  }

  @Test
  void a_sort_below_the_limit_reads_the_whole_index() {
    add(above("Limit", above("Sort", IN_ORDER)));
    assertThat(plans.wholeReads(Set.of())).containsExactly("Index Scan of ticket: SELECT 1");
  }

  @Test
  void an_index_without_a_condition_is_a_whole_read_for_each_row_of_a_join() {
    add(above("Limit", above("Nested Loop", IN_ORDER.replace("Outer", "Inner"))));
    assertThat(plans.wholeReads(Set.of())).containsExactly("Index Scan of ticket: SELECT 1");
  }

  @Test
  void a_bitmap_of_a_whole_index_belongs_to_the_table_above_it() {
    add(
        """
        {"Node Type": "Bitmap Heap Scan", "Relation Name": "memory", "Plans": [
          {"Node Type": "BitmapOr", "Parent Relationship": "Outer", "Plans": [
            {"Node Type": "Bitmap Index Scan", "Index Name": "memory_session_idx",
             "Parent Relationship": "Member"}]}]}\
        """);
    assertThat(plans.wholeReads(Set.of())).containsExactly("Bitmap Index Scan of memory: SELECT 1");
  }

  @Test
  void plans_are_printed_below_their_statement() {
    add(above("Limit", BY_KEY));
    assertThat(plans.text())
        .isEqualTo(
            """
            SELECT 1
              Limit
                Index Scan of ticket by ticket_pkey where (tenant = 'a'::text), rows 7
            """);
  }
}
