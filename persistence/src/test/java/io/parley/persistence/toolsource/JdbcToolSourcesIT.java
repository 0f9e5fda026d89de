package io.parley.persistence.toolsource;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.CallLimits;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.tool.source.ToolSourceStore.Kept;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcToolSourcesIT {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcToolSources store =
      new JdbcToolSources(db.database(), () -> Instant.parse("2026-01-01T12:00:00Z"));

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void sources_of_all_tenants_are_loaded_as_they_were_stored() {
    var mine =
        new ToolSource(
            "crm",
            "mcp",
            new Json("{\"url\": \"https://crm.example/mcp\"}"),
            List.of("support"),
            List.of("crm.find", "crm.note"),
            ApprovalRules.parse(Map.of("crm.*", "above amount 50 by customer", "*", "risky")),
            CallLimits.parse(Map.of("crm.*", "30 calls a minute, 0.05 EUR a call, 20 EUR a day")),
            false);
    assertThat(get(store.put(SHOP, mine))).isTrue();
    assertThat(get(store.put(BANK, source("crm", "1", false)))).isTrue();
    assertThat(get(store.load()).sources())
        .containsExactly(
            new Kept(BANK, source("crm", "1", false), false, Map.of()),
            new Kept(SHOP, mine, false, Map.of()));
  }

  @Test
  void every_change_counts_up_the_number_and_nothing_else_does() {
    long before = get(store.change());
    get(store.put(SHOP, source("crm", "1", false)));
    long put = get(store.change());
    assertThat(put).isGreaterThan(before);
    assertThat(get(store.load()).change()).isEqualTo(put);
    get(store.approve(SHOP, "crm", Map.of("a", "f"), Role.OPERATOR));
    long approved = get(store.change());
    assertThat(approved).isGreaterThan(put);
    assertThat(get(store.delete(SHOP, "other"))).isFalse();
    assertThat(get(store.approve(SHOP, "other", Map.of("a", "f"), Role.OPERATOR))).isFalse();
    get(store.settle(SHOP, source("crm", "1", false), Map.of("a", "g")));
    get(store.replaceThoseOfFile(SHOP, List.of()));
    assertThat(get(store.change())).isEqualTo(approved);
    assertThat(get(store.delete(SHOP, "crm"))).isTrue();
    assertThat(get(store.change())).isGreaterThan(approved);
    assertThat(db.count("tool_approval")).isZero();
  }

  @Test
  void the_first_tools_of_a_source_are_approved_once() {
    var source = source("crm", "1", false);
    get(store.put(SHOP, source));
    get(store.settle(SHOP, source, Map.of("a", "1", "b", "1")));
    get(store.settle(SHOP, source, Map.of("a", "2", "c", "2")));
    assertThat(approved()).isEqualTo(Map.of("a", "1", "b", "1"));
    get(store.approve(SHOP, "crm", Map.of("a", "2"), Role.OPERATOR));
    assertThat(approved()).isEqualTo(Map.of("a", "2", "b", "1"));
  }

  @Test
  void approvals_stay_with_the_same_server_and_go_with_another() {
    get(store.put(SHOP, source("crm", "1", false)));
    get(store.settle(SHOP, source("crm", "1", false), Map.of("a", "1")));
    get(
        store.put(
            SHOP,
            new ToolSource(
                "crm", "mcp", new Json("{ \"n\":1 }"), List.of("sales"), List.of("a"), false)));
    assertThat(approved()).isEqualTo(Map.of("a", "1"));
    get(store.put(SHOP, source("crm", "2", false)));
    assertThat(approved()).isEmpty();
    // a node that still has the former server cannot approve for the new one
    get(store.settle(SHOP, source("crm", "1", false), Map.of("a", "1")));
    assertThat(approved()).isEmpty();
    get(store.settle(SHOP, source("crm", "2", false), Map.of("a", "3")));
    assertThat(approved()).isEqualTo(Map.of("a", "3"));
  }

  @Test
  void sources_of_the_file_replace_those_of_the_last_file() {
    get(store.put(SHOP, source("own", "1", false)));
    get(store.replaceThoseOfFile(SHOP, List.of(source("a", "1", true), source("b", "1", true))));
    get(store.settle(SHOP, source("b", "1", true), Map.of("t", "1")));
    long before = get(store.change());
    get(store.replaceThoseOfFile(SHOP, List.of(source("a", "1", true), source("b", "1", true))));
    assertThat(get(store.change())).as("an unchanged file").isEqualTo(before);
    get(store.replaceThoseOfFile(SHOP, List.of(source("b", "1", true), source("own", "2", true))));
    assertThat(get(store.load()).sources())
        .containsExactly(
            new Kept(SHOP, source("b", "1", true), true, Map.of("t", "1")),
            new Kept(SHOP, source("own", "2", true), false, Map.of()));
  }

  @Test
  void a_tenant_has_so_many_and_no_more() {
    for (int i = 0; i < ToolSource.COUNT_MAX; i++)
      assertThat(get(store.put(SHOP, source("s" + i, "1", false)))).isTrue();
    assertThat(get(store.put(SHOP, source("more", "1", false)))).isFalse();
    assertThat(get(store.put(SHOP, source("s7", "2", false)))).isTrue();
    assertThat(get(store.put(BANK, source("more", "1", false)))).isTrue();
  }

  private Map<String, String> approved() {
    return get(store.load()).sources().getFirst().approved();
  }

  private static ToolSource source(String name, String number, boolean isOfFile) {
    return new ToolSource(
        name, "mcp", new Json("{\"n\": " + number + "}"), List.of(), List.of(), isOfFile);
  }
}
