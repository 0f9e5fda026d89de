/// Traces by OpenTelemetry, sent over OTLP when an endpoint is set: a request or a frame, the turn
/// that it leads to, the calls of models and tools. Start reading at [Tracing]. No attribute of a
/// span holds what anybody said: [Names] lists them all.
package io.parley.http.trace;
