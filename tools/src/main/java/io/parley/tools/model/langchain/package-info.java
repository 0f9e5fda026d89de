/// Real language models over LangChain4j. [OpenAiModel] is the door: OpenAI's chat completions,
/// which many servers speak, streamed, with tools.
///
/// LangChain4j makes the requests and puts the pieces of the answers together; the HTTP exchange
/// under it is ours (`StreamingHttp`), because a call must end when it is cancelled, when it falls
/// silent and when it is answered by something else than a stream. Reading order: [OpenAiModel],
/// `Call` (one call from start to end), `ChatMessages` (what is sent), `Answers` (what comes back),
/// `StreamingHttp`.
///
/// Nothing here may log or put into an exception what was asked or answered, nor the key.
package io.parley.tools.model.langchain;
