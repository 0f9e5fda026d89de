package io.parley.http.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.OfferedTool;
import io.parley.core.tool.source.Rehearsal;
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
    var tools = json.putArray("tools");
    state.tools().forEach(tool -> tools.add(of(tool)));
    var refused = json.putArray("refused");
    state.refused().forEach(refused::add);
    return json;
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
