package io.parley.http.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.OfferedPrompt;
import io.parley.core.tool.source.OfferedTool;
import io.parley.core.tool.source.PromptText;
import io.parley.core.tool.source.Rehearsal;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.tool.source.ToolSourceDesk;
import io.parley.core.tool.source.ToolSourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Sources that a test sets; stores nothing.
final class FakeDesk implements ToolSourceDesk {
  private static final ApprovalRules RULES =
      ApprovalRules.parse(Map.of("crm.find", "always by customer"));

  private static final List<OfferedPrompt> PROMPTS =
      List.of(
          new OfferedPrompt(
              new SourcePrompt(
                  "apology",
                  "An apology",
                  "Says sorry.",
                  List.of(new SourcePrompt.Argument("customer", "", "A name", true))),
              "f01",
              true),
          new OfferedPrompt(new SourcePrompt("new", "", "Unseen.", List.of()), "f02", false));

  private static final ToolSourceState CRM =
      new ToolSourceState(
          new ToolSource(
              "crm", "mcp", new Json("{\"n\": 1}"), List.of(), List.of("crm.find"), RULES, false),
          Optional.of("away"),
          List.of(
              new OfferedTool(
                  RULES.applied(
                      new ToolSpec(
                          "crm.find",
                          "Finds",
                          "Finds.",
                          new Json("{\"type\": \"object\"}"),
                          ToolPolicy.READ_ONLY,
                          false,
                          Duration.ofSeconds(5),
                          "mcp:crm",
                          false)),
                  "f00",
                  true,
                  false,
                  Optional.empty())),
          PROMPTS,
          List.of("crm.bad: no schema"));

  final List<ToolSource> put = new ArrayList<>();
  Map<String, String> approved = Map.of();
  Optional<Rehearsal> rehearsed = Optional.empty();

  @Override
  public List<ToolSourceState> list(TenantId tenant) {
    return List.of(CRM);
  }

  @Override
  public List<String> kinds() {
    return List.of("mcp");
  }

  @Override
  public Optional<ToolSourceState> find(TenantId tenant, String name) {
    return name.equals("crm") ? Optional.of(CRM) : Optional.empty();
  }

  @Override
  public CompletionStage<Changed> put(TenantId tenant, ToolSource source) {
    assertThat(tenant).isEqualTo(TenantId.DEFAULT);
    put.add(source);
    return CompletableFuture.completedFuture(
        switch (source.name()) {
          case "file" -> new Changed.OfFile();
          case "many" -> new Changed.TooMany();
          case "wrong" -> new Changed.Wrong("settings.url: nothing (expected: an address)");
          default -> new Changed.Done(CRM);
        });
  }

  @Override
  public CompletionStage<Changed> delete(TenantId tenant, String name) {
    return CompletableFuture.completedFuture(
        name.equals("crm") ? new Changed.Done(CRM) : new Changed.Missing());
  }

  @Override
  public CompletionStage<Optional<ToolSourceState>> attempt(TenantId tenant, String name) {
    return CompletableFuture.completedFuture(find(tenant, name));
  }

  @Override
  public CompletionStage<Prompted> prompt(
      TenantId tenant, String name, String prompt, Map<String, String> arguments) {
    assertThat(name).isEqualTo("crm");
    return CompletableFuture.completedFuture(
        switch (prompt) {
          case "away" -> new Prompted.Unavailable("no connection");
          case "apology" ->
              arguments.containsKey("customer")
                  ? new Prompted.Written(
                      new PromptText(
                          List.of(
                              new PromptText.Message(
                                  true, "Sorry, %s.".formatted(arguments.get("customer")))),
                          false))
                  : new Prompted.Wrong("arguments.customer is missing (expected: a text)");
          default -> new Prompted.Missing();
        });
  }

  @Override
  public CompletionStage<Optional<Rehearsal.Seen>> rehearse(
      TenantId tenant, String name, Rehearsal rehearsal) {
    rehearsed = Optional.of(rehearsal);
    return CompletableFuture.completedFuture(
        find(tenant, name)
            .map(
                _ ->
                    new Rehearsal.Seen(
                        Optional.of(new Json("{\"method\":\"GET\"}")),
                        Optional.of(ToolOutcome.succeeded(new Json("{\"answer\":1}"), List.of())),
                        Optional.empty())));
  }

  @Override
  public CompletionStage<Changed> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by) {
    assertThat(by).isEqualTo(Role.OPERATOR);
    approved = tools;
    return CompletableFuture.completedFuture(new Changed.Done(CRM));
  }
}
