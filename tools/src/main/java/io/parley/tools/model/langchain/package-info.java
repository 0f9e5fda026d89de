/// Real language models over LangChain4j's clients: OpenAI's chat completions, which many servers
/// speak, Anthropic's messages and Gemini's `generateContent`; streamed, with tools.
///
/// Start at [ChatModels]: it takes [ProviderSettings] (one model at one endpoint) and opens a
/// [ChatModelClient], which tries each call once and ends it with a completion or a
/// [io.parley.core.model.ModelFailure]. `io.parley.tools.model.routing` decides which model is
/// asked, and which next.
///
/// LangChain4j makes the requests and assembles the answers, except calls of tools, whose pieces
/// may be interleaved (`CallPieces`); the HTTP exchange under it is ours (`StreamingHttp`), because
/// a call must end when it is cancelled, when it falls silent and when the answer is not a stream.
/// It completes requests with what LangChain4j cannot express (`Dialect`: the tools with their
/// whole JSON Schema), and reads answers before LangChain4j does (`Reading`: errors inside a
/// stream, refusals, the end, the tokens).
///
/// Reading order: [ChatModelClient], `Call` (one call from start to end), `ChatMessages` and
/// `Material` (what is sent, with speakers that cannot be forged), `Dialect`, `Reading`, `Answers`
/// (what comes back), `StreamingHttp`, `Failures` and `WaitingTime`.
///
/// Nothing here may log prompts, answers or the key, nor put them into an exception.
package io.parley.tools.model.langchain;
