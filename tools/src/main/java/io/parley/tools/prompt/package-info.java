/// Prompts are files with a version: `prompts/NAME.vN.md`. A changed text is a new file, so that
/// the prompt of an earlier reply can still be found. `PROMPTS.md` documents each. Start at
/// [io.parley.tools.prompt.PromptFiles].
package io.parley.tools.prompt;
