/// Answers without a language model and without a network, and never pretends to be one.
/// [OfflineModel] is the door. It reads what the customer wants (`Understanding`, by the nearest
/// example phrases and by numbers), asks for the tools that this takes, and says what they answered
/// in phrases that the company wrote (`Wording`). What it says of the world is quoted from a tool's
/// result; what it does not find, it says that it does not know.
///
/// Everything is a function of the prompt: what it asked or offered before, it reads from its own
/// last words. Each call is asked for once in a turn, and its result is found by its tool and its
/// arguments, in whatever order results come.
///
/// Reading order: [OfflineModel], `Conversation`, `Understanding`, `Wish`, `Wording`; `Extract` for
/// summaries, `Facts` and `Reflection` for long-term memory.
package io.parley.tools.model.offline;
