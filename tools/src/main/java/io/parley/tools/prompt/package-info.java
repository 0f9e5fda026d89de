/// Prompts are files with a version: `prompts/NAME.vN.md`. A changed text is a new file, so that
/// what a model was told can be found again. `PROMPTS.md` documents each. Start at
/// [io.parley.tools.prompt.PromptFiles].
package io.parley.tools.prompt;
