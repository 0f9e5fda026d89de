package io.parley.core.tool;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Long results of tool calls, kept until their session is archived, so that a model can read them
/// in parts. The tool that reads them is named [#TOOL]. Every node reads the results kept by any.
public interface ToolResults {
  /// Name of the tool with which a model reads on. Every agent has it, while there is something to
  /// read.
  String TOOL = "tool.result";

  /// Keeps the text of a call's result; a repeated call replaces it. Of very many results of one
  /// session the oldest are dropped.
  CompletionStage<Void> keep(SessionKey session, String call, String text);

  /// @return the whole text; empty if none is kept for this call of this session
  CompletionStage<Optional<String>> find(SessionKey session, String call);
}
