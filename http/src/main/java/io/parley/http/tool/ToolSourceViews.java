package io.parley.http.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.OfferedPrompt;
import io.parley.core.tool.source.OfferedTool;
import io.parley.core.tool.source.PromptText;
import io.parley.core.tool.source.Rehearsal;
import io.parley.core.tool.source.SignIn;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.ToolSourceState;
import io.parley.http.json.JsonText;

/// Tool sources as JSON.
final class ToolSourceViews {
  private ToolSourceViews() {}

  static ObjectNode of(ToolSourceState state) {
    var source = state.source();
    var json =
        JsonText.object()
            .put("name", source.name())
            .put("kind", source.kind())
            .put("origin", source.isOfFile() ? "file" : "api");
    json.set("settings", JsonText.own(source.settings().text()));
    var agents = json.putArray("agents");
    source.agents().forEach(agents::add);
    var allow = json.putArray("allow");
    source.allow().forEach(allow::add);
    var approvals = json.putObject("approvals");
    source.approvals().texts().forEach(approvals::put);
    var limits = json.putObject("limits");
    source.limits().texts().forEach(limits::put);
    state.problem().ifPresent(problem -> json.put("problem", problem));
    state.signIn().ifPresent(signIn -> put(signIn, json.putObject("signIn")));
    var tools = json.putArray("tools");
    state.tools().forEach(tool -> tools.add(of(tool)));
    var prompts = json.putArray("prompts");
    state.prompts().forEach(prompt -> prompts.add(of(prompt)));
    var refused = json.putArray("refused");
    state.refused().forEach(refused::add);
    return json;
  }

  private static void put(SignIn signIn, ObjectNode json) {
    json.put("state", signIn.isDone() ? "done" : "needed");
    var wanted = json.putArray("wanted");
    signIn.wanted().forEach(wanted::add);
  }

  private static ObjectNode of(OfferedPrompt offered) {
    return of(offered.prompt())
        .put("approvalName", offered.prompt().approvalName())
        .put("approved", offered.isApproved())
        .put("fingerprint", offered.fingerprint());
  }

  static ObjectNode of(SourcePrompt prompt) {
    var json = JsonText.object().put("name", prompt.name());
    if (!prompt.title().isEmpty()) json.put("title", prompt.title());
    json.put("description", prompt.description());
    var arguments = json.putArray("arguments");
    for (var argument : prompt.arguments()) {
      var each = arguments.addObject().put("name", argument.name());
      if (!argument.title().isEmpty()) each.put("title", argument.title());
      each.put("description", argument.description()).put("required", argument.required());
    }
    return json;
  }

  static ObjectNode of(PromptText text) {
    var json = JsonText.object();
    var messages = json.putArray("messages");
    for (var message : text.messages())
      messages
          .addObject()
          .put("role", message.isOfAssistant() ? "assistant" : "user")
          .put("text", message.text());
    return json.put("shortened", text.isShortened());
  }

  private static ObjectNode of(OfferedTool tool) {
    var spec = tool.spec();
    var json =
        JsonText.object()
            .put("name", spec.name())
            .put("label", spec.label())
            .put("description", spec.description())
            .put("policy", JsonText.word(spec.policy()))
            .put("approval", spec.approval())
            .put("allowed", tool.isAllowed())
            .put("approved", tool.isApproved())
            .put("fingerprint", tool.fingerprint());
    spec.rule().ifPresent(rule -> json.put("rule", rule.text()));
    if (spec.destructive()) json.put("destructive", true);
    spec.cost()
        .ifPresent(
            cost ->
                json.putObject("cost")
                    .put("micros", cost.micros())
                    .put("currency", cost.currency()));
    json.set("parameters", JsonText.own(spec.parameters().text()));
    tool.before().ifPresent(before -> json.set("before", of(before)));
    return json;
  }

  private static ObjectNode of(ToolSpec spec) {
    var json =
        JsonText.object()
            .put("label", spec.label())
            .put("description", spec.description())
            .put("policy", JsonText.word(spec.policy()))
            .put("approval", spec.approval());
    json.set("parameters", JsonText.own(spec.parameters().text()));
    return json;
  }

  static ObjectNode of(Rehearsal.Seen seen) {
    var json = JsonText.object();
    seen.request().ifPresent(request -> json.set("request", JsonText.own(request.text())));
    seen.outcome()
        .ifPresent(
            outcome -> {
              json.put("outcome", JsonText.word(outcome.kind()));
              json.set("result", JsonText.own(outcome.result().text()));
            });
    seen.problem().ifPresent(problem -> json.put("problem", problem));
    return json;
  }
}
