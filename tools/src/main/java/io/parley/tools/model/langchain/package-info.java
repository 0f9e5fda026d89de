/// Real language models over LangChain4j's clients: OpenAI's chat completions, which many servers
/// speak, Anthropic's messages and Gemini's `generateContent`; streamed, with tools.
///
/// [ChatModels] is the door: it takes [ProviderSettings] (one model at one endpoint) and opens a
/// [ChatModelClient], which tries each call once and ends it with a completion or a
/// [io.parley.core.model.ModelFailure]. Who asks whom, and whom next, is decided in
/// `io.parley.tools.model.routing`.
///
/// LangChain4j makes the requests and puts the pieces of the answers together, but for calls of
/// tools, whose pieces may take turns (`CallPieces`); the HTTP exchange under it is ours
/// (`StreamingHttp`), because a call must end when it is cancelled, when it falls silent and when
/// it is answered by something else than a stream. On their way through it requests are completed
/// with what LangChain4j cannot say (`Dialect`: the tools with their whole JSON Schema), and
/// answers are read before it reads them (`Reading`: errors inside a stream, refusals, the end, the
/// tokens).
///
/// Reading order: [ChatModelClient], `Call` (one call from start to end), `ChatMessages` and
/// `Material` (what is sent, and that nobody can pass for somebody else in it), `Dialect`,
/// `Reading`, `Answers` (what comes back), `StreamingHttp`, `Failures` and `RetryAfter`.
///
/// Nothing here may log or put into an exception what was asked or answered, nor the key.
package io.parley.tools.model.langchain;
