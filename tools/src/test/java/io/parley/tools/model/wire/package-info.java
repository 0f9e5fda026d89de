/// Doubles of the providers' servers: real HTTP on a real socket, the real wire formats, and every
/// way in which servers fail. Start at [ModelDouble]:
///
/// ```java
/// try (var openAi = ModelDouble.start(ProviderKind.OPENAI)) {
///   openAi.script(Act.refuses(429, "rate_limit_exceeded").with("Retry-After", "2"), Act.says("Hello", "!"));
///   … openAi.url() …
/// }
/// ```
///
/// Written from the providers' public documentation. Needs no test framework, so that whole servers
/// can be started against it.
package io.parley.tools.model.wire;
