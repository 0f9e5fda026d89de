/// Traces with OpenTelemetry, sent over OTLP when an endpoint is set: a request or a frame, the
/// turn that follows, the calls of models and tools. Start reading at [Tracing]. No attribute of a
/// span holds a customer's words: [Names] lists them all.
package io.parley.operations.trace;
