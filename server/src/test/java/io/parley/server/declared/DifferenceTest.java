package io.parley.server.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Item ROLE = new Item(Part.ROLE, "night");
  private static final Item SOURCE = new Item(Part.TOOL_SOURCE, "crm");
  private static final Item AGENT = new Item(Part.AGENT, "support");

  private static Declared declared(Set<Part> parts, Map<Item, ObjectNode> items) {
    return new Declared(parts, new TreeMap<>(items));
  }

  private static ObjectNode json(String hocon) {
    return Hocon.read("test", hocon);
  }

  @Test
  void the_same_content_is_no_change() {
    var one = declared(Set.of(Part.ROLE), Map.of(ROLE, json("permissions = [read]")));
    var other = declared(Set.of(Part.ROLE), Map.of(ROLE, json("{\"permissions\":[\"read\"]}")));
    assertThat(Difference.between(one, other, true)).isEmpty();
  }

  @Test
  void numbers_are_compared_by_value() {
    assertThat(Difference.isSame(json("a = 1e3, b = [2.50]"), json("a = 1000, b = [2.5]")))
        .isTrue();
    assertThat(Difference.isSame(json("a = 5"), json("a = \"5\""))).isFalse();
  }

  @Test
  void agents_are_stored_after_what_they_name_and_removed_before_it() {
    var all = Map.of(AGENT, json("a = 1"), ROLE, json("a = 1"), SOURCE, json("a = 1"));
    var parts = Set.of(Part.ROLE, Part.TOOL_SOURCE, Part.AGENT);
    assertThat(Difference.between(declared(parts, all), declared(parts, Map.of()), true))
        .extracting(Change::item)
        .containsExactly(ROLE, SOURCE, AGENT);
    assertThat(Difference.between(declared(parts, Map.of()), declared(parts, all), true))
        .extracting(Change::done)
        .containsExactly("removed agent support", "removed tool source crm", "removed role night");
  }

  @Test
  void nothing_is_removed_without_prune_nor_from_a_part_without_files() {
    var server =
        declared(Set.of(Part.ROLE, Part.AGENT), Map.of(ROLE, json("a = 1"), AGENT, json("a = 1")));
    var files = declared(Set.of(Part.AGENT), Map.of());
    assertThat(Difference.between(files, server, false)).isEmpty();
    assertThat(Difference.between(files, server, true))
        .containsExactly(new Change.Removed(AGENT, json("a = 1")));
  }
}
