package io.parley.tools.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.CallLimit;
import io.parley.core.tool.Json;
import io.parley.core.tool.OverLimit;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ToolSourcesTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final AgentRef SALES = new AgentRef("sales", 3);
  private static final AgentRef SUPPORT = new AgentRef("support", 1);

  private final List<String> heard = new ArrayList<>();
  private final Tools builtin =
      new FixedTools(List.of(new Named("search", "index"), new Named("open", "desk")));
  private final ShopOnly shopOnly = new ShopOnly();
  private final Tools all = new ToolSources(List.of(builtin, shopOnly));

  @Test
  void a_tenants_agent_has_its_tools_of_all_sources() {
    assertThat(names(SHOP, SALES)).containsExactly("search", "open", "price");
    assertThat(names(SHOP, SUPPORT)).containsExactly("search", "open");
    assertThat(names(BANK, SALES)).containsExactly("search", "open");
  }

  @Test
  void the_installations_rules_count_before_those_of_a_source() {
    var rules = ApprovalRules.parse(Map.of("s*", "first", "open", "always by customer"));
    assertThat(new RuledTools(all, rules).specs(SHOP, SALES))
        .extracting(spec -> spec.rule().map(ApprovalRule::text).orElse("none"))
        .containsExactly("first", "always by customer", "none");
  }

  @Test
  void arguments_are_checked_before_a_call_is_made() {
    var call = new ToolCall("1.1", "search", new Json("7"));
    assertThat(all.problems(SHOP, SALES, call)).isNotEmpty();
    assertThat(all.problems(SHOP, SALES, new ToolCall("1.1", "search", Json.EMPTY_OBJECT)))
        .isEmpty();
  }

  @Test
  void a_call_goes_to_the_source_that_has_the_tool_for_this_agent() {
    assertThat(call("price", SHOP, SALES).kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(call("open", SHOP, SALES).kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(heard).containsExactly("shop's price", "open");
  }

  @Test
  void another_tenants_tool_is_refused_like_an_unknown_one() {
    for (var name : List.of("price", "made-up")) {
      var refused = call(name, BANK, SALES);
      assertThat(refused.kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
      assertThat(refused.result().text())
          .isEqualTo(
              "{\"error\":\"there is no tool %s\",\"expected\":[\"search\",\"open\"]}"
                  .formatted(name));
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void a_source_cannot_replace_an_earlier_sources_tool() {
    shopOnly.name = "search";
    assertThat(names(SHOP, SALES)).containsExactly("search", "open");
    assertThat(all.find(SHOP, SALES, "search"))
        .get()
        .extracting(ToolSpec::dependency)
        .isEqualTo("index");
    call("search", SHOP, SALES);
    assertThat(heard).containsExactly("search");
  }

  @Test
  void a_tool_added_at_run_time_is_offered_next() {
    shopOnly.name = "rebate";
    assertThat(names(SHOP, SALES)).containsExactly("search", "open", "rebate");
    assertThat(all.known(wanted("rebate"), context(SHOP, SALES))).isEqualTo("rebate");
    assertThat(all.known(wanted("price"), context(SHOP, SALES))).isEqualTo("unknown");
    assertThat(all.known(wanted("rebate"), context(BANK, SALES))).isEqualTo("unknown");
  }

  @Test
  void a_probe_asks_the_sources_with_tools_of_the_dependency() {
    assertThat(all.dependencies()).containsExactlyInAnyOrder("index", "desk", "shop-server");
    assertThat(all.probe("shop-server")).isCompleted();
    assertThat(all.probe("desk")).isCompleted();
    assertThat(heard).containsExactly("shop-server probed", "desk probed");
    assertThat(all.probe("else")).isCompletedExceptionally();
  }

  @Test
  void two_tools_of_one_name_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedTools(List.of(new Named("a", "x"), new Named("a", "y"))))
        .withMessageContaining("two tools are named a");
  }

  private List<String> names(TenantId tenant, AgentRef agent) {
    return all.specs(tenant, agent).stream().map(ToolSpec::name).toList();
  }

  @Test
  void a_call_is_admitted_by_the_source_that_has_the_tool_for_this_agent() {
    assertThat(isAdmitted("open", SALES)).isTrue();
    assertThat(isAdmitted("price", SALES)).isFalse();
    assertThat(isAdmitted("price", SUPPORT)).isTrue();
    assertThat(heard).containsExactly("shop's limit");
  }

  private boolean isAdmitted(String tool, AgentRef agent) {
    return all.admit(wanted(tool), context(SHOP, agent)).toCompletableFuture().join().isEmpty();
  }

  private ToolOutcome call(String tool, TenantId tenant, AgentRef agent) {
    return all.call(wanted(tool), context(tenant, agent)).toCompletableFuture().join();
  }

  private static ToolCall wanted(String tool) {
    return new ToolCall("1.1", tool, Json.EMPTY_OBJECT);
  }

  private static ToolContext context(TenantId tenant, AgentRef agent) {
    return new ToolContext(
        new SessionKey(tenant, new SessionId("s1")), agent, Optional.empty(), "key");
  }

  private static ToolSpec spec(String name, String dependency) {
    return new ToolSpec(
        name,
        name,
        name,
        new Json("{\"type\":\"object\"}"),
        ToolPolicy.READ_ONLY,
        false,
        Duration.ofSeconds(1),
        dependency,
        false);
  }

  /// Succeeds, and tells that it was called.
  private final class Named implements Tool {
    private final ToolSpec spec;

    Named(String name, String dependency) {
      this.spec = ToolSourcesTest.spec(name, dependency);
    }

    @Override
    public ToolSpec spec() {
      return spec;
    }

    @Override
    public CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context) {
      heard.add(spec.name());
      return CompletableFuture.completedStage(ToolOutcome.succeeded(Json.NULL, List.of()));
    }

    @Override
    public CompletionStage<?> probe() {
      heard.add(spec.dependency() + " probed");
      return CompletableFuture.completedStage(null);
    }
  }

  /// One tool, for the sales agent of the shop alone; its name changes as the test wants.
  private final class ShopOnly implements Tools {
    private String name = "price";

    @Override
    public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
      return tenant.equals(SHOP) && agent.equals(SALES)
          ? List.of(ToolSourcesTest.spec(name, "shop-server"))
          : List.of();
    }

    @Override
    public Set<String> dependencies() {
      return Set.of("shop-server");
    }

    @Override
    public CompletionStage<Optional<OverLimit>> admit(ToolCall call, ToolContext context) {
      heard.add("shop's limit");
      var limit = CallLimit.parse("1 call a session").parts().getFirst();
      return CompletableFuture.completedStage(
          Optional.of(new OverLimit("*", limit, Optional.empty())));
    }

    @Override
    public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
      heard.add("shop's " + call.tool());
      return CompletableFuture.completedStage(ToolOutcome.succeeded(Json.NULL, List.of()));
    }

    @Override
    public CompletionStage<Void> probe(String dependency) {
      heard.add(dependency + " probed");
      return CompletableFuture.completedStage(null);
    }
  }
}
