/// Answers without a language model and without a network, and never pretends to be one. Start at
/// [OfflineModel]. It finds out what the customer wants (`Understanding`, by example phrases and by
/// numbers), calls the tools for that, and puts their results into the company's phrases
/// (`Wording`), in the language that the customer writes (`Languages`). Its facts are quoted from a
/// tool's result; when it finds none, it says that it does not know.
///
/// Everything is a function of the prompt: its own earlier replies tell what it asked, offered and
/// spoke of before (`Expectation`, `Matter`). Each call is made once in a turn, and its result is
/// found by tool and arguments, in any order of results.
///
/// Reading order: [OfflineModel], `Conversation`, `Language`, `Understanding`, `Reading`,
/// `Searches`, `Wish`, `Wording`, `Findings`; `Extract` for summaries, `Facts` and `Reflection` for
/// long-term memory.
package io.parley.tools.model.offline;
