package io.parley.operations.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/// All attributes of our spans, following the semantic conventions of OpenTelemetry for HTTP and
/// for generative AI (`gen_ai.*`, in development there) where they define one. Their attributes for
/// prompts, replies and arguments are left out on purpose.
final class Names {
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
  static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
  static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  /// In seconds.
  static final AttributeKey<Double> FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");

  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  static final AttributeKey<String> TOOL_CALL = AttributeKey.stringKey("gen_ai.tool.call.id");

  static final AttributeKey<String> TENANT = AttributeKey.stringKey("parley.tenant");

  /// The command's kind: `say`, `interrupt` …
  static final AttributeKey<String> COMMAND = AttributeKey.stringKey("parley.command");

  static final AttributeKey<Long> TURN = AttributeKey.longKey("parley.turn.number");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("parley.turn.attempt");

  /// The result of a command, a turn, a model call or a tool call; from small fixed sets.
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("parley.outcome");

  /// Whether the reply's words come straight from the knowledge base, or from the response cache.
  static final AttributeKey<Boolean> DEGRADED = AttributeKey.booleanKey("parley.reply.degraded");

  static final AttributeKey<Boolean> CACHED = AttributeKey.booleanKey("parley.reply.cached");

  /// Reply, summary, classify.
  static final AttributeKey<String> PURPOSE = AttributeKey.stringKey("parley.model.purpose");

  static final AttributeKey<Long> EVENTS = AttributeKey.longKey("parley.journal.events");

  private Names() {}
}
